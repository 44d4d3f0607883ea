import GRDB
import TransparencyLog
import VaultCore

/// What a check reads from; nothing of it writes.
struct CheckedStores: Sendable {
    let layout: VaultLayout
    let database: CatalogueDatabase
    let identity: VaultIdentity
    let logFiles: LogFiles
    private let records: SQLiteRecordStore
    private let recovery: LogRecovery

    init(
        layout: VaultLayout, database: CatalogueDatabase, identity: VaultIdentity, volume: Volume,
        pool: any BlockingPool
    ) {
        self.layout = layout
        self.database = database
        self.identity = identity
        logFiles = LogFiles(layout: layout, staging: nil, volume: volume, pool: pool)
        records = SQLiteRecordStore(database: database, layout: layout, pool: pool)
        recovery = LogRecovery(
            records: records, publication: logFiles,
            reader: LogReader(identity: identity, isOfOwnLog: true))
    }

    /// How many records were erased.
    func erasedRecords() throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM erased_record") ?? 0 }
    }

    struct Standing {
        var findings: [Finding] = []
        /// nil where there is nothing to compare with.
        var extent: LogExtent?
    }

    /// How far log and records have come, looked at while nobody writes. A checkpoint that is missing, does not read
    /// any more or was put back is a finding; one that a crash left behind is not.
    func standing() async throws -> Standing {
        var standing = Standing()
        let lease = Folder.isFolder(layout.log) ? try await records.lease() : nil
        defer { lease?.release() }
        // Not the store's own state, which would not be had where the last record is damaged.
        guard let row = try? database.read({ try LogRow($0) }), let tree = row.tree else {
            standing.findings.append(Finding(.logStateChanged, ["table": "log"]))
            return standing
        }
        let state = LogState(frontier: tree, checkpoint: row.checkpoint, lastTime: nil)
        var extent = LogExtent(state: state, published: state.size, written: state.size)
        do {
            switch try recovery.inspect(published: try await logFiles.publishedCheckpoint(), state: state) {
            case .complete: break
            case .absent: standing.findings.append(Finding(.checkpointMissing, ["file": "log/checkpoint"]))
            case .behind(let size) where try size < state.size && isAnnounced(after: size): extent.published = size
            case .behind(let size) where size < state.size:
                let facts = ["file": "log/checkpoint", "published": String(size), "committed": String(state.size)]
                standing.findings.append(Finding(.checkpointBehind, facts))
            case .behind:
                standing.findings.append(
                    Finding(.checkpointInvalid, ["file": "log/checkpoint", "reason": "bytes"]))
            }
        } catch let error as VaultError {
            standing.findings.append(try finding(error))
        }
        let written = try database.read { try LocalState.value(LocalState.recordsWritten, $0) }.flatMap { UInt64($0) }
        if let written, written <= state.size {
            extent.written = written
        } else {
            standing.findings.append(
                Finding(.catalogueRowChanged, ["table": "local", "name": LocalState.recordsWritten]))
        }
        standing.extent = extent
        return standing
    }

    /// Whether a process said that it was about to commit what follows a log of this size.
    private func isAnnounced(after size: UInt64) throws -> Bool {
        try PublicationAnnouncement.all(below: layout.staging).contains { PublicationAnnouncement.size($0) == size }
    }

    /// - Throws: the error itself where it says nothing of the vault's content.
    private func finding(_ error: VaultError) throws -> Finding {
        switch error.code {
        case .rollback: Finding(.rollback, error.facts)
        case .fork: Finding(.fork, error.facts)
        case .integrity where error.facts["part"] == "catalogue": Finding(.logStateChanged, ["table": "log"])
        case .integrity:
            Finding(.checkpointInvalid, ["file": "log/checkpoint", "reason": error.facts["reason"] ?? ""])
        default: throw error
        }
    }
}
