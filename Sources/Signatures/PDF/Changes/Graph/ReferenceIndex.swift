/// Who refers to an object: the reverse of all references of a file, over all its revisions.
///
/// By number alone: a reference with another generation leads readers that are lenient to the same object.
final class ReferenceIndex {
    /// Versions that could not be read: nobody knows what they refer to.
    private(set) var unreadable: Set<Int> = []
    /// (number referred to, version that refers), by number.
    private var referrals: [Referral] = []
    /// Where the references of each version begin in `targets`.
    private var starts: [Int] = []
    private var targets: [Int32] = []

    private struct Referral {
        let target: Int32
        let version: Int32
    }

    /// - Throws: `PDFError` `.tooLarge` beyond `ChangeLimits.references`; `ByteSourceError`.
    init(_ history: DocumentHistory) throws {
        starts.reserveCapacity(history.versions.count + 1)
        for version in history.versions.indices {
            starts.append(targets.count)
            let begin = targets.count
            do {
                try history.addTargets(of: version, to: &targets)
            } catch is PDFError {
                unreadable.insert(version)
            }
            guard targets.count <= ChangeLimits.references else { throw PDFError(.tooLarge, "references") }
            for target in targets[begin...] { referrals.append(Referral(target: target, version: Int32(version))) }
        }
        starts.append(targets.count)
        referrals.sort { ($0.target, $0.version) < ($1.target, $1.version) }
    }

    /// The versions that refer to an object number, each once.
    func referrers(of number: Int) -> [Int] {
        let wanted = Int32(clamping: number)
        var low = 0
        var high = referrals.count
        while low < high {
            let middle = (low + high) / 2
            if referrals[middle].target < wanted { low = middle + 1 } else { high = middle }
        }
        var found: [Int] = []
        while low < referrals.count, referrals[low].target == wanted {
            if found.last != Int(referrals[low].version) { found.append(Int(referrals[low].version)) }
            low += 1
        }
        return found
    }

    /// The object numbers that a version refers to.
    func targets(of version: Int) -> ArraySlice<Int32> { targets[starts[version]..<starts[version + 1]] }
}
