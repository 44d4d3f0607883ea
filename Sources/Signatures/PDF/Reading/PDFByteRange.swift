/// What a signature covers (ISO 32000-2 clause 12.8.1).
///
/// Only one form is accepted: everything from the first byte of the file to `end`, but for one gap that holds
/// `/Contents` and nothing else. Other forms are kept, so that it can be said what they cover; they never pass.
struct PDFByteRange: Hashable, Sendable {
    /// The ranges that are hashed, in the order given.
    let covered: [Range<Int>]

    /// Pairs of an array that is hashed at all: two are right, a few more are met.
    private static let maximumPairs = 16

    /// - Returns: nil where the value is no array of pairs, offset and length, within a file's possible size.
    init?(_ value: PDFValue?) {
        guard let items = value?.array, items.count >= 2, items.count % 2 == 0, items.count <= 2 * Self.maximumPairs
        else { return nil }
        let numbers = items.compactMap(\.integer)
        guard numbers.count == items.count, numbers.allSatisfy({ (0...PDFLimits.fileSize).contains($0) }) else {
            return nil
        }
        covered = stride(from: 0, to: numbers.count, by: 2).map { numbers[$0]..<numbers[$0] + numbers[$0 + 1] }
    }

    /// One past the last byte covered.
    var end: Int { covered.map(\.upperBound).max() ?? 0 }

    /// Where `/Contents` must stand, brackets and all; nil unless the form is `[0 a b c]`, none of them empty.
    var gap: Range<Int>? {
        guard covered.count == 2, covered.allSatisfy({ !$0.isEmpty }), covered[0].lowerBound == 0,
            covered[0].upperBound + 2 < covered[1].lowerBound
        else { return nil }
        return covered[0].upperBound..<covered[1].lowerBound
    }
}
