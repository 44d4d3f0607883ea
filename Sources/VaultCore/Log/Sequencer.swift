public import PKI
import TransparencyLog

/// Gives documents their places in the log: collects, commits, then answers. One per process; several processes take
/// turns by the lease.
///
/// While one batch is being committed the next collects, so that under load many deposits share one commit, one
/// checkpoint and one round of syncs, and a lone deposit waits for nobody.
public actor Sequencer {
    /// Records in one commit: enough to make the cost of the syncs small, few enough that nobody waits long and that
    /// the batch is small in memory.
    static let maximumBatch = 1024
    /// Between two looks whether a commit is over; short against the syncs of one.
    private static let pause = Duration.milliseconds(5)

    private let objects: any ObjectStore
    private let records: any RecordStore
    private let publication: any LogPublication
    private let recordPublication: any RecordPublication
    private let signer: LogSigner
    private let recovery: LogRecovery
    private let journal: (any AccessJournal)?
    private let announce: @Sendable (UInt64) -> Void
    private let now: @Sendable () -> Instant

    private var waiting: [Waiting] = []
    private var isCommitting = false
    /// Publications whose records are committed, but in no published log yet.
    private var unsettled: [any ObjectPublication] = []

    private struct Waiting {
        let pending: PendingRecord
        let answer: CheckedContinuation<CommittedRecord, any Error>
    }

    /// - Parameters:
    ///   - journal: whose digests are entered with the next commit after an interval; nil: none are.
    ///   - announce: gets the log's size when entries are committed and published, before they are acknowledged.
    ///   - now: the clock of leaf times.
    public init(
        objects: any ObjectStore, records: any RecordStore, publication: any LogPublication,
        recordPublication: any RecordPublication, signer: LogSigner, recovery: LogRecovery,
        journal: (any AccessJournal)? = nil, announce: @escaping @Sendable (UInt64) -> Void = { _ in },
        now: @escaping @Sendable () -> Instant = Instant.now
    ) {
        self.objects = objects
        self.records = records
        self.publication = publication
        self.recordPublication = recordPublication
        self.signer = signer
        self.announce = announce
        self.now = now
        self.recovery = recovery
        self.journal = journal
    }

    /// Commits a record. When it returns, no crash loses it.
    ///
    /// - Throws: what `CommitRules` finds: `CODE_TAKEN`, `DOCUMENT_VERSION_CONFLICT`, `DOCUMENT_ENDED` …;
    ///   `COMMITTED_NOT_PUBLISHED` where the record is kept but the log's files could not be
    ///   written (the next opening writes them); otherwise what the stores throw, and then nothing was kept.
    public func append(_ pending: PendingRecord) async throws -> CommittedRecord {
        try await withCheckedThrowingContinuation { answer in
            waiting.append(Waiting(pending: pending, answer: answer))
            guard !isCommitting else { return }
            isCommitting = true
            Task { await commitAllWaiting() }
        }
    }

    /// Enters the digests of the journal that are due, where nobody else commits.
    /// - Throws: as `append`.
    public func enterDigests() async throws {
        while isCommitting { try await Task.sleep(for: Self.pause) }
        isCommitting = true
        let outcome: Result<Void, any Error>
        do {
            _ = try await committed([])
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        // What others wait for does not end with whoever asked for the digests.
        Task { await commitAllWaiting() }
        try outcome.get()
    }

    private func commitAllWaiting() async {
        while !waiting.isEmpty {
            let batch = nextBatch()
            waiting.removeFirst(batch.count)
            await commit(batch)
        }
        isCommitting = false
    }

    /// An erasure stands alone, so that no other record of its batch is about what it takes away.
    private func nextBatch() -> [Waiting] {
        let first = Array(waiting.prefix(Self.maximumBatch))
        let erasure = first.firstIndex { $0.pending.isErasure } ?? first.count
        return Array(first.prefix(max(erasure, 1)))
    }

    private func commit(_ batch: [Waiting]) async {
        do {
            let (admitted, refused) = try await committed(batch)
            for (waiting, record) in admitted { waiting.answer.resume(returning: record) }
            for (waiting, error) in refused { waiting.answer.resume(throwing: error) }
        } catch {
            for waiting in batch { waiting.answer.resume(throwing: error) }
        }
    }

    /// The commit order of design.md section 4, line by line.
    private func committed(
        _ batch: [Waiting]
    ) async throws -> (admitted: [(Waiting, CommittedRecord)], refused: [(Waiting, VaultError)]) {
        let lease = try await records.lease()
        defer { lease.release() }
        let state = try await records.state()
        try await recovery.run(to: state)
        let (admitted, shared, refused) = try await separate(batch)
        guard !admitted.isEmpty || batch.isEmpty else { return ([], refused) }
        let digests = try await journal?.due() ?? []
        guard !admitted.isEmpty || !digests.isEmpty else { return ([], refused) }

        let publishing = objects.publication(of: admitted.flatMap(\.pending.objects), after: state.size)
        let new: [Record]
        let next: LogState
        do {
            try await publishing.publish()
            let growth = LogGrowth(
                after: state,
                by: digests.map { (SharedPart($0), PrivatePart.ofVault) }
                    + zip(shared, admitted).map { ($0, $1.pending.private) }, signer: signer, now: now)
            new = growth.records
            next = growth.state
            let accesses = zip(admitted, new.dropFirst(digests.count)).flatMap { waiting, record in
                waiting.pending.access.map { $0.committed(with: record) }
            }
            let answers = zip(admitted, new.dropFirst(digests.count)).compactMap { waiting, record in
                waiting.pending.request.map { AnsweredRequest(request: $0, index: record.index) }
            }
            try await records.commit(new, accesses: accesses, answers: answers, expecting: state.size, state: next)
        } catch {
            await withdraw(publishing)
            throw error
        }
        unsettled.append(publishing)
        do {
            try await publication.publish(leaves: new.map(\.leaf.bytes), after: state.frontier)
            try await publication.publish(checkpoint: next.checkpoint)
        } catch {
            throw VaultError(.committedNotPublished, ["size": String(next.size)])
        }
        announce(next.size)
        for published in unsettled { await published.settle() }
        unsettled = []
        Task { [recordPublication] in try? await recordPublication.catchUp() }
        return (
            zip(admitted, new.dropFirst(digests.count)).map {
                ($0, CommittedRecord(record: $1, checkpoint: next.checkpoint))
            }, refused
        )
    }

    /// Removes what was published for a commit that failed. Where even that fails, the store remembers what to remove.
    private func withdraw(_ publishing: any ObjectPublication) async {
        guard let orphans = try? await records.unreferenced(publishing.references),
            (try? await objects.remove(orphans)) != nil
        else { return }
        await publishing.settle()
    }

    /// Sets apart those that may not be committed any more, and learns what the others say (`CommitRules`).
    private func separate(
        _ batch: [Waiting]
    ) async throws -> (admitted: [Waiting], shared: [SharedPart], refused: [(Waiting, VaultError)]) {
        var rules = try await CommitRules(batch.map(\.pending), records: records)
        var admitted: [Waiting] = []
        var parts: [SharedPart] = []
        var refused: [(Waiting, VaultError)] = []
        for waiting in batch {
            switch try await rules.admit(waiting.pending) {
            case .success(let shared):
                admitted.append(waiting)
                parts.append(shared)
            case .failure(let error): refused.append((waiting, error))
            }
        }
        return (admitted, parts, refused)
    }
}
