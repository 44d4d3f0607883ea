public import PKI

/// One of the files that a receiver keeps of a vault, by its place below the replica's folder (docs/sync.md).
public enum ReplicaFile: Hashable, Sendable {
    /// Of which vault and chain, and where it is asked.
    case description
    /// The vault's `vault.json`, as it was accepted last.
    case identity
    case identitySeal
    /// How far the chain was followed; what is not named here was not accepted, whatever else lies about.
    case state
    /// The newest checkpoint that was accepted, for programs that read C2SP's forms.
    case checkpoint
    case head
    case headSeal
    case manifest(UInt64)
    case manifestSeal(UInt64)
    /// The bodies of a manifest's entries, one a line; personal data, which erasure takes away.
    case bodies(UInt64)
    /// A file of a document, by the SHA-256 of its bytes.
    case object(Digest)

    public var name: String {
        switch self {
        case .description: "replica.json"
        case .identity: "vault.json"
        case .identitySeal: "vault.json.p7s"
        case .state: "state.json"
        case .checkpoint: "checkpoint"
        case .head: "head.json"
        case .headSeal: "head.json.p7s"
        case .manifest(let sequence): "manifests/\(sequence).json"
        case .manifestSeal(let sequence): "manifests/\(sequence).json.p7s"
        case .bodies(let sequence): "bodies/\(sequence).jsonl"
        case .object(let digest): "objects/\(digest.hexadecimal.prefix(2))/\(digest.hexadecimal)"
        }
    }
}
