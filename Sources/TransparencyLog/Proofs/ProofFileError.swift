/// Why bytes are no proof file (C2SP tlog-proof).
public enum ProofFileError: Error, Hashable, Sendable {
    /// Larger than `InclusionProofFile.maximumByteCount`; nothing was parsed.
    case tooLarge(byteCount: Int, limit: Int)
    /// The first line is not `c2sp.org/tlog-proof@v1`.
    case unknownFormat
    /// The `extra` line is not base64 of at least one byte.
    case malformedExtra
    /// There is no `index` line with a decimal number of 64 bits.
    case malformedIndex
    /// A proof line (the first is 1) is not the base64 of 32 bytes.
    case malformedHash(Int)
    /// More proof lines than any tree of 64-bit size needs.
    case tooManyHashes(limit: Int)
    /// No empty line and checkpoint after the proof.
    case noCheckpoint

    /// Stable, for messages and reports.
    public var code: String {
        switch self {
        case .tooLarge: "log.proof-file.too-large"
        case .unknownFormat: "log.proof-file.unknown-format"
        case .malformedExtra: "log.proof-file.malformed-extra"
        case .malformedIndex: "log.proof-file.malformed-index"
        case .malformedHash: "log.proof-file.malformed-hash"
        case .tooManyHashes: "log.proof-file.too-many-hashes"
        case .noCheckpoint: "log.proof-file.no-checkpoint"
        }
    }
}
