import GRDB
import PKI
import TransparencyLog
public import VaultCore

/// Reads a whole vault again and compares everything with everything: files with records, records with the log, the
/// log with its signed checkpoint, the catalogue with the records, `vault.json` with its seal.
///
/// Changes nothing, save that it completes what a crash left unpublished. A difference is looked at twice before it is
/// reported, since another process may be depositing meanwhile.
public struct VaultCheck: Sendable {
    private let path: String
    private let sealVerifier: (any SealVerifier)?

    /// - Parameter sealVerifier: nil where seals cannot be verified here; the pinned digests are compared all the same.
    public init(path: String, sealVerifier: (any SealVerifier)?) {
        self.path = path
        self.sealVerifier = sealVerifier
    }

    /// - Parameter since: a checkpoint of this vault that was kept outside; nil: none.
    /// - Throws: where checking was not possible at all: `VAULT_NOT_FOUND`, `VAULT_LOCKED`, input and output.
    public func run(since: [UInt8]? = nil) async throws -> CheckReport {
        let pool = WorkerPool.shared
        var report = CheckReport()
        let layout = VaultLayout(path)
        let identity = try await pool.run { try IdentityCheck(layout: layout).run(verifier: sealVerifier) }
        report.findings += identity.findings
        guard let vault = identity.identity else { return report }

        let database: CatalogueDatabase
        do {
            database = try await pool.run { try CatalogueDatabase(path: layout.catalogue) }
            let damage = try await pool.run { try CatalogueCheck(database: database).damage() }
            report.findings += damage
            guard damage.isEmpty else { return report }
        } catch let error as VaultError where error.code == .integrity {
            report.findings.append(Finding(.catalogueDamaged))
            return report
        }
        let staging = try await pool.run { try StagingFolder(below: layout.staging) }
        let stores = CheckedStores(
            layout: layout, database: database, identity: vault, staging: staging,
            volume: try Volume(of: layout.root), pool: pool)

        report.findings += try await pool.run { try CatalogueCheck(database: database).pins(layout) }
        let before = try await stores.complete()
        report.findings += before.findings
        report.completed = before.completed
        guard let state = before.state else { return report }

        let whole = try await pool.run { try LogCheck(stores: stores, state: state, since: since).run() }
        report.findings += whole.findings
        report.records = state.size
        report.objects = whole.objects
        report.comparedWithOutside = since != nil
        return report
    }
}
