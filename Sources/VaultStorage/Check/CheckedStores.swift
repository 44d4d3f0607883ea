import TransparencyLog
import VaultCore

/// What a check reads from.
struct CheckedStores: Sendable {
    let layout: VaultLayout
    let database: CatalogueDatabase
    let identity: VaultIdentity
    let logFiles: LogFiles
    private let objects: FileObjectStore
    private let records: SQLiteRecordStore
    private let recordFiles: RecordFiles
    private let recovery: LogRecovery

    init(
        layout: VaultLayout, database: CatalogueDatabase, identity: VaultIdentity, staging: StagingFolder,
        volume: Volume, pool: any BlockingPool
    ) {
        self.layout = layout
        self.database = database
        self.identity = identity
        logFiles = LogFiles(layout: layout, staging: staging, volume: volume, pool: pool)
        objects = FileObjectStore(layout: layout, staging: staging, volume: volume, pool: pool)
        records = SQLiteRecordStore(database: database, layout: layout, pool: pool)
        recordFiles = RecordFiles(database: database, layout: layout, staging: staging, volume: volume, pool: pool)
        recovery = LogRecovery(records: records, publication: logFiles, reader: LogReader(identity: identity))
    }

    struct Completion {
        var findings: [Finding] = []
        var completed: UInt64 = 0
        /// nil where there is nothing to compare with.
        var state: LogState?
    }

    /// Completes what a crash left, and only that: a checkpoint that is missing or no longer reads is a finding.
    func complete() async throws -> Completion {
        var completion = Completion()
        let lease = try await records.lease()
        defer { lease.release() }
        let state: LogState
        do {
            state = try await records.state()
        } catch let error as VaultError where error.code == .integrity {
            completion.findings.append(Finding(.logStateChanged, ["table": "log"]))
            return completion
        }
        completion.state = state
        let standing: LogRecovery.Standing
        do {
            standing = try recovery.inspect(published: try await logFiles.publishedCheckpoint(), state: state)
        } catch let error as VaultError {
            completion.findings.append(finding(error))
            return completion
        }
        switch standing {
        case .complete: break
        case .absent: completion.findings.append(Finding(.checkpointMissing, ["file": "log/checkpoint"]))
        case .behind(let size):
            do {
                try await recovery.run(to: state)
                completion.completed = state.size - size
            } catch let error as VaultError where error.code == .integrity {
                completion.findings.append(Finding(.tileChanged, ["size": String(size)]))
            }
        }
        try await StagingRecovery(layout: layout, objects: objects, records: records).run()
        try await recordFiles.catchUp()
        return completion
    }

    private func finding(_ error: VaultError) -> Finding {
        switch error.code {
        case .rollback: Finding(.rollback, error.facts)
        case .fork: Finding(.fork, error.facts)
        default:
            error.facts["part"] == "catalogue"
                ? Finding(.logStateChanged, ["table": "log"])
                : Finding(.checkpointInvalid, ["file": "log/checkpoint", "reason": error.facts["reason"] ?? ""])
        }
    }
}
