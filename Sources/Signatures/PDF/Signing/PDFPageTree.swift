/// The pages of a revision (ISO 32000-2 clause 7.7.3).
struct PDFPageTree {
    private let revision: PDFRevision

    init(_ revision: PDFRevision) { self.revision = revision }

    /// The object of a page, counted from 1; nil where there are fewer.
    /// - Throws: `PDFError` where the tree cannot be read.
    func page(_ number: Int) throws -> PDFReference? {
        var remaining = number
        var seen: Set<PDFReference> = []
        return try find(revision.catalogue()["Pages"], &remaining, &seen, depth: 0)
    }

    private func find(
        _ item: PDFValue?, _ remaining: inout Int, _ seen: inout Set<PDFReference>, depth: Int
    ) throws -> PDFReference? {
        guard let reference = item?.reference, let node = try revision.object(reference).dictionary else {
            throw PDFError(.malformed, "page tree")
        }
        guard depth < PDFLimits.treeDepth, seen.insert(reference).inserted else {
            throw PDFError(.tooLarge, "depth of the page tree")
        }
        // A page has no kids; its type may be misspelled.
        guard let kids = try revision.array(node["Kids"]) else {
            remaining -= 1
            return remaining == 0 ? reference : nil
        }
        for kid in kids {
            if let found = try find(kid, &remaining, &seen, depth: depth + 1) { return found }
        }
        return nil
    }
}
