import TransparencyLog

/// Whether a receiver takes a newer `vault.json` of a vault that it pinned: only one that a seal which it pinned vouches for,
/// and that continues the one before.
///
/// For example:
///
///     switch try IdentityUpdate(of: pinned).judge(bytes, seal: seal) {
///     case .unchanged: …
///     case .newer(let identity): try folder.update(pinned, to: identity, seal: seal)
///     }
public struct IdentityUpdate: Sendable {
    public enum Outcome: Hashable, Sendable {
        case unchanged
        case newer(VaultIdentity)
    }

    private let pinned: PinnedVault

    public init(of pinned: PinnedVault) { self.pinned = pinned }

    /// - Parameters:
    ///   - bytes: the other `vault.json`.
    ///   - seal: `vault.json.p7s`: by the seal that was in use and, where that has changed, by the new one as well.
    ///   - statement: what was said of compromised keys and its seal, taken in by hand; without it nothing is taken back that a
    ///     receiver may have relied on.
    /// - Throws: `VAULT_IDENTITY_MALFORMED`; `VAULT_UPDATE_REFUSED` with the reason; `VAULT_UPDATE_COMPROMISE` where a key was
    ///   compromised and no statement says so; `COMPROMISE_STATEMENT_MALFORMED`.
    public func judge(
        _ bytes: [UInt8], seal: [UInt8], statement: SealedDocument? = nil
    ) throws(VaultError) -> Outcome {
        let identity = try VaultIdentity(bytes: bytes)
        guard identity.id.utf8.elementsEqual(pinned.id.utf8) else { throw refused("vault") }
        if let known = pinned.identity, known.bytes == bytes { return .unchanged }
        guard identity.isContinuous, let current = identity.currentSeal else { throw refused("ranges") }
        guard identity.hasReadableSeals else { throw refused("seals") }
        try checkContinuity(of: identity)
        try checkSeal(seal, of: identity, by: current)
        try checkCompromise(in: identity, statement)
        return .newer(identity)
    }

    /// It has every key of the one before; where only a policy and certificates were pinned, every one of those.
    private func checkContinuity(of identity: VaultIdentity) throws(VaultError) {
        if let known = pinned.identity {
            if let fault = identity.fault(following: known) { throw refused(fault) }
            return
        }
        guard pinned.policy.logs.allSatisfy({ log in identity.logKeys.contains { $0.key == log.key } }) else {
            throw refused("ranges")
        }
        guard pinned.seals.allSatisfy({ der in identity.seals.contains { $0.der == der } }) else {
            throw refused("seals")
        }
    }

    /// A seal that had ended vouches for nothing new: it is the one that was in use, and still pinned, that does.
    private func checkSeal(
        _ seal: [UInt8], of identity: VaultIdentity, by current: SealCertificate
    ) throws(VaultError) {
        let signers: [[UInt8]]
        do {
            signers = try PinnedSeals().signers(seal, of: identity.bytes, certificates: identity.seals.map(\.der))
        } catch {
            throw refused("seal")
        }
        let vouching = (pinned.identity?.currentSeal).map { [$0.der] } ?? pinned.seals
        guard signers.contains(where: { vouching.contains($0) && pinned.seals.contains($0) }) else {
            throw refused("seal-not-pinned")
        }
        // Whoever put a certificate there has its key.
        guard signers.contains(current.der) else { throw refused("new-seal") }
    }

    private func checkCompromise(in identity: VaultIdentity, _ sealed: SealedDocument?) throws(VaultError) {
        let known = Set((pinned.identity?.logKeys ?? []).filter(\.isCompromised).map(\.key))
        guard identity.logKeys.contains(where: { $0.isCompromised && !known.contains($0.key) }) else { return }
        guard let sealed else { throw VaultError(.updateCompromise) }
        let statement = try CompromiseStatement(bytes: sealed.bytes)
        do {
            try PinnedSeals().verify(
                sealed.seal, of: sealed.bytes, certificates: [identity.currentSeal?.der].compactMap { $0 })
        } catch {
            throw refused("statement-seal")
        }
        guard statement.belongs(to: identity) else { throw refused("statement") }
    }

    private func refused(_ reason: String) -> VaultError {
        VaultError(.updateRefused, ["reason": "update-" + reason])
    }
}
