import PKI

/// A proof that a log holds an entry, verifiable offline: `*.tlog-proof` (C2SP tlog-proof).
///
/// For example:
///
///     let file = try InclusionProofFile(parsing: bytes)
///     let evaluation = try file.verify(leaf: entry, policy: policy)
///     evaluation.isWitnessed
public struct InclusionProofFile: Sendable, Hashable {
    private static let firstLine = "c2sp.org/tlog-proof@v1"
    private static let extraKeyword = "extra "
    private static let indexKeyword = "index "
    /// A checkpoint of the largest size and as much again for the rest, nearly all of it extra data.
    public static let maximumByteCount = 2 * SignedNote.maximumByteCount

    /// Which leaf of the log, from 0.
    public let index: UInt64
    /// From the leaf's sibling up to the root's child.
    public let hashes: [MerkleHash]
    /// The checkpoint's signed note, byte for byte.
    public let checkpoint: [UInt8]
    /// Data of the application's, which nothing here authenticates; nil where there is none.
    public let extra: [UInt8]?

    /// - Parameters:
    ///   - hashes: see `TreeProof.inclusion`, at most `TreeProof.maximumInclusionLength`.
    ///   - checkpoint: the signed note of the tree that the proof leads to.
    ///   - extra: left out where empty.
    public init(index: UInt64, hashes: [MerkleHash], checkpoint: [UInt8], extra: [UInt8]? = nil) {
        precondition(hashes.count <= TreeProof.maximumInclusionLength, "no inclusion proof is that long")
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
        self.extra = extra?.isEmpty == true ? nil : extra
    }

    /// Parses a proof file. Its checkpoint is kept as it stands and is parsed by `verify`.
    public init(parsing bytes: [UInt8]) throws(ProofFileError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw .tooLarge(byteCount: bytes.count, limit: Self.maximumByteCount)
        }
        var rest = bytes[...]
        func nextLine() -> ArraySlice<UInt8>? {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }

        guard nextLine()?.elementsEqual(Self.firstLine.utf8) == true else { throw .unknownFormat }
        var line = nextLine()
        var extra: [UInt8]?
        if let text = line, text.starts(with: Self.extraKeyword.utf8) {
            guard let data = Base64.decode(text.dropFirst(Self.extraKeyword.utf8.count)), !data.isEmpty else {
                throw .malformedExtra
            }
            extra = data
            line = nextLine()
        }
        guard let text = line, text.starts(with: Self.indexKeyword.utf8),
            let index = UInt64(canonicalDecimal: text.dropFirst(Self.indexKeyword.utf8.count))
        else { throw .malformedIndex }

        var hashes: [MerkleHash] = []
        while true {
            guard let text = nextLine() else { throw .noCheckpoint }
            if text.isEmpty { break }
            let limit = TreeProof.maximumInclusionLength
            guard hashes.count < limit else { throw .tooManyHashes(limit: limit) }
            guard let hash = MerkleHash(base64: text) else { throw .malformedHash(hashes.count + 1) }
            hashes.append(hash)
        }
        guard !rest.isEmpty else { throw .noCheckpoint }
        self.init(index: index, hashes: hashes, checkpoint: Array(rest), extra: extra)
    }

    /// The file's content.
    public var bytes: [UInt8] {
        var lines = [Self.firstLine]
        if let extra { lines.append(Self.extraKeyword + Base64.encode(extra)) }
        lines.append(Self.indexKeyword + String(index))
        lines += hashes.map(\.base64)
        return Array(lines.map { $0 + "\n" }.joined().utf8) + [UInt8(ascii: "\n")] + checkpoint
    }

    /// Verifies that a log of the policy holds this entry at this index, under a checkpoint that the policy accepts.
    ///
    /// - Parameter leaf: the entry's exact bytes (not its hash).
    /// - Returns: the checkpoint, who signed it, and whether and when it was witnessed.
    /// - Throws: `NoteError`, `CheckpointError`, `LogPolicyError` (`quorumNotMet` where too few witnesses cosigned),
    ///   or `MerkleProofError` where the entry is not in that tree at that index.
    public func verify(leaf: [UInt8], policy: LogPolicy) throws -> LogPolicy.Evaluation {
        let evaluation = try policy.evaluate(SignedNote(parsing: checkpoint))
        guard evaluation.isAccepted else { throw LogPolicyError.quorumNotMet }
        try TreeProof.verifyInclusion(
            index: index, size: evaluation.checkpoint.size, leaf: .leaf(leaf), proof: hashes,
            root: evaluation.checkpoint.root)
        return evaluation
    }
}
