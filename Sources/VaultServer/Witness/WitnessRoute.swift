import HTTPTypes
import PKI

/// What a request to a witness is for (C2SP tlog-witness; both prefixes are the server's own URL).
enum WitnessRoute: Hashable, Sendable {
    /// POST: a checkpoint to cosign.
    case add
    /// GET: the newest checkpoint of a log that was cosigned, by the SHA-256 of its origin.
    case checkpoint(log: String)
    /// GET: whether the process lives.
    case health

    private static let checkpoint = "/checkpoint"

    /// - Parameter target: the request's target as received, in origin form (RFC 9112 section 3.2.1).
    init?(target: String) {
        switch target {
        case "/add-checkpoint": self = .add
        case "/healthz": self = .health
        default:
            guard target.hasPrefix("/"), target.hasSuffix(Self.checkpoint) else { return nil }
            let log = String(target.dropFirst().dropLast(Self.checkpoint.count))
            guard let digest = Digest("sha256:" + log), digest.hexadecimal.utf8.elementsEqual(log.utf8) else {
                return nil
            }
            self = .checkpoint(log: log)
        }
    }

    /// What may be done with it.
    var methods: [HTTPRequest.Method] { self == .add ? [.post] : [.get, .head] }

    /// The word for it in the log.
    var kind: String {
        switch self {
        case .add: "add-checkpoint"
        case .checkpoint: "checkpoint"
        case .health: "health"
        }
    }
}
