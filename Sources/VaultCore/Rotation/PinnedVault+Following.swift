import TransparencyLog

extension PinnedVault {
    /// What is pinned once `kho trust update-vault` has taken in a newer `vault.json`: with the keys that were never there, so
    /// that what was taken away by hand is not put back.
    ///
    /// - Parameter identity: one that was judged good (`IdentityUpdate`).
    /// - Returns: nil where the policy has no room for its log keys.
    public func following(_ identity: VaultIdentity) -> PinnedVault? {
        let known = (seals: (self.identity?.seals ?? []).map(\.der), logs: (self.identity?.logKeys ?? []).map(\.key))
        let (held, logs) = (Set(seals + known.seals), Set(policy.logs.map(\.key) + known.logs))
        guard let policy = policy.adding(identity.logKeys.map(\.key).filter { !logs.contains($0) }) else { return nil }
        return PinnedVault(
            id: id, seals: seals + identity.seals.map(\.der).filter { !held.contains($0) }, policy: policy,
            identity: identity)
    }
}
