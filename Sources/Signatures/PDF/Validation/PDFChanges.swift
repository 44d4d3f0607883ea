import PKI

/// The revisions of a file that its signatures cover, and what became of the document after each.
struct PDFChanges {
    private let analysis: ChangeAnalysis?
    /// For each check, its place among the signatures that cover a revision.
    private let places: [Int?]

    init(_ checks: [PDFFieldCheck], in file: PDFFile) throws {
        var revisions: [PDFRevision] = []
        var signatures: [(signature: PDFSignature, revision: Int)] = []
        var places: [Int?] = []
        for check in checks {
            guard let signature = check.signature, let revision = check.revision else {
                places.append(nil)
                continue
            }
            if revisions.last !== revision { revisions.append(revision) }
            places.append(signatures.count)
            signatures.append((signature, revisions.count - 1))
        }
        self.places = places
        guard let last = revisions.last else {
            analysis = nil
            return
        }
        if try !file.isBlank(after: last.end) { revisions.append(try file.last()) }
        analysis = try ChangeAnalysis(revisions: revisions, signatures: signatures)
    }

    /// - Returns: nil for a signature that covers no revision.
    func after(_ check: Int) throws -> ChangesAfterSigning? {
        guard let place = places[check] else { return nil }
        return try analysis?.changes(after: place)
    }
}
