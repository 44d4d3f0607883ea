import PKI
import TransparencyLog
import VaultClient
import VaultCore

/// Asks one source for a document, and believes nothing of what it says that cannot be proved by what is pinned for its
/// vault: who it is, how new its log is, that the log continues what was seen before and holds the record, that the record is
/// of the document asked for, and that bytes are the record's. Whether the document is still in force is its word.
struct SourceInquiry {
    let server: AskedServer
    let pinned: PinnedVault
    /// What was seen before the source was asked now.
    let seen: SeenVault?
    let pool: any BlockingPool
    let pause: Duration
    let now: @Sendable () -> Instant
    /// Keeps what was seen now.
    let remember: @Sendable (SeenVault) async throws -> Void

    enum Finding: Sendable {
        case miss
        case hit(ResolutionProof)
        case ended(DocumentEvent.Kind, DocumentDescription)
    }

    /// - Throws: `SourceFailure`, `ClientError`, `ManifestError`, `VaultError`.
    func ask(_ query: CodeQuery) async throws -> Finding {
        let (identity, identitySeal) = try await identity()
        // Of another log there is nothing to continue: an operator pinned that it took the first one's place.
        let seen = seen.flatMap { $0.head.checkpoint.origin.utf8.elementsEqual(identity.origin.utf8) ? $0 : nil }
        var tiles = SourceTiles(server, pause: pause)
        let (sealed, head, state) = try await head(identity, seen, &tiles)
        try await remember(state)

        guard let answer = try await server.document(by: query) else {
            // To whoever may know of nothing everything is answered so.
            guard try await server.grantedScope() != nil else { throw SourceFailure(.noScope) }
            return .miss
        }
        guard query.means(answer.document), answer.document.status == .accepted else {
            throw SourceFailure(.otherDocument)
        }
        let checkpoint = try checkpoint(answer.proof.checkpoint, identity)
        try await verifyContinuity([state.head, state.newest, checkpoint], &tiles)
        try await remember(SeenVault(vault: pinned.id, head: state.head, newest: checkpoint, last: state.last))
        if let end = answer.end { return .ended(end, answer.document) }
        let proof = try await witnessed(answer.proof, head.checkpoint, state.head.checkpoint, &tiles)
        return .hit(
            try await verified(
                answer, proof, SealedDocument(bytes: identity.bytes, seal: identitySeal), sealed))
    }

    // MARK: Who it is

    private func identity() async throws -> (VaultIdentity, seal: [UInt8]) {
        try await pair("vault.json", limit: FindLimits.identity) { sealed in
            guard let identity = try? VaultIdentity(bytes: sealed.bytes) else {
                throw ClientError(.answerMalformed, ["host": server.host])
            }
            guard identity.id == pinned.id else { throw SourceFailure(.otherVault, ["vault": identity.id]) }
            let pinned = pinned
            try await pool.run {
                do {
                    try PinnedSeals().verify(sealed.seal, of: sealed.bytes, certificates: pinned.seals)
                } catch {
                    throw SourceFailure(.identityRefused, ["reason": "seal"])
                }
            }
            guard pinned.policy.logs.contains(where: { $0.key.name.utf8.elementsEqual(identity.origin.utf8) }) else {
                throw SourceFailure(.identityRefused, ["reason": "origin"])
            }
            return (identity, sealed.seal)
        }
    }

