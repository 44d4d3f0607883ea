import PKI
import Synchronization
import VaultCore

/// A vault that is opened for writing by one process for many, for as long as its keys are the same.
struct HostedVault: Sendable {
    let opened: OpenedVault
    let writing: WritingVault
    let journal: SQLiteAccessJournal
    /// The use cases by the rules that they were made for: deposits that run at once know of each other by them.
    private let writers = Writers()

    private final class Writers: Sendable {
        let kept = Mutex<(admission: Admission, writer: VaultWriter)?>(nil)
    }

    /// Completes what a crash left unfinished.
    init(
        _ opened: OpenedVault, _ rules: VaultRules, pool: any BlockingPool, now: @escaping @Sendable () -> Instant
    ) async throws {
        let journal = SQLiteAccessJournal(
            database: opened.database, pool: pool, interval: { try rules.admission().policy.accessInterval })
        writing = try await WritingVault(opened, journal: journal, pool: pool, now: now)
        self.opened = opened
        self.journal = journal
    }

    func writer(_ validator: any DepositValidator, _ admission: Admission) -> VaultWriter {
        writers.kept.withLock { kept in
            if let kept, kept.admission == admission { return kept.writer }
            let writer = writing.writer(validator, admission)
            kept = (admission, writer)
            return writer
        }
    }
}

/// The hosted vault of the moment, and those before it, which are done with when the process ends: what was begun with one
/// is finished with it, or told to come back.
actor HostedVaults {
    private var all: [HostedVault]
    private let newest: Mutex<HostedVault>
    private let path: String
    private let rules: VaultRules
    private let pool: any BlockingPool
    private let now: @Sendable () -> Instant
    private var opening: Task<HostedVault, any Error>?

    init(
        _ first: HostedVault, path: String, _ rules: VaultRules, pool: any BlockingPool,
        now: @escaping @Sendable () -> Instant
    ) {
        all = [first]
        newest = Mutex(first)
        self.path = path
        self.rules = rules
        self.pool = pool
        self.now = now
    }

    /// As it was when it was looked at last.
    nonisolated var known: HostedVault { newest.withLock { $0 } }

    /// As it is now: opened anew where its keys have changed.
    /// - Throws: as opening a vault for writing does.
    nonisolated func current() async throws -> HostedVault {
        let known = known
        guard try await pool.run({ try known.opened.isSuperseded() }) else { return known }
        return try await reopened(after: known)
    }

    private func reopened(after stale: HostedVault) async throws -> HostedVault {
        if known.opened.identityDigest != stale.opened.identityDigest { return known }
        if let opening { return try await opening.value }
        let task = Task { [path, rules, pool, now] in
            let opened = try await pool.run { try OpenedVault(path: path, pool: pool, writes: true) }
            return try await HostedVault(opened, rules, pool: pool, now: now)
        }
        opening = task
        defer { opening = nil }
        let hosted = try await task.value
        all.append(hosted)
        newest.withLock { $0 = hosted }
        return hosted
    }

    /// Finishes what was left behind the acknowledgements, and lets go of the folder.
    func close() async throws {
        defer { for hosted in all { hosted.opened.database.close() } }
        for hosted in all { try await hosted.writing.close() }
    }
}
