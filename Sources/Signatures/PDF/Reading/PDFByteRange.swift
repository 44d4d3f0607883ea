/// What a signature covers (ISO 32000-2 clause 12.8.1): everything from the first byte of the file to `end`, but for one
/// gap, which holds `/Contents` and nothing else.
struct PDFByteRange: Hashable, Sendable {
    /// The gap: the hexadecimal string of `/Contents` with its brackets.
    let gap: Range<Int>
    /// One past the last byte covered.
    let end: Int

    /// - Returns: nil where the array is not `[0 a b c]` with a gap in between; whether it lies within the file is not
    ///   looked at.
    init?(_ value: PDFValue?) {
        guard let items = value?.array, items.count == 4 else { return nil }
        let numbers = items.compactMap(\.integer)
        guard numbers.count == 4, numbers.allSatisfy({ (0...PDFLimits.fileSize).contains($0) }) else { return nil }
        guard numbers[0] == 0, numbers[1] > 0, numbers[2] > numbers[1] + 2, numbers[3] > 0 else { return nil }
        gap = numbers[1]..<numbers[2]
        end = numbers[2] + numbers[3]
    }

    /// The ranges that are hashed, in order.
    var covered: [Range<Int>] { [0..<gap.lowerBound, gap.upperBound..<end] }
}
