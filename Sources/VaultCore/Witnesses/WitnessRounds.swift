public import PKI
import TransparencyLog

/// Asks a vault's witnesses to cosign its newest checkpoint, round by round. What they answer is verified, kept, and otherwise
/// said by its name. No witness holds up a deposit or another witness: one that takes its time is left out of the rounds that
/// begin meanwhile.
public actor WitnessRounds {
    private let transport: any WitnessTransport
    private let now: @Sendable () -> Instant
    private let report: @Sendable (VaultError) -> Void
    /// By key: what is wrong with a witness, and when it is asked again.
    private var troubles: [NoteVerifierKey: Trouble] = [:]
    /// By key: the file by which its newest line was last put together with those of the others. Where that changes, an old
    /// line may make a quorum that was none before, and a log that does not grow would wait for it for ever.
    private var joined: [NoteVerifierKey: VaultWitnesses] = [:]
    /// Whose answers are waited for.
    private var asked: Set<NoteVerifierKey> = []
    /// Of whom it was said that they were put back; until they cosign again.
    private var putBack: Set<NoteVerifierKey> = []

    private struct Trouble {
        var error: VaultError
        var count: Int
        var until: Instant
    }

    /// A witness that fails is asked after 1, 2, 4 … seconds again, and then every minute.
    static let longestPause: Int64 = 60
    /// The old size was a guess, or another process of ours was faster: then it is asked once more.
    static let questions = 3
    /// By how much a witness's clock may be ahead of ours, kept by NTP or not: what it says of the time is passed on.
    static let clockDifference: UInt64 = 300

    /// - Parameter report: gets what an operator should know, once for each change: `WITNESS_UNREACHABLE`,
    ///   `WITNESS_REFUSES`, `WITNESS_ANSWER`, `WITNESS_SEES_FORK`, `WITNESS_AHEAD`, `WITNESS_ROLLED_BACK`.
    public init(
        transport: any WitnessTransport, now: @escaping @Sendable () -> Instant = Instant.now,
        report: @escaping @Sendable (VaultError) -> Void
    ) {
        self.transport = transport
        self.now = now
        self.report = report
    }

    /// Who is asked for what in one round.
    public struct Round: Sendable {
        fileprivate let store: any WitnessStore
        fileprivate let witnesses: VaultWitnesses
        fileprivate let due: [VaultWitness]
        fileprivate let reader: LogReader
        fileprivate let note: SignedNote
        fileprivate let checkpoint: Checkpoint
    }

    /// Asks those who have not cosigned the newest checkpoint and are due, all at once, and waits for them.
    ///
    /// - Parameter store: of the vault, with the keys that it has now.
    /// - Throws: what the store throws.
    public func run(for store: any WitnessStore) async throws {
        if let round = try await begin(for: store) { await finish(round) }
    }

    /// Sees what is to be cosigned, and by whom: those who are due and whose answer is not waited for already.
    ///
    /// - Returns: a round, for `finish`; nil where there is nobody to ask.
    /// - Throws: what the store throws.
    public func begin(for store: any WitnessStore) async throws -> Round? {
        let witnesses = try await store.witnesses()
        guard !witnesses.all.isEmpty else { return nil }
        let bytes = try await store.published()
        let reader = LogReader(identity: store.identity)
        let checkpoint = try reader.checkpoint(bytes)
        guard let note = try? SignedNote(parsing: bytes) else { return nil }
        let time = now()
        let due = witnesses.all.filter { witness in
            !asked.contains(witness.key) && troubles[witness.key].map { $0.until <= time } ?? true
        }
        guard !due.isEmpty else { return nil }
        asked.formUnion(due.map(\.key))
        return Round(
            store: store, witnesses: witnesses, due: due, reader: reader, note: note, checkpoint: checkpoint)
    }

    /// Asks those of a round; each is entered when it has answered, whatever the others do.
    public func finish(_ round: Round) async {
        await withTaskGroup(of: (VaultWitness, Result<Void, VaultError>).self) { group in
            for witness in round.due {
                let isJoined = joined[witness.key] == round.witnesses
                group.addTask { (witness, await self.outcome(of: witness, isJoined: isJoined, in: round)) }
            }
            for await (witness, result) in group {
                asked.remove(witness.key)
                if case .success = result { joined[witness.key] = round.witnesses }
                enter(result, of: witness)
            }
        }
    }

    private func enter(_ result: Result<Void, VaultError>, of witness: VaultWitness) {
        guard case .failure(let error) = result else {
            troubles[witness.key] = nil
            putBack.remove(witness.key)
            return
        }
        let before = troubles[witness.key]
        let count = (before?.count ?? 0) + 1
        let pause = min(Int64(1) << Int64(min(count - 1, 16)), Self.longestPause)
        troubles[witness.key] = Trouble(error: error, count: count, until: now().adding(seconds: pause))
        // One that is given up because the process ends says nothing of the witness.
        if before?.error.code != error.code, !Task.isCancelled { report(error) }
    }

    /// Once for each time, however often it is asked before it cosigns again.
    private func sayPutBack(_ witness: VaultWitness, to size: UInt64, from cosigned: UInt64) {
        guard putBack.insert(witness.key).inserted else { return }
        report(failure(.witnessRolledBack, witness, ["size": String(size), "cosigned": String(cosigned)]))
    }

    private nonisolated func outcome(
        of witness: VaultWitness, isJoined: Bool, in round: Round
    ) async -> Result<Void, VaultError> {
        do {
            try await ask(witness, isJoined: isJoined, in: round)
            return .success(())
        } catch let error as VaultError {
            return .failure(error)
        } catch {
            return .failure(VaultError(.witnessUnreachable, ["witness": witness.name, "cause": "INTERRUPTED"]))
        }
    }

    private nonisolated func ask(_ witness: VaultWitness, isJoined: Bool, in round: Round) async throws {
        let store = round.store
        let note = round.note
        let checkpoint = round.checkpoint
        let known = try await store.newest(of: witness).flatMap {
            try? CosignedCheckpoint($0, reader: round.reader, witnesses: [witness.key])
        }
        if let known, known.note.text.utf8.elementsEqual(note.text.utf8) {
            if !isJoined { try await store.keep(known.note, of: witness, in: round.witnesses) }
            return
        }
        var old = known?.size ?? 0
        for _ in 0..<Self.questions {
            guard old <= checkpoint.size else {
                // It may be that the log has grown since this round began.
                let newest = try round.reader.checkpoint(try await store.published()).size
                guard newest < old else { return }
                throw failure(.witnessAhead, witness, ["size": String(old), "published": String(newest)])
            }
            let proof =
                old == 0 || old == checkpoint.size
                ? [] : try await store.consistencyProof(from: old, to: checkpoint.size)
            let request = WitnessRequest(oldSize: old, proof: proof, checkpoint: note.bytes)
            switch await answer(of: witness, to: request, over: note.text) {
            case .success(.otherSize(let size)) where size != old:
                if let known, size < known.size { await sayPutBack(witness, to: size, from: known.size) }
                old = size
            case .success(.cosigned(let line, let time)):
                guard time <= UInt64(clamping: now().seconds) + Self.clockDifference else {
                    throw failure(.witnessAnswer, witness, ["reason": "time"])
                }
                return try await store.keep(note.adding(line), of: witness, in: round.witnesses)
            case .success(let answer): throw trouble(answer, witness, size: checkpoint.size)
            case .failure(let error): throw error
            }
        }
        throw failure(.witnessAnswer, witness, ["reason": "size"])
    }

    private nonisolated func answer(
        of witness: VaultWitness, to request: WitnessRequest, over text: String
    ) async -> Result<WitnessAnswer, VaultError> {
        switch await transport.ask(witness, request.bytes) {
        case .failed(let cause): .failure(failure(.witnessUnreachable, witness, ["cause": cause]))
        case .answered(let status, let mediaType, let body):
            .success(WitnessAnswer(status: status, mediaType: mediaType, body: body, of: witness.key, over: text))
        }
    }

    private nonisolated func trouble(_ answer: WitnessAnswer, _ witness: VaultWitness, size: UInt64) -> VaultError {
        switch answer {
        case .fork, .notConsistent: failure(.witnessSeesFork, witness, ["size": String(size)])
        case .unknownLog: failure(.witnessRefuses, witness, ["status": "404"])
        case .notSignedByLog: failure(.witnessRefuses, witness, ["status": "403"])
        // It is busy, ending, or cannot write: it may answer later.
        case .unusable(let status) where status == 408 || status == 429 || status >= 500:
            failure(.witnessUnreachable, witness, ["cause": "HTTP \(status)"])
        case .unusable(let status) where status != 200 && status != 409:
            failure(.witnessRefuses, witness, ["status": String(status)])
        case .unusable, .otherSize, .cosigned: failure(.witnessAnswer, witness, ["reason": "cosignature"])
        }
    }

    private nonisolated func failure(
        _ code: VaultErrorCode, _ witness: VaultWitness, _ facts: [String: String]
    ) -> VaultError {
        VaultError(code, facts.merging(["witness": witness.name]) { first, _ in first })
    }
}
