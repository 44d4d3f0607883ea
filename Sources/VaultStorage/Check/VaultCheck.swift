import GRDB
import Glibc
import PKI
import TransparencyLog
public import VaultCore

/// Reads a whole vault again and compares everything with everything: files with records, records with the log, the
/// log with its signed checkpoint, the catalogue with the records, issued manifests with the log and their seals,
/// `vault.json` with its seal, witnesses' cosignatures with the log.
///
/// Writes nothing, so that a read-only copy can be checked as well; what a crash left unfinished is said, and completed
/// by the next opening for deposits. A difference is looked at twice before it is reported, since another process may be
/// depositing meanwhile.
public struct VaultCheck: Sendable {
    /// Erasures come once in a while: whoever meets three in a row says what it saw.
    private static let maximumAttempts = 3

    private let path: String
    private let sealVerifier: (any SealVerifier)?

    /// Whether an error of opening the catalogue comes from what it holds. A header that was changed makes SQLite speak
    /// of other things: that the file is read-only, say.
    private static func isDamage(_ error: VaultError, of catalogue: String) -> Bool {
        switch error.code {
        case .integrity: true
        case .notPermitted, .inputOutput: error.facts["sqlite"] != nil && access(catalogue, R_OK | W_OK) == 0
        default: false
        }
    }

    /// - Parameter sealVerifier: nil where seals cannot be verified here; the pinned digests are compared all the same.
    public init(path: String, sealVerifier: (any SealVerifier)?) {
        self.path = path
        self.sealVerifier = sealVerifier
    }

    /// - Parameter since: a checkpoint of this vault that was kept outside; nil: none.
    /// - Throws: where checking was not possible at all: `VAULT_NOT_FOUND`, `VAULT_LOCKED`,
    ///   `CATALOGUE_OF_EARLIER_VERSION` before the next opening has made the catalogue anew, input and output.
    public func run(since: [UInt8]? = nil) async throws -> CheckReport {
        let layout = VaultLayout(path)
        let pool = WorkerPool.shared
        let before = try await pool.run { Self.rotation(layout) }
        let report = try await run(since: since, layout, pending: before.pending)
        guard !report.isClean else { return report }
        // Keys that were changed meanwhile make a difference of their own.
        let after = try await pool.run { Self.rotation(layout) }
        return after == before ? report : try await run(since: since, layout, pending: after.pending)
    }

    private struct Rotation: Equatable, Sendable {
        var identity: String?
        var pending: PendingRotation?
    }

    /// Which `vault.json` the catalogue has pinned, and whether files of it are not in place; what is wrong with the catalogue
    /// is found apart.
    private static func rotation(_ layout: VaultLayout) -> Rotation {
        guard Folder.exists(layout.catalogue), let database = try? CatalogueDatabase(reading: layout.catalogue) else {
            return Rotation()
        }
        defer { database.close() }
        let found = try? database.read {
            Rotation(identity: try LocalState.value(LocalState.identity, $0), pending: try PendingRotation.read($0))
        }
        return found ?? Rotation()
    }

    private func run(
        since: [UInt8]?, _ layout: VaultLayout, pending: PendingRotation?
    ) async throws -> CheckReport {
        let pool = WorkerPool.shared
        var report = CheckReport()
        report.hasUnfinishedRotation = pending != nil
        let identity = try await pool.run {
            try IdentityCheck(layout: layout, pending: pending).run(verifier: sealVerifier)
        }
        report.findings += identity.findings
        guard let vault = identity.identity else { return report }

        report.findings += try await pool.run { try RulesCheck(layout: layout, vault: vault.id).run() }
        guard Folder.exists(layout.catalogue) else {
            report.findings.append(Finding(.catalogueDamaged))
            return report
        }
        let database: CatalogueDatabase
        do {
            database = try await pool.run { try CatalogueDatabase(reading: layout.catalogue) }
        } catch let error as VaultError where Self.isDamage(error, of: layout.catalogue) {
            report.findings.append(Finding(.catalogueDamaged))
            return report
        }
        defer { database.close() }
        do {
            let check = CatalogueCheck(database: database)
            if try await pool.run({ try check.isOfEarlierVersion() }) { throw VaultError(.earlierCatalogue) }
            let damage = try await pool.run { try check.damage() }
            report.findings += damage
            guard damage.isEmpty else { return report }
        } catch let error as VaultError where Self.isDamage(error, of: layout.catalogue) {
            report.findings.append(Finding(.catalogueDamaged))
            return report
        }
        let stores = CheckedStores(
            layout: layout, database: database, identity: vault, volume: try Volume(of: layout.root), pool: pool)
        report.findings += try await pool.run {
            try CatalogueCheck(database: database).localState(layout, pending: pending)
        }
        let standing = try await stores.standing()
        report.findings += standing.findings
        guard let extent = standing.extent else { return report }
        report.unpublished = extent.size - extent.published
        report.unwritten = extent.size - extent.written

        let whole = try await pool.run {
            var attempts = 0
            while true {
                // An erasure that is committed meanwhile takes away what was read before: all of it is looked at again.
                let erased = try stores.erasedRecords()
                let whole = try LogCheck(stores: stores, extent: extent, since: since).run()
                attempts += 1
                let isQuiet = try stores.erasedRecords() == erased
                if whole.findings.isEmpty || isQuiet || attempts == Self.maximumAttempts { return whole }
            }
        }
        report.findings += whole.findings
        report.findings += try await pool.run {
            try IdentityHistory(layout: layout, identity: vault, verifier: sealVerifier, pending: pending)
                .run(whole.rotations)
        }
        report.findings += try await pool.run { try WitnessCheck(stores: stores).run() }
        report.findings += try await pool.run { try AccessCheck(database: database).run() }
        report.unfinishedErasures = try await pool.run { try database.read { try ErasureWork.all($0).count } }
        report.findings += try await pool.run { try ManifestCheck(stores: stores, verifier: sealVerifier).run() }
        report.records = extent.size
        report.objects = whole.objects
        report.comparedWithOutside = since != nil
        return report
    }
}
