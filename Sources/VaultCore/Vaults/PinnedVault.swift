import PKI
public import TransparencyLog

/// A vault as a verifier pinned it: `certs/vaults/<vault-id>/` (design.md section 3). Only these certificates and log
/// keys vouch for seals, receipts and checkpoints.
public struct PinnedVault: Sendable {
    public let id: String
    /// Seal certificates, DER.
    public let seals: [[UInt8]]
    /// `log.policy`: log keys, witnesses, quorum (C2SP tlog-policy).
    public let policy: LogPolicy
    /// `vault.json` as it was accepted last; nil where it was pinned before that was kept.
    public let identity: VaultIdentity?

    public init(id: String, seals: [[UInt8]], policy: LogPolicy, identity: VaultIdentity? = nil) {
        self.id = id
        self.seals = seals
        self.policy = policy
        self.identity = identity
    }

    /// The vault as it is pinned once its keys have changed to those of a newer `vault.json`, by the rule of `kho trust
    /// update-vault`: certificates and log keys that are new are added, what was taken away by hand is not put back.
    ///
    /// - Returns: itself where nothing is new, and where `vault.json` was not pinned: of keys alone nobody can say which of them
    ///   vouches for another.
    /// - Throws: `VAULT_UPDATE_REFUSED` with the reason, `VAULT_UPDATE_COMPROMISE`, `VAULT_IDENTITY_MALFORMED`.
    public func following(_ bytes: [UInt8], seal: [UInt8]) throws(VaultError) -> PinnedVault {
        guard let known = self.identity else { return self }
        guard case .newer(let identity) = try IdentityUpdate(of: self).judge(bytes, seal: seal) else { return self }
        // A log key that was taken out of the policy by hand is followed by no other.
        guard let last = known.currentLogKey, policy.logs.contains(where: { $0.key == last }) else {
            throw VaultError(.updateRefused, ["reason": "update-policy"])
        }
        let keys = Set(policy.logs.map(\.key) + known.logKeys.map(\.key))
        let certificates = Set(seals + known.seals.map(\.der))
        guard let policy = policy.adding(identity.logKeys.map(\.key).filter { !keys.contains($0) }) else {
            throw VaultError(.updateRefused, ["reason": "update-policy"])
        }
        return PinnedVault(
            id: id, seals: seals + identity.seals.map(\.der).filter { !certificates.contains($0) }, policy: policy,
            identity: identity)
    }

    /// Whether a pinned seal had ended before a time, by what is known of it: another took its place then.
    func hasEnded(_ seal: [UInt8], before time: Instant) -> Bool {
        identity?.seals.first { $0.der == seal }.map { $0.notAfter < time } ?? false
    }

    /// Whether a log key of the policy may have signed a tree of this size, by what is known of the ranges of keys. It bounds
    /// the keys that it names; whoever adds another to the policy knows why.
    ///
    /// - Parameter isProven: whether the tree is known to be the beginning of one that a good key signed: then a compromised
    ///   key's signature does no harm.
    public func permits(_ key: NoteVerifierKey, at size: UInt64, isProven: Bool = false) -> Bool {
        let ranges = (identity?.logKeys ?? []).filter { $0.key == key }
        return ranges.isEmpty
            || ranges.contains { $0.covers(size) || isProven && $0.isCompromised && size >= $0.from }
    }
}