    /// A document and its seal, which may be replaced while they are read: what does not fit is asked for again.
    private func pair<Value>(
        _ path: String, limit: Int, _ accept: (SealedDocument) async throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            let sealed = SealedDocument(
                bytes: try await server.bytes(of: path, limit: limit),
                seal: try await server.bytes(of: "\(path).p7s", limit: FindLimits.seal))
            do {
                return try await accept(sealed)
            } catch  where attempt < FindLimits.pairAttempts && Self.mayBeTorn(error) {
                attempt += 1
                try await Task.sleep(for: pause)
            }
        }
    }

    private static func mayBeTorn(_ error: any Error) -> Bool {
        switch error {
        case let error as ManifestError: error.code == .badSignature
        case let error as SourceFailure: error.code == SourceFailure.Code.identityRefused.rawValue
        default: false
        }
    }

    // MARK: How new its log is

    /// The newest head, which continues what was seen. One that is too old is first held against what was seen: that its log
    /// was rolled back says more.
    private func head(
        _ identity: VaultIdentity, _ seen: SeenVault?, _ tiles: inout SourceTiles
    ) async throws -> (sealed: SealedDocument, head: ManifestHead, state: SeenVault) {
        let path = "v1/manifests/\(ManifestChain.all.folderName)/head.json"
        let verifier = ManifestVerifier(vault: pinned, chain: .all)
        let now = now
        let (sealed, head, stale) = try await pair(path, limit: FindLimits.head) { sealed in
            try await pool.run { () -> (SealedDocument, ManifestHead, ManifestError?) in
                func accepted(at time: Instant) throws -> ManifestHead {
                    try verifier.accept(head: sealed, after: nil, at: time, consistency: { _, _ in [] }).head
                }
                do {
                    return (sealed, try accepted(at: now()), nil)
                } catch let error as ManifestError where error.code == .staleHead {
                    let madeAt = try ManifestHead(bytes: sealed.bytes).madeAt
                    return (sealed, try accepted(at: madeAt), error)
                }
            }
        }
        let checkpoint = try checkpoint(head.checkpoint, identity)
        if let seen {
            try Self.checkOrder(head, checkpoint, seen)
            try await verifyContinuity([seen.head, seen.newest, checkpoint], &tiles)
        }
        if let stale { throw stale }
        return (
            sealed, head,
            SeenVault(vault: pinned.id, head: checkpoint, newest: seen?.newest ?? checkpoint, last: head.last)
        )
    }

    /// A head never goes back, neither in the log nor in the chain of manifests.
    private static func checkOrder(
        _ head: ManifestHead, _ checkpoint: SeenCheckpoint, _ seen: SeenVault
    ) throws(SourceFailure) {
        let evidence = ResolutionStep.Evidence(seen: seen.head.note, received: checkpoint.note)
        let facts = ["size": String(checkpoint.checkpoint.size), "seen": String(seen.head.checkpoint.size)]
        let (sequence, known) = (head.last?.sequence ?? 0, seen.last?.sequence ?? 0)
        guard checkpoint.checkpoint.size >= seen.head.checkpoint.size, sequence >= known else {
            throw SourceFailure(.rollback, facts, evidence: evidence)
        }
        guard sequence > known || head.last?.digest == seen.last?.digest else {
            throw SourceFailure(.fork, facts, evidence: evidence)
        }
    }

    /// A checkpoint by a log key that is pinned, and in whose range its size lies.
    private func checkpoint(_ note: [UInt8], _ identity: VaultIdentity) throws -> SeenCheckpoint {
        guard let checkpoint = SeenCheckpoint(note) else {
            throw ClientError(.answerMalformed, ["host": server.host])
        }
        do {
            _ = try pinned.policy.evaluate(SignedNote(parsing: note))
            _ = try LogReader(identity: identity).checkpoint(note)
        } catch {
            throw SourceFailure(.unknownKey)
        }
        return checkpoint
    }

    /// Whether all of these are states of one history.
    private func verifyContinuity(_ checkpoints: [SeenCheckpoint], _ tiles: inout SourceTiles) async throws {
        let ordered = checkpoints.sorted { $0.checkpoint.size < $1.checkpoint.size }
        for (older, newer) in zip(ordered, ordered.dropFirst()) {
            if older.checkpoint.size == newer.checkpoint.size {
                guard older.checkpoint.root == newer.checkpoint.root else {
                    let size = String(newer.checkpoint.size)
                    throw SourceFailure(
                        .fork, ["size": size, "seen": size], evidence: .init(seen: older.note, received: newer.note))
                }
            } else if older.checkpoint.size > 0 {
                // Every tree begins with the empty one.
                try await tiles.verify(newer, continues: older)
            }
        }
    }

    // MARK: What it has

    /// The proof, under a checkpoint that enough witnesses saw: the answer's own, else the head's, whose tree the answer's
    /// continues.
    private func witnessed(
        _ proof: InclusionProofFile, _ note: [UInt8], _ head: Checkpoint, _ tiles: inout SourceTiles
    ) async throws -> InclusionProofFile {
        if try pinned.policy.evaluate(SignedNote(parsing: proof.checkpoint)).isAccepted { return proof }
        guard proof.index < head.size else { throw SourceFailure(.notWitnessed) }
        return InclusionProofFile(
            index: proof.index, hashes: try await tiles.inclusion(of: proof.index, in: head), checkpoint: note)
    }

    private func verified(
        _ answer: CodeAnswer, _ proof: InclusionProofFile, _ identity: SealedDocument, _ head: SealedDocument
    ) async throws -> ResolutionProof {
        let pinned = pinned
        return try await pool.run {
            do {
                let found = try ResolutionProof(
                    record: answer.record, proof: proof, identity: identity, head: head, contents: answer.contents)
                _ = try found.receipt.verify(policy: pinned.policy, seals: pinned.seals, verifier: PinnedSeals())
                return found
            } catch let error as VaultError where error.code == .contentDiffers {
                throw SourceFailure(.contentDiffers)
            } catch let error as VaultError where error.code == .partMalformed {
                throw SourceFailure(.otherDocument)
            }
        }
    }
}
