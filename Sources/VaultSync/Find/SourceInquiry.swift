import PKI
import TransparencyLog
import VaultClient
import VaultCore

/// Asks one source for a document, and believes nothing of what it says that cannot be proved by what is pinned for its
/// vault: who it is, how new its log is, that the log continues what was seen before and holds the record, that the record is
/// of the document asked for, and that bytes are the record's. Whether the document is still in force is its word.
struct SourceInquiry {
    let server: AskedServer
    /// With the vault's newer keys, once those that were pinned have vouched for them.
    var pinned: PinnedVault
    /// What was seen before the source was asked now.
    let seen: SeenVault?
    let pool: any BlockingPool
    let pause: Duration
    let now: @Sendable () -> Instant
    /// Keeps what was seen now, in the place of what was known; gives what another search has kept meanwhile instead.
    let remember: @Sendable (SeenVault, _ known: SeenVault?) async throws -> SeenVault?
    /// Whether the actor may be told of a document.
    let mayLearn: @Sendable (DocumentDescription) async throws -> Bool

    enum Finding: Sendable {
        /// In the scope that the source gives the asker.
        case miss(scope: String)
        case hit(ResolutionProof)
        case ended(DocumentEvent.Kind, DocumentDescription)
    }

    /// - Throws: `SourceFailure`, `ClientError`, `ManifestError`, `VaultError`.
    func ask(_ query: CodeQuery) async throws -> Finding {
        let told = try await identity()
        do {
            return try await ask(query, told)
        } catch  where Self.mayBeNewKey(error) {
            // Its keys may have changed since it said who it is: then what they signed is no lie.
            guard let again = try? await identity(), again.sealed.bytes != told.sealed.bytes else { throw error }
            return try await ask(query, again)
        }
    }

    private static func mayBeNewKey(_ error: any Error) -> Bool {
        switch error {
        case let error as ManifestError: error.code == .unknownKey
        case let error as SourceFailure: error.code == SourceFailure.Code.unknownKey.rawValue
        default: false
        }
    }

    private func ask(_ query: CodeQuery, _ told: Told) async throws -> Finding {
        var inquiry = self
        inquiry.pinned = told.pinned
        return try await inquiry.finding(query, told.identity, told.sealed)
    }

    private func finding(
        _ query: CodeQuery, _ identity: VaultIdentity, _ sealedIdentity: SealedDocument
    ) async throws -> Finding {
        let seen = try continued(identity)
        var tiles = SourceTiles(server, pause: pause)
        let (sealed, head, shown) = try await head(identity, seen, &tiles)
        let state = try await keep(shown, after: self.seen, &tiles)

        // Bytes are nobody's business who may not be told of the document: they are asked for when that is known.
        let question = CodeQuery(code: query.code, scheme: query.scheme)
        guard let answer = try await server.document(by: question, in: pool) else {
            // To whoever may know of nothing everything is answered so.
            guard let scope = try await server.grantedScope() else { throw SourceFailure(.noScope) }
            return .miss(scope: scope)
        }
        guard query.means(answer.document), answer.document.status == .accepted,
            answer.record.record.leaf.type == .record
        else { throw SourceFailure(.otherDocument) }
        let checkpoint = try checkpoint(answer.proof.checkpoint, identity)
        // Of one that ended too: that there was such a document is never a source's word alone.
        guard answer.proof.index == answer.record.record.index else { throw SourceFailure(.proofFalse) }
        try answer.record.verify(answer.proof.hashes, in: checkpoint.checkpoint)
        try await verifyContinuity([state.head, state.newest, checkpoint], &tiles)
        let newest = checkpoint.checkpoint.size > state.newest.checkpoint.size ? checkpoint : state.newest
        _ = try await keep(
            SeenVault(vault: pinned.id, head: state.head, newest: newest, last: state.last), after: state, &tiles)
        if let end = answer.end { return .ended(end, answer.document) }
        let proof = try await witnessed(answer.proof, head.checkpoint, shown.head.checkpoint, &tiles)
        let contents = try await contents(of: answer, for: query)
        return .hit(try await verified(answer, proof, sealedIdentity, sealed, contents: contents))
    }

