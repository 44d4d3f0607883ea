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
