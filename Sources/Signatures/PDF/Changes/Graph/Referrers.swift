/// Every reference to an object in one revision, with its place.
struct Referrers {
    private let snapshot: DocumentSnapshot
    private let index: ReferenceIndex

    init(_ snapshot: DocumentSnapshot, _ index: ReferenceIndex) {
        self.snapshot = snapshot
        self.index = index
    }

    /// By number: references with another generation too. A holder of nil is the trailer.
    func referrers(of reference: PDFReference) throws -> [(holder: PDFReference?, path: [PDFStep])] {
        var found: [(PDFReference?, [PDFStep])] = []
        PDFValue.dictionary(snapshot.trailer).forEachReference { path, target in
            if target.number == reference.number { found.append((nil, path)) }
        }
        for version in index.referrers(of: reference.number) where snapshot.history.isLive(version, at: snapshot.index)
        {
            let holder = snapshot.history.versions[version].reference
            try snapshot.object(holder).value.forEachReference { path, target in
                if target.number == reference.number { found.append((holder, path)) }
            }
        }
        return found
    }
}
