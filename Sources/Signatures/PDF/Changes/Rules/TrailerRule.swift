/// The trailer (ISO 32000-2 clause 7.5.5), and from it the catalogue and the information dictionary.
struct TrailerRule {
    private let comparison: Comparison

    init(_ comparison: Comparison) { self.comparison = comparison }

    /// Keys of the file's structure, which each update writes anew, and of a cross-reference stream.
    private static let structure: Set<PDFName> = [
        "Size", "Prev", "XRefStm", "Type", "W", "Index", "Filter", "DecodeParms", "Length", "DocChecksum",
    ]

    func apply() throws {
        let before = comparison.old.trailer
        let after = comparison.new.trailer
        let place = PDFPlace(nil)
        try comparison.requireSame(
            before, after, at: place, except: Self.structure.union(["Root", "Info", "ID", "AdditionalStreams"]),
            { $0 == "Encrypt" ? .encryption : .trailer }, .trailer)
        try identifiers(before["ID"], after["ID"], at: place["ID"])
        try additionalStreams(before["AdditionalStreams"], after["AdditionalStreams"], at: place["AdditionalStreams"])
        try InformationRule(comparison).apply(before["Info"], after["Info"], at: place["Info"])
        let catalogue = try comparison.open(after["Root"], at: place["Root"], as: .catalogue)
        try CatalogueRule(comparison).apply(try comparison.old.catalogue(), catalogue)
    }

    /// Identifiers change with each update; the first is part of the key of an encrypted file (clause 7.6.4.3).
    private func identifiers(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        try comparison.claimParts(of: after, at: place)
        guard comparison.old.trailer["Encrypt"] != nil else { return }
        let left = try comparison.old.array(before)?.first
        let right = try comparison.new.array(after)?.first
        if left != right { comparison.report(.encryption, .trailer, at: place) }
    }

    /// LibreOffice names the original of a hybrid file here; other writers copy the key with a number that is nobody's.
    private func additionalStreams(_ before: PDFValue?, _ after: PDFValue?, at place: PDFPlace) throws {
        if before == after { return }
        var leadsSomewhere = false
        try after?.forEachReferenceThrowing { if try !comparison.new.object($0).value.isNull { leadsSomewhere = true } }
        if leadsSomewhere { comparison.report(.trailer, .trailer, at: place) }
    }
}

extension PDFValue {
    fileprivate func forEachReferenceThrowing(_ body: (PDFReference) throws -> Void) throws {
        var found: [PDFReference] = []
        forEachTarget { found.append($0) }
        for reference in found { try body(reference) }
    }
}
