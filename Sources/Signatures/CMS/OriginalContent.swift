public import PKI

/// A file that a detached signature may cover.
///
/// Digests are computed as a stream, once for each algorithm; those that intake computed already are given along.
public struct OriginalContent: Sendable {
    public let name: String
    public let source: any ByteSource
    public let knownDigests: [Digest]

    public init(name: String, source: any ByteSource, knownDigests: [Digest] = []) {
        self.name = name
        self.source = source
        self.knownDigests = knownDigests
    }
}

/// The digests of everything that a signature may be over, each computed when it is first asked for.
final class ContentDigests {
    /// Attached content: pieces of the signature file itself.
    private let attached: (source: any ByteSource, pieces: [Range<Int>])?
    private let shared: PDFDigests?
    let contents: [OriginalContent]
    private var attachedDigests: [Digest] = []
    private var digests: [[Digest]]

    /// - Parameter shared: hashes the pieces, where other signatures cover much the same.
    init(
        attached: (source: any ByteSource, pieces: [Range<Int>])?, contents: [OriginalContent],
        shared: PDFDigests? = nil
    ) {
        self.attached = attached
        self.shared = shared
        self.contents = contents
        digests = contents.map(\.knownDigests)
    }

    var isAttached: Bool { attached != nil }

    /// The digest of the attached content.
    func attached(_ algorithm: DigestAlgorithm) throws -> Digest? {
        guard let attached else { return nil }
        if let known = attachedDigests.first(where: { $0.algorithm == algorithm }) { return known }
        let digest = try shared?.digest(of: attached.pieces, by: algorithm) ?? Self.digest(of: attached, by: algorithm)
        attachedDigests.append(digest)
        return digest
    }

    private static func digest(
        of attached: (source: any ByteSource, pieces: [Range<Int>]), by algorithm: DigestAlgorithm
    ) throws -> Digest {
        var hasher = Hasher(algorithm)
        for piece in attached.pieces {
            try attached.source.forEachPiece(in: piece) { hasher.update(buffer: $0) }
        }
        return hasher.finalize()
    }

    /// The digest of the content at `index`.
    func content(_ index: Int, _ algorithm: DigestAlgorithm) throws -> Digest {
        if let known = digests[index].first(where: { $0.algorithm == algorithm }) { return known }
        let digest = try contents[index].source.digest(algorithm)
        digests[index].append(digest)
        return digest
    }

    /// The first bytes of the attached content, for telling attributes in disguise.
    func attachedStart(_ count: Int) throws -> [UInt8] {
        guard let attached, let first = attached.pieces.first(where: { !$0.isEmpty }) else { return [] }
        return try attached.source.bytes(first.lowerBound..<min(first.upperBound, first.lowerBound + count))
    }
}
