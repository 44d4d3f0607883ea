/// The catalogue (ISO 32000-2 clause 7.7.2): few keys may change, each by its own rule. Actions, names, layers, outlines,
/// labels and whatever else a document does or shows stay as they were.
struct CatalogueRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    private static let judged: Set<PDFName> = [
        "AcroForm", "DSS", "Extensions", "Version", "Metadata", "StructTreeRoot",
    ]

    func apply(_ before: PDFDictionary, _ catalogue: Comparison.Opened) throws {
        let place = catalogue.place
        guard let after = catalogue.dictionary else { return comparison.report(.catalogue, .catalogue, at: place) }
        try comparison.requireSame(before, after, at: place, except: Self.judged, Self.subject, .catalogue)
        if before["Pages"] != after["Pages"] { comparison.report(.pageReplaced, .catalogue, at: place["Pages"]) }
        version(before["Version"], after["Version"], at: place["Version"])
        try ExtensionsRule(comparison).apply(before["Extensions"], after["Extensions"], at: place["Extensions"])
        try MetadataRule(comparison).apply(before["Metadata"], after["Metadata"], at: place["Metadata"])
        try EvidenceRule(comparison).apply(before["DSS"], after["DSS"], at: place["DSS"])
        try FormRule(comparison).apply(before["AcroForm"], after["AcroForm"], at: place["AcroForm"])
    }

    private static func subject(_ key: PDFName) -> ChangeSubject {
        switch key {
        case "Pages": .pageReplaced
        case "OCProperties": .layers
        case "OpenAction", "AA", "Names", "URI": .action
        case "Perms": .signatureChanged
        default: .catalogue
        }
    }

    /// Only upwards: `1.7` to `2.0`.
    private func version(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) {
        guard before != after else { return }
        let left = before?.name.flatMap { Double($0.text) } ?? 0
        if let right = after?.name.flatMap({ Double($0.text) }), right >= left, right <= 2 {
            return comparison.report(.extensions, .catalogue, at: place, .nothing)
        }
        comparison.report(.catalogue, .catalogue, at: place)
    }
}
