/// Every reference to an object in one revision, with its place.
final class Referrers {
    private let snapshot: DocumentSnapshot
    private let index: ReferenceIndex
    /// The references of each object that was looked at, by the number that they lead to: an object that refers to
    /// thousands is gone through once.
    private var known: [PDFReference: [Int: [[PDFStep]]]] = [:]
    private lazy var ofTrailer = Self.paths(in: .dictionary(snapshot.trailer))

    init(_ snapshot: DocumentSnapshot, _ index: ReferenceIndex) {
        self.snapshot = snapshot
        self.index = index
    }

    /// By number: references with another generation too. A holder of nil is the trailer.
    func referrers(of reference: PDFReference) throws -> [(holder: PDFReference?, path: [PDFStep])] {
        var found = ofTrailer[reference.number, default: []].map { (PDFReference?.none, $0) }
        for version in index.referrers(of: reference.number) where snapshot.history.isLive(version, at: snapshot.index)
        {
            let holder = snapshot.history.versions[version].reference
            found += try paths(in: holder)[reference.number, default: []].map { (holder, $0) }
        }
        return found
    }

    /// The objects that have an array for their list of annotations.
    func pages(listing array: PDFReference) throws -> Set<PDFReference?> {
        if let known = listings[array] { return known }
        let found = try referrers(of: array).filter { $0.path == [.key("Annots")] }.map(\.holder)
        listings[array] = Set(found)
        return Set(found)
    }

    private var listings: [PDFReference: Set<PDFReference?>] = [:]

    /// By which keys an array is referred to, from within `reach`.
    func uses(of array: PDFReference, in reach: Reachability) throws -> Set<PDFName> {
        if let known = uses[array] { return known }
        var keys: Set<PDFName> = []
        for (holder, path) in try referrers(of: array) where holder.map(reach.contains) ?? true {
            // Nums hold a key before each value.
            keys.insert(PDFPlace(holder, path).lastKey ?? "")
        }
        uses[array] = keys
        return keys
    }

    private var uses: [PDFReference: Set<PDFName>] = [:]

    private func paths(in holder: PDFReference) throws -> [Int: [[PDFStep]]] {
        if let paths = known[holder] { return paths }
        let paths = Self.paths(in: try snapshot.object(holder).value)
        known[holder] = paths
        return paths
    }

    private static func paths(in value: PDFValue) -> [Int: [[PDFStep]]] {
        var paths: [Int: [[PDFStep]]] = [:]
        value.forEachReference { path, target in paths[target.number, default: []].append(path) }
        return paths
    }
}
