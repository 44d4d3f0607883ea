import GRDB
import Glibc
import PKI
import TransparencyLog
import VaultCore

/// The stores of one vault folder, wired to each other.
struct OpenedVault: Sendable {
    let layout: VaultLayout
    let identity: VaultIdentity
    let identitySeal: [UInt8]
    /// The digest of `vault.json`.
    let identityDigest: Digest
    let database: CatalogueDatabase
    let objects: FileObjectStore
    let records: SQLiteRecordStore
    let logFiles: LogFiles
    let recordFiles: RecordFiles?
    let recovery: LogRecovery
    let commits: CatalogueCommitFeed
    let staging: StagingFolder?
    /// nil where the vault is opened for reading.
    let cleaning: FolderCleaning?
    private let keptScopes: KeptScopes
    private let pool: any BlockingPool

    /// - Parameter writes: whether a staging folder is made, without which the stores only read.
    init(path: String, pool: any BlockingPool, writes: Bool) throws {
        let layout = VaultLayout(path)
        guard Folder.exists(layout.identity), Folder.exists(layout.catalogue) else { throw VaultError(.vaultNotFound) }
        let database =
            try writes ? CatalogueDatabase(path: layout.catalogue) : CatalogueDatabase(reading: layout.catalogue)
        try database.upgrade()
        let stored = try StoredIdentity(layout, database)
        let identity = try VaultIdentity(bytes: stored.bytes)
        let volume = try Volume(of: path)
        let staging = writes ? try StagingFolder(below: layout.staging) : nil
        let records = SQLiteRecordStore(
            database: database, layout: layout, pool: pool, identity: stored.digest)
        let logFiles = LogFiles(layout: layout, staging: staging, volume: volume, pool: pool)
        self.layout = layout
        keptScopes = KeptScopes(layout.scopes)
        self.identity = identity
        identitySeal = stored.seal
        identityDigest = stored.digest
        self.database = database
        self.records = records
        commits = CatalogueCommitFeed(database: database, pool: pool)
        self.logFiles = logFiles
        self.pool = pool
        self.staging = staging
        objects = FileObjectStore(layout: layout, staging: staging, volume: volume, pool: pool)
        recordFiles = staging.map {
            RecordFiles(database: database, layout: layout, staging: $0, volume: volume, pool: pool)
        }
        cleaning = staging.map { [objects] in
            FolderCleaning(
                database: database, layout: layout, objects: objects, records: records, staging: $0, volume: volume,
                pool: pool)
        }
        recovery = LogRecovery(
            records: records, publication: logFiles, reader: LogReader(identity: identity, isOfOwnLog: true))
    }

    /// The vault for whoever makes a claim, and for nobody else.
    /// - Parameter journal: one for all, where many come; entries that come at the same time share a transaction of it.
    /// - Throws: `ACCESS_DENIED`.
    func vault(
        writer: VaultWriter?, as claim: AccessClaim, _ admission: Admission,
        journal: SQLiteAccessJournal? = nil, grants: AccessGrants = AccessGrants(),
        seal: @escaping @Sendable (VaultIdentity) throws -> any Seal = VaultFolder.noSeal
    ) throws -> AccessControlledVault {
        let catalogue = SQLiteCatalogue(database: database, pool: pool)
        let stored = StoredVault(
            identity: identity, identitySeal: identitySeal, objects: objects, records: records,
            catalogue: catalogue, publication: logFiles, pool: pool,
            writer: writer)
        return AccessControlledVault(
            stored, records: records, guardian: try guardian(claim, admission, journal), consents: catalogue,
            grants: grants,
            seal: { [identity] in try seal(identity) }, calendar: { [layout] in try Self.calendar(layout) },
            shelf: VaultChainShelf(opened: self, pool: pool), sourceShelf: VaultSourceShelf(opened: self))
    }

    /// Who it is, and the journal of what he does.
    /// - Throws: `ACCESS_DENIED`.
    func guardian(
        _ claim: AccessClaim, _ admission: Admission, _ known: SQLiteAccessJournal? = nil
    ) throws -> AccessGuard {
        AccessGuard(
            actor: try admission.roles.access.actor(claim), claim: claim,
            journal: known ?? journal(admission.policy))
    }

    func journal(_ policy: AdmissionPolicy) -> SQLiteAccessJournal {
        SQLiteAccessJournal(database: database, pool: pool, interval: policy.accessInterval)
    }

    /// Whether the vault has other keys by now.
    func isSuperseded() throws -> Bool { try StoredIdentity.isSuperseded(identityDigest, database) }

    /// Under the lease: puts the files of a change of keys in place, takes away what no record refers to, and publishes what
    /// is committed.
    func recover() async throws {
        let lease = try await records.lease()
        defer { lease.release() }
        try await pool.run { try finishRotation() }
        try await recovery.run(to: try await records.state())
        try await StagingRecovery(layout: layout, objects: objects, records: records).run()
    }

    private func finishRotation() throws {
        guard let staging else { throw VaultError(.readOnly) }
        let files = RotationFiles(layout: layout) { staging.newPath("rotation-") }
        guard let pending = try database.read({ try PendingRotation.read($0) }) else { return files.discard() }
        try files.finish(pending)
        try database.write { try PendingRotation.remove($0) }
    }

    /// - Throws: `KEY_MISSING`, `KEY_MALFORMED`.
    func logKey() throws -> NoteSigningKey {
        guard let bytes = try SmallFile.read(layout.logKey) else { throw VaultError(.keyMissing, ["key": "log"]) }
        guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n"),
            let key = NoteSigningKey(text: String(text.dropLast()))
        else { throw VaultError(.keyMalformed, ["key": "log"]) }
        return key
    }

    /// - Throws: `CALENDAR_MALFORMED`, also for what is no UTF-8 text.
    static func calendar(_ layout: VaultLayout) throws -> WorkingCalendar {
        guard let bytes = try SmallFile.read(layout.calendar) else { return .builtIn }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw VaultError(.calendarMalformed, ["line": "0"])
        }
        return try WorkingCalendar(parsing: text)
    }

    /// What the file `scopes` says now; blocks.
    /// - Throws: `SCOPES_MALFORMED`.
    func scopes() throws -> ManifestScopes { try keptScopes.scopes() }

    /// - Throws: `SOURCES_MALFORMED`, also for what is no UTF-8 text.
    func sources() throws -> ResolutionSources {
        guard let bytes = try SmallFile.read(layout.sources) else { return .none }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw VaultError(.sourcesMalformed, ["line": "0"])
        }
        return try ResolutionSources(parsing: text, of: identity.id)
    }

    /// The table as the vault's files make it stricter. Their absence is an error: nobody loosens it by deleting one.
    func admission(_ roles: Roles) throws -> Admission {
        guard let policy = try SmallFile.read(layout.policy) else { throw VaultError(.policyMalformed, ["line": "0"]) }
        return Admission(policy: try AdmissionPolicy(parsing: String(decoding: policy, as: UTF8.self)), roles: roles)
    }

    func admission() throws -> Admission { try admission(roles()) }

    func roles() throws -> Roles {
        guard let roles = try SmallFile.read(layout.roles) else { throw VaultError(.rolesMalformed, ["line": "0"]) }
        return try Roles(parsing: String(decoding: roles, as: UTF8.self))
    }
}
