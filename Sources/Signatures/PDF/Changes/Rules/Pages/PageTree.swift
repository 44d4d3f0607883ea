/// The page tree of one revision (ISO 32000-2 clause 7.7.3), climbed from a node up to the catalogue: so a page is found
/// without walking over all pages.
struct PageTree {
    private let snapshot: DocumentSnapshot
    private let root: PDFReference?
    /// Where each parent names each of its kids.
    private var kids: [PDFReference: [PDFReference: [PDFPlace]]] = [:]

    init(_ snapshot: DocumentSnapshot) throws {
        self.snapshot = snapshot
        root = try snapshot.catalogue()["Pages"]?.reference
    }

    /// The places at which a node's parent names it; nil where the node does not belong to the tree.
    mutating func places(of node: PDFReference) throws -> [PDFPlace]? {
        guard let root else { return nil }
        if node == root { return [] }
        var found: [PDFPlace]?
        var current = node
        for _ in 0..<PDFLimits.treeDepth {
            if current == root { return found }
            guard let parent = try snapshot.object(current).dictionary?["Parent"]?.reference,
                let places = try places(in: parent)[current]
            else { return nil }
            found = found ?? places
            current = parent
        }
        return nil
    }

    private mutating func places(in parent: PDFReference) throws -> [PDFReference: [PDFPlace]] {
        if let known = kids[parent] { return known }
        let list = try snapshot.object(parent).dictionary?["Kids"]
        let holder = list?.reference.map { PDFPlace($0) } ?? PDFPlace(parent)["Kids"]
        var found: [PDFReference: [PDFPlace]] = [:]
        for (index, item) in (try snapshot.array(list) ?? []).enumerated() {
            if let kid = item.reference { found[kid, default: []].append(holder[index]) }
        }
        kids[parent] = found
        return found
    }
}