    /// The bytes, where they are wanted and no more than anybody is given in an answer: whoever asks through a server would
    /// else take none of it. What was proved stays so where they cannot be had, or are another record's by now.
    private func contents(of answer: CodeAnswer, for query: CodeQuery) async throws -> [[UInt8]]? {
        let sizes = answer.document.files.map(\.size)
        guard query.wantsContents, sizes.allSatisfy({ $0 <= CodeQuery.maximumInline }),
            sizes.reduce(0, +) <= CodeQuery.maximumInline, try await mayLearn(answer.document)
        else { return nil }
        let full: CodeAnswer?
        do {
            full = try await server.document(by: query, in: pool)
        } catch is ClientError {
            return nil
        }
        guard let full, full.record == answer.record else { return nil }
        return full.contents
    }

    // MARK: Who it is

    private struct Told {
        let identity: VaultIdentity
        let sealed: SealedDocument
        let pinned: PinnedVault
    }

    private func identity() async throws -> Told {
        try await pair("vault.json", limit: FindLimits.identity) { sealed in
            let (pin, host) = (SourcePin(pinned: pinned), server.host)
            let told = try await pool.run {
                guard let identity = try? VaultIdentity(bytes: sealed.bytes) else {
                    throw ClientError(.answerMalformed, ["host": host])
                }
                guard identity.id == pin.pinned.id else {
                    throw SourceFailure(.otherVault, ["vault": identity.id])
                }
                return Told(
                    identity: identity, sealed: sealed, pinned: try pin.following(identity, seal: sealed.seal))
            }
            let isPinned = told.pinned.policy.logs.contains {
                $0.key.name.utf8.elementsEqual(told.identity.origin.utf8)
            }
            guard isPinned else { throw SourceFailure(.identityRefused, ["reason": "origin"]) }
            return told
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

    private func isPinned(_ origin: String) -> Bool {
        pinned.policy.logs.contains { $0.key.name.utf8.elementsEqual(origin.utf8) }
    }

    // MARK: How new its log is

    /// What was seen of the log that the source names now. Of another log there is nothing to continue, where an operator took
    /// the first one off the pins: while both are pinned, whoever names now one and now the other would be held against
    /// neither.
    private func continued(_ identity: VaultIdentity) throws(SourceFailure) -> SeenVault? {
        guard let before = seen, !Self.isOfOrigin(before, identity.origin) else { return seen }
        guard !isPinned(before.head.checkpoint.origin) else {
            throw SourceFailure(.identityRefused, ["reason": "other-origin"])
        }
        return nil
    }

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

    /// Keeps what was seen. What another search has kept since this one began is held against it first: whoever tells two
    /// stories at the same time is found out like whoever tells them one after the other.
    /// - Returns: what is kept now.
    private func keep(
        _ shown: SeenVault, after before: SeenVault?, _ tiles: inout SourceTiles
    ) async throws -> SeenVault {
        var (state, known) = (shown, before)
        // Each time round, another search has got further.
        while let other = try await remember(state, known) {
            try Task.checkCancellation()
            if Self.isOfOrigin(other, state.head.checkpoint.origin) {
                if let one = other.last, let two = state.last, one.sequence == two.sequence, one.digest != two.digest {
                    throw SourceFailure(
                        .fork,
                        [
                            "size": String(state.head.checkpoint.size),
                            "seen": String(other.head.checkpoint.size),
                        ], evidence: .init(seen: other.head.note, received: state.head.note))
                }
                try await verifyContinuity([other.head, other.newest, state.head, state.newest], &tiles)
                state = state.merged(with: other)
            }
            known = other
        }
        return state
    }

    private static func isOfOrigin(_ seen: SeenVault, _ origin: String) -> Bool {
        seen.head.checkpoint.origin.utf8.elementsEqual(origin.utf8)
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
        _ answer: CodeAnswer, _ proof: InclusionProofFile, _ identity: SealedDocument, _ head: SealedDocument,
        contents: [[UInt8]]?
    ) async throws -> ResolutionProof {
        let pinned = pinned
        return try await pool.run {
            do {
                let found = try ResolutionProof(
                    record: answer.record, proof: proof, identity: identity, head: head, contents: contents)
                _ = try found.receipt.verify(by: pinned, verifier: PinnedSeals())
                return found
            } catch let error as VaultError where error.code == .contentDiffers {
                throw SourceFailure(.contentDiffers)
            } catch let error as VaultError where error.code == .partMalformed {
                throw SourceFailure(.otherDocument)
            }
        }
    }
}
