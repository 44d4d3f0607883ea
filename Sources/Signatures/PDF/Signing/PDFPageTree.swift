/// The pages of a revision (ISO 32000-2 clause 7.7.3).
struct PDFPageTree {
    private let revision: PDFRevision

    init(_ revision: PDFRevision) { self.revision = revision }

    /// The object of a page, counted from 1; nil where there are fewer.
    /// - Throws: `PDFError` where the tree cannot be read.
    func page(_ number: Int) throws -> PDFReference? {
        var seen = 0
        var found: PDFReference?
        try visit { page in
            seen += 1
            found = seen == number ? page : nil
            return seen < number
        }
        return found
    }

    /// The last page; nil where there is none.
    func lastPage() throws -> PDFReference? {
        var last: PDFReference?
        try visit { page in
            last = page
            return true
        }
        return last
    }

    /// How many there are.
    /// - Throws: `PDFError` where the tree cannot be read, or has more than `PDFLimits.pages`.
    func count() throws -> Int {
        var seen = 0
        try visit { _ in
            seen += 1
            return seen <= PDFLimits.pages
        }
        guard seen <= PDFLimits.pages else { throw PDFError(.tooLarge, "pages") }
        return seen
    }

    /// Calls `body` with one page after another, as long as it says true.
    private func visit(_ body: (PDFReference) -> Bool) throws {
        var seen: Set<PDFReference> = []
        _ = try visit(revision.catalogue()["Pages"], &seen, depth: 0, body)
    }

    private func visit(
        _ item: PDFValue?, _ seen: inout Set<PDFReference>, depth: Int, _ body: (PDFReference) -> Bool
    ) throws -> Bool {
        guard let reference = item?.reference, let node = try revision.object(reference).dictionary else {
            throw PDFError(.malformed, "page tree")
        }
        guard depth < PDFLimits.treeDepth, seen.insert(reference).inserted else {
            throw PDFError(.tooLarge, "depth of the page tree")
        }
        // A page has no kids; its type may be misspelled.
        guard let kids = try revision.array(node["Kids"]) else { return body(reference) }
        for kid in kids {
            guard try visit(kid, &seen, depth: depth + 1, body) else { return false }
        }
        return true
    }
}
