public import PKI
import TransparencyLog
public import VaultCore

/// Puts other keys in the place of a vault's own: the log's, or the seal.
///
/// The record, the log with it and the new `vault.json` are one transaction; files follow. Whoever opens the vault for
/// writing completes them where this was cut off.
///
/// For example:
///
///     let rotation = try await VaultRotation.open("vault-data", as: claim)
///     let entry = try await rotation.rotateLog(lastGood: nil, keepsOldKey: true, seal: seal)
///     try await rotation.close()
public struct VaultRotation: Sendable {
    private let opened: OpenedVault
    private let guardian: AccessGuard
    private let pool: any BlockingPool
    private let now: @Sendable () -> Instant

    /// Opens a vault for changing its keys, and completes what a crash left unfinished.
    /// - Throws: as `VaultFolder.open` for writing, but for the log key.
    public static func open(
        _ path: String, as claim: AccessClaim = AccessClaim(), now: @escaping @Sendable () -> Instant = Instant.now
    ) async throws -> VaultRotation {
        let pool = WorkerPool.shared
        let (opened, guardian) = try await pool.run {
            let opened = try OpenedVault(path: path, pool: pool, writes: true)
            return (opened, try opened.guardian(claim, try opened.admission()))
        }
        try await opened.recover()
        return VaultRotation(opened: opened, guardian: guardian, pool: pool, now: now)
    }

    /// As it was when it was opened.
    public var identity: VaultIdentity { opened.identity }

    /// Leaves in the committed log.
    public func size() async throws -> UInt64 { try await opened.records.state().size }

    /// Gives the log a new key.
    ///
    /// - Parameters:
    ///   - lastGood: where the old key was compromised: the last size for which it counts.
    ///   - keepsOldKey: whether its file is kept, as `log-….retired`.
    ///   - seal: the vault's, in use.
    ///   - earlier: seals before it, the newest first: they sign `vault.json` as well, so that receivers who have missed a
    ///     change can follow.
    /// - Throws: `ACCESS_DENIED`; `ROTATION_LAST_GOOD`, `ROTATION_TOO_MANY`; `KEY_MISSING`, `KEY_NOT_OF_THIS_VAULT`;
    ///   `VAULT_KEYS_CHANGED`, `VAULT_LOCKED`; `COMMITTED_NOT_PUBLISHED` where it is done and files could not be written: the
    ///   next opening writes them.
    public func rotateLog(
        lastGood: UInt64?, keepsOldKey: Bool, seal: any Seal, earlier: [any Seal] = []
    ) async throws -> RotationEntry {
        try checkInUse(seal)
        let seals = try signing([seal], earlier)
        guard let key = NoteSigningKey.generate(name: identity.origin) else { throw VaultError(.originMalformed) }
        return try await rotate(.log, to: Array((key.text + "\n").utf8)) { [opened, now] state in
            let old = try opened.logKey()
            let entry = try RotationEntry(
                log: old, to: key, lastGood: lastGood, of: opened.identity, after: state, at: now())
            let retired =
                "log-\(Digest.sha256(of: Array(old.verifierKey.text.utf8)).hexadecimal.prefix(16)).key.retired"
            return (entry, try Self.sign(entry.identity.bytes, by: seals), keepsOldKey ? retired : nil)
        }
    }

    /// Gives the vault another seal. `vault.json` is then sealed by both.
    ///
    /// - Parameters:
    ///   - certificate: the new seal's.
    ///   - keyFile: what `keys/seal.key` is to hold.
    ///   - seals: the one in use, and the new one.
    ///   - earlier: as in `rotateLog`.
    /// - Throws: as `rotateLog`.
    public func rotateSeal(
        to certificate: SealCertificate, keyFile: [UInt8], keepsOldKey: Bool, seals: (old: any Seal, new: any Seal),
        earlier: [any Seal] = []
    ) async throws -> RotationEntry {
        try checkInUse(seals.old)
        guard seals.new.certificateDER == certificate.der else { throw VaultError(.keyForeign, ["key": "seal"]) }
        let signing = try signing([seals.new, seals.old], earlier)
        return try await rotate(.seal, to: keyFile) { [opened, now] state in
            let entry = try RotationEntry(
                seal: certificate, of: opened.identity, logKey: try opened.logKey(), after: state, at: now())
            let signed = try Self.sign(entry.identity.bytes, by: signing)
            return (entry, signed, keepsOldKey ? Self.retiredFile(of: seals.old.certificateDER) : nil)
        }
    }

    /// The name that the key file of a seal gets in `keys/` once another has taken its place.
    /// - Parameter certificate: the seal's, DER.
    public static func retiredFile(of certificate: [UInt8]) -> String {
        "seal-\(Digest.sha256(of: certificate).hexadecimal.prefix(16)).key.retired"
    }

    private static func sign(_ bytes: [UInt8], by seals: [any Seal]) throws -> [UInt8] {
        try SignedData.joining(seals.map { try $0.sign(bytes) })
    }

    /// Those who sign `vault.json`: as many of the earlier ones as it has room for.
    private func signing(_ seals: [any Seal], _ earlier: [any Seal]) throws(VaultError) -> [any Seal] {
        guard earlier.allSatisfy({ seal in identity.seals.contains { $0.der == seal.certificateDER } }) else {
            throw VaultError(.keyForeign, ["key": "seal"])
        }
        let known = seals.map(\.certificateDER)
        let others = earlier.filter { !known.contains($0.certificateDER) }
        return seals + others.prefix(PinnedSeals.maximumSigners - seals.count)
    }

    /// Lets go of the folder.
    public func close() {
        opened.staging?.remove()
        opened.database.close()
    }

    private func checkInUse(_ seal: any Seal) throws(VaultError) {
        guard identity.currentSeal?.der == seal.certificateDER else { throw VaultError(.keyForeign, ["key": "seal"]) }
    }

    private func rotate(
        _ key: PendingRotation.Key, to keyFile: [UInt8],
        _ plan: @escaping @Sendable (LogState) throws -> (entry: RotationEntry, seal: [UInt8], retired: String?)
    ) async throws -> RotationEntry {
        guard let staging = opened.staging else { throw VaultError(.readOnly) }
        try await guardian.admit(.rotateKeys, AccessFacts())
        let lease = try await opened.records.lease()
        defer { lease.release() }
        let state = try await opened.records.state()
        try await opened.recovery.run(to: state)
        let (entry, seal, retired) = try await pool.run { try plan(state) }
        let pending = PendingRotation(
            key: key, identity: entry.identity.bytes, seal: seal,
            number: identity.logKeys.count + identity.seals.count - 1, retired: retired)
        let files = RotationFiles(layout: opened.layout) { staging.newPath("rotation-") }
        // Where the commit fails, the key stays where it is until somebody knows for certain that it was not committed.
        try await pool.run { try files.prepare(key, keyFile) }
        // Says that the log's files will be behind for a moment.
        let announcement = opened.objects.publication(of: [], after: state.size)
        try await announcement.publish()
        do {
            try await opened.records.rotate(entry, expecting: state.size, pending)
        } catch {
            await announcement.settle()
            throw error
        }
        do {
            try await opened.logFiles.publish(leaves: [entry.record.leaf.bytes], after: state.frontier)
            try await opened.logFiles.publish(checkpoint: entry.state.checkpoint)
            try await pool.run {
                try files.finish(pending)
                try opened.database.write { try PendingRotation.remove($0) }
            }
        } catch {
            throw VaultError(.committedNotPublished, ["size": String(entry.state.size)])
        }
        await announcement.settle()
        try? await opened.recordFiles?.catchUp()
        return entry
    }
}
