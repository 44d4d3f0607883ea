/// What a reader of one revision can get to: from the trailer, and the object streams that hold what it gets to.
///
/// References are followed by number alone, as lenient readers do.
struct Reachability {
    private let numbers: Set<Int32>

    init(_ snapshot: DocumentSnapshot, _ index: ReferenceIndex) {
        let history = snapshot.history
        var byNumber: [Int32: [PDFReference]] = [:]
        var waiting: [Int32] = []
        for (reference, location) in snapshot.revision.locations {
            byNumber[Int32(clamping: reference.number), default: []].append(reference)
            // Every object stream counts, also one that holds only what is out of reach: there are few.
            if case .stream(let container, _) = location { waiting.append(Int32(clamping: container)) }
        }
        PDFValue.dictionary(snapshot.trailer).forEachTarget { waiting.append(Int32(clamping: $0.number)) }
        var seen = Set(waiting)
        waiting = Array(seen)
        while let number = waiting.popLast() {
            for reference in byNumber[number] ?? [] {
                guard let version = history.version(of: reference, at: snapshot.index) else { continue }
                for target in index.targets(of: version) where seen.insert(target).inserted { waiting.append(target) }
            }
        }
        numbers = seen
    }

    func contains(_ reference: PDFReference) -> Bool { numbers.contains(Int32(clamping: reference.number)) }
}
