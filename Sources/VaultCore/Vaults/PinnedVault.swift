public import TransparencyLog

/// A vault as a verifier pinned it: `certs/vaults/<vault-id>/` (design.md section 3). Only these certificates and log
/// keys vouch for seals, receipts and checkpoints.
public struct PinnedVault: Sendable {
    public let id: String
    /// Seal certificates, DER.
    public let seals: [[UInt8]]
    /// `log.policy`: log keys, witnesses, quorum (C2SP tlog-policy).
    public let policy: LogPolicy

    public init(id: String, seals: [[UInt8]], policy: LogPolicy) {
        self.id = id
        self.seals = seals
        self.policy = policy
    }
}
