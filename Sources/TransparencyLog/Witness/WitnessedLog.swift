/// A log as one witness knows it: whose checkpoints it takes, and the newest one that it cosigned (C2SP tlog-witness).
///
/// A value: what becomes of a request is decided here, and nothing is kept. Whoever uses it makes the new state durable before
/// the cosignature leaves, and lets nobody else decide in between.
///
/// For example:
///
///     let next = try log.cosigning(request, with: key, at: now)
///     try keep(next.newest)                             // and only then
///     answer(next.line)
public struct WitnessedLog: Hashable, Sendable {
    /// For so many seconds a cosignature is given out again as it is, where nothing has changed. Whoever replays a public
    /// checkpoint then costs one write a minute, and a log that wants a newer time gets it.
    public static let repeatSeconds: UInt64 = 60

    /// The name of its keys.
    public let origin: String
    /// Log keys, any of which may have signed.
    public let keys: [NoteVerifierKey]
    /// The newest cosigned checkpoint with the log's lines and the witness's own; nil before the first.
    public let newest: Cosigned?

    /// A checkpoint that the witness cosigned: signed note, and what it says.
    public struct Cosigned: Hashable, Sendable {
        public let note: SignedNote
        public let checkpoint: Checkpoint
        /// The witness's line, and its time.
        public let line: NoteSignature
        public let time: UInt64
    }

    /// A log that was not seen yet.
    ///
    /// - Returns: nil unless there are keys, all of them log keys (type 0x01) of one name.
    public init?(keys: [NoteVerifierKey]) { self.init(keys: keys, newest: nil) }

    private init?(keys: [NoteVerifierKey], newest: Cosigned?) {
        guard let origin = keys.first?.name,
            keys.allSatisfy({ $0.algorithm == .ed25519 && $0.name.utf8.elementsEqual(origin.utf8) })
        else { return nil }
        self.origin = origin
        self.keys = keys
        self.newest = newest
    }

    /// The log with what was kept of it: `Cosigned.note`.
    ///
    /// The note proves itself: what the witness's own key did not sign was never its state.
    /// - Returns: nil where the note is not such a checkpoint of this log.
    public func resuming(_ kept: [UInt8], cosignedBy witness: NoteVerifierKey) -> WitnessedLog? {
        guard let note = try? SignedNote(parsing: kept), let checkpoint = try? Checkpoint(parsing: note.text),
            checkpoint.origin.utf8.elementsEqual(origin.utf8),
            let line = note.signatures.first(where: witness.claims),
            let own = Cosignature(verifying: line, by: witness, over: note.text)
        else { return nil }
        return WitnessedLog(
            keys: keys, newest: Cosigned(note: note, checkpoint: checkpoint, line: line, time: own.time))
    }

    /// The log with the request's checkpoint as its newest one, cosigned; or as it is, where that was done just now.
    ///
    /// - Parameter now: seconds since 1970. A time is never before the last one, whatever the clock says.
    /// - Throws: `WitnessRefusal`, in the order of the protocol's text.
    public func cosigning(
        _ request: WitnessRequest, with key: CosigningKey, at now: UInt64
    ) throws(WitnessRefusal) -> (log: WitnessedLog, line: NoteSignature) {
        let (note, checkpoint) = try Self.read(request.checkpoint)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else { throw .unknownLog }
        let signatures = try logSignatures(of: note)
        guard request.oldSize <= checkpoint.size else { throw .oldSizeAbove }
        let known = newest?.checkpoint
        guard request.oldSize == known?.size ?? 0 else { throw .otherSize(known?.size ?? 0) }
        try check(checkpoint, continues: known, by: request.proof)

        if let newest, newest.note.text.utf8.elementsEqual(note.text.utf8), key.verifierKey.claims(newest.line),
            now >= newest.time,
            now - newest.time < Self.repeatSeconds
        {
            return (self, newest.line)
        }
        let time = max(now, newest?.time ?? 0)
        guard let line = key.cosign(note.text, time: time) else { throw .malformed(.checkpoint) }
        let kept = Cosigned(
            note: SignedNote(text: note.text, signatures: signatures + [line]), checkpoint: checkpoint, line: line,
            time: time)
        guard let next = WitnessedLog(keys: keys, newest: kept) else { throw .unknownLog }
        return (next, line)
    }

    /// The origin that a request speaks of, before anything else is known of it.
    ///
    /// - Throws: `WitnessRefusal.malformed`.
    public static func origin(of request: WitnessRequest) throws(WitnessRefusal) -> String {
        try read(request.checkpoint).checkpoint.origin
    }

    private static func read(_ bytes: [UInt8]) throws(WitnessRefusal) -> (note: SignedNote, checkpoint: Checkpoint) {
        guard let note = try? SignedNote(parsing: bytes), let checkpoint = try? Checkpoint(parsing: note.text) else {
            throw .malformed(.checkpoint)
        }
        return (note, checkpoint)
    }

    /// The lines of keys that are trusted for this log; there is one at least, and all of them verify.
    private func logSignatures(of note: SignedNote) throws(WitnessRefusal) -> [NoteSignature] {
        let claimed = note.signatures.filter { signature in keys.contains { $0.claims(signature) } }
        guard !claimed.isEmpty,
            claimed.allSatisfy({ signature in
                keys.allSatisfy { !$0.claims(signature) || $0.verifies(signature, over: note.text) }
            })
        else { throw .notSignedByLog }
        // A second line of one key says no more than its first; a key that signs with other nonces makes as many as it likes.
        // With the witness's own line, what is kept must still be a note that is read again.
        let lines = claimed.reduce(into: [NoteSignature]()) { lines, line in
            if !lines.contains(where: { $0.keyID == line.keyID }) { lines.append(line) }
        }
        return Array(lines.prefix(SignedNote.maximumSignatureCount - 1))
    }

    private func check(
        _ new: Checkpoint, continues known: Checkpoint?, by proof: [MerkleHash]
    ) throws(WitnessRefusal) {
        let from = known?.size ?? 0
        if let known, known.size == new.size, known.root != new.root { throw .fork(size: new.size) }
        // Every tree begins with the empty one, and each with itself: there, a proof says nothing and must say nothing.
        guard from > 0, from < new.size, let known else {
            guard proof.isEmpty else { throw .notConsistent(from: from, to: new.size) }
            return
        }
        do {
            try TreeProof.verifyConsistency(
                from: from, to: new.size, oldRoot: known.root, newRoot: new.root, proof: proof)
        } catch {
            throw .notConsistent(from: from, to: new.size)
        }
    }
}
