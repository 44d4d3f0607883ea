import PKI

/// The digests of what the signatures of one file cover. Each covers nearly all that the one before it does: what was
/// hashed up to a gap is gone on from, not begun again, so that many signatures cost little more than one.
final class PDFDigests {
    private let source: any ByteSource
    /// What was hashed from the beginning of the file up to some place, by that place.
    private var beginnings: [Beginning] = []
    private var left: Int

    private final class Beginning {
        let algorithm: DigestAlgorithm
        let end: Int
        let hasher: Hasher

        init(_ algorithm: DigestAlgorithm, end: Int, hasher: consuming Hasher) {
            self.algorithm = algorithm
            self.end = end
            self.hasher = hasher
        }
    }

    /// All signatures together, in lengths of the file: real ones come to two or three. A file can name byte ranges
    /// that have nothing in common but their length.
    private static let maximumLengths = 16
    /// Small files are not counted.
    private static let free = 64 << 20

    init(_ source: any ByteSource) {
        self.source = source
        left = Self.free + Self.maximumLengths * source.count
    }

    /// - Throws: `PDFError` `.tooLarge` where all digests together are over too much; `ByteSourceError`.
    func digest(of ranges: [Range<Int>], by algorithm: DigestAlgorithm) throws -> Digest {
        var rest = ranges[...]
        var hasher = Hasher(algorithm)
        if let first = rest.first, first.lowerBound == 0 {
            rest.removeFirst()
            let known = beginnings.last { $0.algorithm == algorithm && $0.end <= first.upperBound }
            if let known { hasher = known.hasher.copy() }
            try hash((known?.end ?? 0)..<first.upperBound, into: &hasher)
            if known?.end != first.upperBound {
                beginnings.append(Beginning(algorithm, end: first.upperBound, hasher: hasher.copy()))
                beginnings.sort { $0.end < $1.end }
            }
        }
        for range in rest { try hash(range, into: &hasher) }
        return hasher.finalize()
    }

    private func hash(_ range: Range<Int>, into hasher: inout Hasher) throws {
        guard range.count <= left else { throw PDFError(.tooLarge, "digests") }
        left -= range.count
        try source.forEachPiece(in: range) { hasher.update(buffer: $0) }
    }
}
