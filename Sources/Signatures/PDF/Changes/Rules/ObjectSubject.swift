/// What an object is to whoever reads the document, by what it says of itself and by the key that leads to it.
struct ObjectSubject {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    func subject(of reference: PDFReference, at path: [PDFStep]) throws -> ChangeSubject {
        let isAdded = comparison.delta.added.contains(reference)
        guard let object = try? comparison.new.object(reference) else { return .unreadable }
        if comparison.roles(of: reference).count > 1 { return .sharedObject }
        let dictionary = object.dictionary ?? PDFDictionary()
        let keys = path.compactMap { if case .key(let name) = $0 { name } else { nil } }
        if dictionary.has("Type", "Page") { return isAdded ? .pageAdded : .pageReplaced }
        if keys.contains("OCProperties") { return .layers }
        if let key = keys.last, let found = Self.byKey(key, isAdded) { return found }
        if let kind = dictionary["Type"]?.name, let found = Self.byType(kind) { return found }
        if ["JavaScript", "Launch", "URI", "GoToR", "SubmitForm", "ImportData"].contains(dictionary["S"]?.name) {
            return .action
        }
        if keys.contains("Font") { return .font }
        if keys.contains("Resources") || keys.contains("XObject") { return .resources }
        if !comparison.roles(of: reference).isEmpty { return .sharedObject }
        return isAdded ? .danglingReference : .object
    }

    private static func byKey(_ key: PDFName, _ isAdded: Bool) -> ChangeSubject? {
        switch key {
        case "Contents": .pageContent
        case "Annots": isAdded ? .annotationAdded : .annotationChanged
        case "AP": .annotationChanged
        case "N", "R", "D": .fieldAppearance
        case "V": .signatureChanged
        case "Font", "FontDescriptor", "FontFile", "FontFile2", "FontFile3", "ToUnicode", "Encoding", "DescendantFonts":
            .font
        case "OpenAction", "AA", "A", "JavaScript", "JS", "Names": .action
        case "OCGs", "OCProperties", "OC": .layers
        case "Encrypt": .encryption
        case "Length", "Filter", "DecodeParms", "Parent": .object
        default: nil
        }
    }

    private static func byType(_ type: PDFName) -> ChangeSubject? {
        switch type {
        case "Sig", "DocTimeStamp": .signatureChanged
        case "Font", "FontDescriptor": .font
        case "Pages": .pageReplaced
        case "OCG", "OCMD": .layers
        case "Action": .action
        case "Annot": .annotationChanged
        case "StructElem", "StructTreeRoot": .structure
        default: nil
        }
    }
}
