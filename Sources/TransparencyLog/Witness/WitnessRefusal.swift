/// Why a witness does not cosign, with the status that C2SP tlog-witness gives it.
public enum WitnessRefusal: Error, Hashable, Sendable {
    /// The part of a request that cannot be read.
    public enum Part: String, Hashable, Sendable {
        case tooLarge = "too-large"
        case oldSize = "old-size"
        case proof
        case checkpoint
    }

    case malformed(Part)
    /// The old size is above the checkpoint's.
    case oldSizeAbove
    /// No log of this origin is known here.
    case unknownLog
    /// No key that is trusted for the origin signed, or a line that claims one does not verify.
    case notSignedByLog
    /// The witness cosigned another size last: this one.
    case otherSize(UInt64)
    /// The log signed two trees of one size.
    case fork(size: UInt64)
    /// The proof does not lead from the tree that was cosigned to this one.
    case notConsistent(from: UInt64, to: UInt64)

    /// The HTTP status.
    public var status: Int {
        switch self {
        case .malformed, .oldSizeAbove: 400
        case .notSignedByLog: 403
        case .unknownLog: 404
        case .otherSize, .fork: 409
        case .notConsistent: 422
        }
    }

    /// Whether the log itself is to blame, or may be: what came is worth keeping.
    public var isSuspicious: Bool {
        switch self {
        case .fork, .notConsistent: true
        default: false
        }
    }

    /// Stable, for messages and reports.
    public var code: String {
        switch self {
        case .malformed(let part): "log.witness.malformed-\(part.rawValue)"
        case .oldSizeAbove: "log.witness.old-size-above"
        case .unknownLog: "log.witness.unknown-log"
        case .notSignedByLog: "log.witness.not-signed-by-log"
        case .otherSize: "log.witness.other-size"
        case .fork: "log.witness.fork"
        case .notConsistent: "log.witness.not-consistent"
        }
    }
}
