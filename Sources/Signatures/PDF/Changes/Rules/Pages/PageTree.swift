/// The page tree of one revision (ISO 32000-2 clause 7.7.3), climbed from a node up to the catalogue: so a page is found
/// without walking over all pages.
struct PageTree {
    private let snapshot: DocumentSnapshot
    private let root: PDFReference?

    init(_ snapshot: DocumentSnapshot) throws {
        self.snapshot = snapshot
        root = try snapshot.catalogue()["Pages"]?.reference
    }

    /// The places at which a node's parent names it; nil where the node does not belong to the tree.
    func places(of node: PDFReference) throws -> [PDFPlace]? {
        guard let root else { return nil }
        if node == root { return [] }
        var found: [PDFPlace]?
        var current = node
        for _ in 0..<PDFLimits.treeDepth {
            if current == root { return found }
            guard let parent = try snapshot.object(current).dictionary?["Parent"]?.reference,
                let kids = try snapshot.object(parent).dictionary?["Kids"]
            else { return nil }
            let holder = kids.reference.map { PDFPlace($0) } ?? PDFPlace(parent)["Kids"]
            let items = try snapshot.array(kids) ?? []
            let places = items.indices.filter { items[$0] == .reference(current) }.map { holder[$0] }
            guard !places.isEmpty else { return nil }
            found = found ?? places
            current = parent
        }
        return nil
    }
}
