/// What a log sends to a witness: a new checkpoint, and the proof that it continues the one that the witness knows (C2SP
/// tlog-witness, `add-checkpoint`).
///
/// For example:
///
///     let request = WitnessRequest(oldSize: 7, proof: proof, checkpoint: note.bytes)
///     let answer = …                                    // of the POST
///     let lines = try WitnessAnswer.cosignatures(answer, by: witness, over: note.text)
public struct WitnessRequest: Hashable, Sendable {
    /// A proof has so many lines at most, by the protocol.
    public static let maximumProofLength = 63
    /// A checkpoint needs some 300 bytes, and with ten post-quantum signatures 35 KB; a proof 3 KB. Far below what a note
    /// may have, since anybody may send it.
    public static let maximumByteCount = 64 << 10

    private static let keyword = "old "

    /// The size of the checkpoint that the witness cosigned last, as the sender believes; 0 for none.
    public let oldSize: UInt64
    /// From there to the new checkpoint; empty from 0 and for equal sizes.
    public let proof: [MerkleHash]
    /// The signed note, byte for byte.
    public let checkpoint: [UInt8]

    public init(oldSize: UInt64, proof: [MerkleHash], checkpoint: [UInt8]) {
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// Parses a request's body strictly: `bytes` would give the same bytes again. The checkpoint is kept as it stands.
    ///
    /// - Throws: `WitnessRefusal.malformed`.
    public init(parsing bytes: [UInt8]) throws(WitnessRefusal) {
        guard bytes.count <= Self.maximumByteCount else { throw .malformed(.tooLarge) }
        var rest = bytes[...]
        func nextLine() -> ArraySlice<UInt8>? {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }
        guard let first = nextLine(), first.starts(with: Self.keyword.utf8),
            let size = UInt64(canonicalDecimal: first.dropFirst(Self.keyword.utf8.count))
        else { throw .malformed(.oldSize) }
        var proof: [MerkleHash] = []
        while true {
            guard let line = nextLine() else { throw .malformed(.checkpoint) }
            if line.isEmpty { break }
            guard proof.count < Self.maximumProofLength else { throw .malformed(.proof) }
            guard let hash = MerkleHash(base64: line) else { throw .malformed(.proof) }
            proof.append(hash)
        }
        guard !rest.isEmpty else { throw .malformed(.checkpoint) }
        self.init(oldSize: size, proof: proof, checkpoint: Array(rest))
    }

    /// The request's body.
    public var bytes: [UInt8] {
        let lines = ["\(Self.keyword)\(oldSize)"] + proof.map(\.base64)
        return Array(lines.map { $0 + "\n" }.joined().utf8) + [UInt8(ascii: "\n")] + checkpoint
    }
}
