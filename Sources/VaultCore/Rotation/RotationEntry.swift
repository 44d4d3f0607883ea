public import PKI
public import TransparencyLog

/// A change of keys as it is entered: who the vault is from then on, the record, and the log with it.
public struct RotationEntry: Sendable {
    public let identity: VaultIdentity
    public let rotation: KeyRotation
    public let record: Record
    public let state: LogState

    /// Another key for the log, entered at the end of it. The tree with the entry is signed by both keys, unless the old one
    /// was compromised.
    ///
    /// - Parameters:
    ///   - lastGood: where the old key was compromised: the last size for which it counts.
    ///   - time: of the entry; and of `vault.json`, to the second.
    /// - Throws: as `VaultIdentity.replacingLogKey`; `KEY_NOT_OF_THIS_VAULT` also where the old key is not the one in use.
    public init(
        log old: NoteSigningKey, to new: NoteSigningKey, lastGood: UInt64?, of identity: VaultIdentity,
        after state: LogState, at time: Instant
    ) throws(VaultError) {
        // The entry names it, and no later one could take that back.
        guard old.verifierKey == identity.currentLogKey else { throw VaultError(.keyForeign, ["key": "log"]) }
        let next = try identity.replacingLogKey(
            with: new.verifierKey, at: state.size + 1, lastGood: lastGood, at: Instant(seconds: time.seconds))
        try self.init(
            KeyRotation(
                keys: .log(old: old.verifierKey, new: new.verifierKey, lastGood: lastGood), identity: next.digest,
                previous: identity.digest), next, after: state,
            signer: try LogSigner(key: new, replacing: lastGood == nil ? old : nil, identity: next), at: time)
    }

    /// Another seal, entered at the end of the log.
    /// - Throws: as `VaultIdentity.replacingSeal`.
    public init(
        seal new: SealCertificate, of identity: VaultIdentity, logKey: NoteSigningKey, after state: LogState,
        at time: Instant
    ) throws(VaultError) {
        guard let old = identity.currentSeal else { throw VaultError(.identityMalformed) }
        let next = try identity.replacingSeal(with: new, at: Instant(seconds: time.seconds))
        try self.init(
            KeyRotation(
                keys: .seal(old: Digest.sha256(of: old.der), new: Digest.sha256(of: new.der)), identity: next.digest,
                previous: identity.digest), next, after: state,
            signer: try LogSigner(key: logKey, identity: next), at: time)
    }

    private init(
        _ rotation: KeyRotation, _ identity: VaultIdentity, after state: LogState, signer: LogSigner, at time: Instant
    ) throws(VaultError) {
        let growth = LogGrowth(after: state, by: [(SharedPart(rotation), .ofVault)], signer: signer) { time }
        guard let record = growth.records.first else { throw VaultError(.identityMalformed) }
        self.identity = identity
        self.rotation = rotation
        self.record = record
        self.state = growth.state
    }
}
