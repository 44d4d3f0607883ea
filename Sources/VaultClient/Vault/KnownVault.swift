import PKI
import TransparencyLog
public import VaultCore

/// What is known of the vault behind a server before it is asked: what was seen there, and what is pinned.
public struct KnownVault: Sendable {
    /// As it was accepted before; nil where nothing was.
    public let identity: VaultIdentity?
    /// The pinned vaults (`certs/vaults/`), of which the one with the same id counts.
    public let pinned: [PinnedVault]

    public init(identity: VaultIdentity? = nil, pinned: [PinnedVault] = []) {
        self.identity = identity
        self.pinned = pinned
    }

    /// Takes what a server says of its vault only where a seal signed it that counts: one that is pinned, else one that
    /// was seen there before. Where neither is, its own: from then on it is remembered.
    /// - Throws: `SERVER_OF_OTHER_VAULT`, `SERVER_IDENTITY_REFUSED`.
    func check(_ found: VaultIdentity, seal: [UInt8], host: String) throws(ClientError) {
        guard identity?.id ?? found.id == found.id else {
            throw ClientError(.otherVault, ["host": host, "vault": found.id])
        }
        let refusal = ClientError(.identityRefused, ["host": host, "vault": found.id])
        let pin = pinned.first { $0.id == found.id }
        let seals = pin?.seals ?? (identity ?? found).seals.map(\.der)
        do {
            try PinnedSeals().verify(seal, of: found.bytes, certificates: seals)
        } catch {
            throw refusal
        }
        // The log keys that are pinned vouch for checkpoints, and no others.
        if let pin,
            !found.logKeys.filter({ $0.until == nil }).allSatisfy({ pin.policy.logs.map(\.key).contains($0.key) })
        {
            throw refusal
        }
        if let identity, !found.succeeds(identity) { throw refusal }
    }
}
