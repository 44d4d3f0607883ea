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

    /// Takes what a server says of its vault only where its own seal signed it and one that counts: one that is pinned, else
    /// the one that was in use when it was seen there last. Where neither is, its own is enough: from then on it is remembered.
    ///
    /// Of a vault that is pinned with its `vault.json`, that one counts, and a newer one that continues it by the rule of
    /// `kho trust update-vault` (`IdentityUpdate`); an older one does not. What is pinned stays as it is.
    /// - Throws: `SERVER_OF_OTHER_VAULT`, `SERVER_IDENTITY_REFUSED`; `SERVER_KEYS_CHANGED` where a pinned seal vouches for other
    ///   keys that are to be taken in by hand first.
    func check(_ found: VaultIdentity, seal: [UInt8], host: String) throws(ClientError) {
        let facts = ["host": host, "vault": found.id]
        guard identity?.id ?? found.id == found.id else { throw ClientError(.otherVault, facts) }
        let refusal = ClientError(.identityRefused, facts)
        // Whoever names a seal has its key; one that has ended vouches for nothing new.
        guard let own = found.currentSeal,
            let signers = try? PinnedSeals().signers(
                seal, of: found.bytes, certificates: found.seals.map(\.der)),
            signers.contains(own.der)
        else { throw refusal }
        if let pin = pinned.first(where: { $0.id == found.id }) {
            guard signers.contains(where: pin.seals.contains) else { throw refusal }
            switch Self.standing(of: found, seal, by: pin) {
            case .taken: break
            case .wantsUpdate: throw ClientError(.keysChanged, facts)
            case .refused: throw refusal
            }
        } else if let seen = identity?.currentSeal, !signers.contains(seen.der) {
            throw refusal
        }
        if let identity, !found.succeeds(identity) { throw refusal }
    }

    private enum Standing { case taken, wantsUpdate, refused }

    /// - Parameter found: one that a pinned seal signed.
    private static func standing(of found: VaultIdentity, _ seal: [UInt8], by pin: PinnedVault) -> Standing {
        let keys = Set(pin.policy.logs.map(\.key))
        if let known = pin.identity {
            // A log key that was taken out of the policy by hand is followed by no other.
            guard let last = known.currentLogKey, keys.contains(last) else { return .refused }
        } else if found.logKeys.allSatisfy({ keys.contains($0.key) }) {
            return .taken
        }
        do {
            _ = try IdentityUpdate(of: pin).judge(found.bytes, seal: seal)
            // Of keys alone nobody can say which of them vouches for another: that is for its user to take in.
            return pin.identity == nil ? .wantsUpdate : .taken
        } catch {
            return error.code == .updateCompromise ? .wantsUpdate : .refused
        }
    }
}
