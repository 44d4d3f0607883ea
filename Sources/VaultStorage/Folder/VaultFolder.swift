public import PKI
public import VaultCore

/// A vault in a folder, opened.
///
/// For example:
///
///     let folder = try await VaultFolder.open("vault-data", for: .depositing(validator))
///     let outcome = try await folder.vault.deposit(request)
///     try await folder.close()
public struct VaultFolder: Sendable {
    /// What the vault is opened for.
    public enum Purpose: Sendable {
        /// Nothing is written, and no key is needed.
        case reading
        case depositing(any DepositValidator)
        /// Entries that need no validation are written: withdrawing, expiring, linking owners.
        case recording
    }

    public let vault: AccessControlledVault
    private let writing: WritingVault?

    /// Opens a vault; for writing, completes what a crash left unfinished.
    ///
    /// - Parameter claim: as whom, and for what; where nothing is said, as the owner of what is named.
    /// - Throws: `VAULT_NOT_FOUND`; `INTEGRITY_FAILURE` where `vault.json` or the committed state is not what it was;
    ///   `LOG_ROLLBACK`, `LOG_FORK`; `POLICY_MALFORMED`, `ROLES_MALFORMED`; `ACCESS_DENIED`; for writing also
    ///   `KEY_MISSING`, `KEY_MALFORMED`, `KEY_NOT_OF_THIS_VAULT`.
    /// - Parameters:
    ///   - seal: gives the vault's seal where something is to be sealed.
    ///   - now: the clock that the periods of consents go by.
    public static func open(
        _ path: String, for purpose: Purpose, as claim: AccessClaim = AccessClaim(),
        sealedBy seal: @escaping @Sendable (VaultIdentity) throws -> any Seal = Self.noSeal,
        now: @escaping @Sendable () -> Instant = Instant.now
    ) async throws -> VaultFolder {
        let pool = WorkerPool.shared
        let opened = try await pool.run { try OpenedVault(path: path, pool: pool, writes: purpose.writes) }
        switch purpose {
        case .reading:
            let published = try await opened.logFiles.publishedCheckpoint()
            _ = try opened.recovery.inspect(published: published, state: try await opened.records.state())
            let admission = try await pool.run { try opened.admission(opened.roles()) }
            return VaultFolder(
                vault: try opened.vault(writer: nil, as: claim, admission, seal: seal), writing: nil)
        case .depositing(let validator): return try await writing(opened, validator, claim, pool, seal, now)
        case .recording: return try await writing(opened, nil, claim, pool, seal, now)
        }
    }

    /// Where nothing is to be sealed.
    public static let noSeal: @Sendable (VaultIdentity) throws -> any Seal = { _ in
        throw VaultError(.keyMissing, ["key": "seal"])
    }

    private static func writing(
        _ opened: OpenedVault, _ validator: (any DepositValidator)?, _ claim: AccessClaim, _ pool: any BlockingPool,
        _ seal: @escaping @Sendable (VaultIdentity) throws -> any Seal, _ now: @escaping @Sendable () -> Instant
    ) async throws -> VaultFolder {
        let admission = try await pool.run { try opened.admission() }
        let writing = try await WritingVault(opened, journal: opened.journal(admission.policy), pool: pool, now: now)
        return VaultFolder(
            vault: try opened.vault(
                writer: writing.writer(validator, admission), as: claim, admission, seal: seal), writing: writing)
    }

    /// Finishes what was left behind the acknowledgements, when no deposit is under way any more. A vault that is not
    /// closed loses nothing by it.
    public func close() async throws { try await writing?.close() }
}

extension VaultFolder.Purpose {
    var writes: Bool { if case .reading = self { false } else { true } }
}
