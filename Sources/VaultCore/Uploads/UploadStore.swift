public import PKI

/// The uploads that callers have begun and not deposited yet. In memory, over files in staging: a server that ends forgets
/// them, and their senders begin anew.
///
/// An upload is its creator's: for anybody else it is not there.
public actor UploadStore<Caller: Hashable & Sendable> {
    /// The right to go on with an upload, until somebody else takes it: of two connections the newer one is meant, since the
    /// older may be broken without anybody having noticed.
    public struct Turn: Sendable {
        public let upload: UploadID
        fileprivate let number: Int
    }

    private struct Entry {
        let caller: Caller
        let staged: any StagedUpload
        var length: Int?
        var finished: (any StagedObject)?
        /// Of the turn that counts.
        var turn = 0
        /// Whether a piece is being taken: what the offset is, is known after that.
        var isTaking = false
        /// In a deposit that is under way.
        var isReserved = false
        var touched: ContinuousClock.Instant
        var sleepers: [CheckedContinuation<Void, Never>] = []
    }

    public nonisolated let limits: UploadLimits
    private let stage: @Sendable () async throws -> any StagedUpload
    private let now: @Sendable () -> ContinuousClock.Instant
    private var entries: [UploadID: Entry] = [:]
    /// Uploads that are being begun, by caller.
    private var beginning: [Caller: Int] = [:]

    /// - Parameter stage: begins an upload in the vault's staging (`VaultEntrance.stageUpload`).
    public init(
        limits: UploadLimits = UploadLimits(), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        stage: @escaping @Sendable () async throws -> any StagedUpload
    ) {
        self.stage = stage
        self.limits = limits
        self.now = now
    }

    /// Begins an upload.
    /// - Throws: `UPLOAD_TOO_LARGE` with the limit, `TOO_MANY_UPLOADS`, and what `VaultEntrance.stageUpload` throws.
    public func begin(by caller: Caller, length: Int?) async throws -> Turn {
        expire()
        if let length { try check(size: length, of: nil, by: caller) }
        let own = entries.values.count { $0.caller == caller } + beginning[caller, default: 0]
        guard own < limits.perCaller, entries.count + beginning.values.reduce(0, +) < limits.total else {
            throw VaultError(.tooManyUploads)
        }
        beginning[caller, default: 0] += 1
        defer {
            let left = beginning[caller, default: 1] - 1
            beginning[caller] = left > 0 ? left : nil
        }
        let staged = try await stage()
        let id = UploadID.random()
        entries[id] = Entry(caller: caller, staged: staged, length: length, touched: now())
        return Turn(upload: id, number: 0)
    }

    /// How far an upload has come. Whoever was sending to it loses his turn, so that the answer stays true.
    /// - Throws: `UPLOAD_NOT_FOUND`.
    public func state(of id: UploadID, by caller: Caller) async throws -> UploadState {
        if try entry(id, caller).finished == nil { _ = try await take(id, caller) }
        return try state(id, caller)
    }

    /// Goes on with an upload.
    /// - Throws: `UPLOAD_NOT_FOUND`; `UPLOAD_OFFSET` with `offset`, where it has not come so far or farther;
    ///   `UPLOAD_COMPLETE`.
    public func resume(_ id: UploadID, by caller: Caller, at offset: Int) async throws -> Turn {
        if try entry(id, caller).finished != nil { throw VaultError(.uploadComplete) }
        let turn = try await take(id, caller)
        let state = try state(id, caller)
        guard state.offset == offset else { throw VaultError(.uploadOffset, ["offset": String(state.offset)]) }
        return turn
    }

    /// Takes a piece; returns when there is room for the next.
    /// - Throws: `UPLOAD_IN_USE` where another has the turn; `TOO_MANY_UPLOADS` where the caller's others leave no room;
    ///   `UPLOAD_TOO_LARGE` beyond the limit or the length that was told, and then the upload is gone, as it is where writing
    ///   fails.
    public func append(_ piece: [UInt8], _ turn: Turn) async throws {
        var entry = try entry(turn)
        do {
            let size = entry.staged.count + piece.count
            if let length = entry.length, size > length {
                throw VaultError(.uploadTooLarge, ["limit": String(length)])
            }
            try check(size: size, of: turn.upload, by: entry.caller)
        } catch let error as VaultError where error.code == .uploadTooLarge {
            drop(turn.upload)
            throw error
        }
        entry.isTaking = true
        entry.touched = now()
        entries[turn.upload] = entry
        do {
            try await entry.staged.append(piece)
            leave(turn.upload)
        } catch {
            leave(turn.upload)
            entries[turn.upload] = nil
            throw error
        }
    }

    /// Ends an upload that is whole.
    /// - Throws: `UPLOAD_INCOMPLETE` where a length was told that is not reached; `DIGEST_MISMATCH`, and then it is gone.
    public func finish(_ turn: Turn, expecting digest: Digest) async throws {
        var entry = try entry(turn)
        if let length = entry.length, length != entry.staged.count { throw VaultError(.uploadIncomplete) }
        entry.isTaking = true
        entries[turn.upload] = entry
        do {
            let finished = try await entry.staged.finish(expecting: digest)
            entries[turn.upload]?.finished = finished
            entries[turn.upload]?.touched = now()
            leave(turn.upload)
        } catch {
            leave(turn.upload)
            entries[turn.upload] = nil
            throw error
        }
    }

    /// The sender tells the whole length.
    /// - Throws: `UPLOAD_TOO_LARGE`; `UPLOAD_INCOMPLETE` where it is another than he told before, or less than there is.
    public func tell(length: Int, _ turn: Turn) throws {
        let entry = try entry(turn)
        guard entry.length ?? length == length, length >= entry.staged.count else {
            throw VaultError(.uploadIncomplete)
        }
        try check(size: length, of: turn.upload, by: entry.caller)
        entries[turn.upload]?.length = length
    }

    /// Takes an upload away.
    /// - Throws: `UPLOAD_NOT_FOUND`, `UPLOAD_IN_USE`.
    public func remove(_ id: UploadID, by caller: Caller) throws {
        guard try !entry(id, caller).isReserved else { throw VaultError(.uploadInUse) }
        drop(id)
    }

    /// Does something with uploads that are whole, and that nobody else has meanwhile. They are gone where they were used
    /// up, and stay else.
    /// - Throws: `UPLOAD_NOT_FOUND`, `UPLOAD_INCOMPLETE`, `UPLOAD_IN_USE` (also for one that is named twice), and what `work`
    ///   throws.
    public func using<Value: Sendable>(
        _ ids: [UploadID], by caller: Caller,
        _ work: @Sendable ([UploadID: any StagedObject]) async throws -> (Value, usedUp: Bool)
    ) async throws -> Value {
        var objects: [UploadID: any StagedObject] = [:]
        for id in ids {
            let entry = try entry(id, caller)
            guard let finished = entry.finished else { throw VaultError(.uploadIncomplete) }
            guard !entry.isReserved, objects.updateValue(finished, forKey: id) == nil else {
                throw VaultError(.uploadInUse)
            }
        }
        for id in ids { entries[id]?.isReserved = true }
        do {
            let (value, usedUp) = try await work(objects)
            release(ids, usedUp: usedUp)
            return value
        } catch {
            release(ids, usedUp: false)
            throw error
        }
    }

    /// Takes away what has had no progress for too long. To be called now and then.
    public func expire() {
        let deadline = now() - limits.idle
        for (id, entry) in entries where entry.touched < deadline && !entry.isReserved && !entry.isTaking { drop(id) }
    }

    /// How many there are, for a server's figures.
    public var count: Int { entries.count }

    // MARK: Turns

    private func entry(_ id: UploadID, _ caller: Caller) throws -> Entry {
        expire()
        guard let entry = entries[id], entry.caller == caller else { throw VaultError(.uploadNotFound) }
        return entry
    }

    private func entry(_ turn: Turn) throws -> Entry {
        guard let entry = entries[turn.upload] else { throw VaultError(.uploadNotFound) }
        guard entry.turn == turn.number, !entry.isTaking else { throw VaultError(.uploadInUse) }
        guard entry.finished == nil else { throw VaultError(.uploadComplete) }
        return entry
    }

    private func state(_ id: UploadID, _ caller: Caller) throws -> UploadState {
        let entry = try entry(id, caller)
        return UploadState(offset: entry.staged.count, isComplete: entry.finished != nil, length: entry.length)
    }

    /// Takes the turn, and waits for the piece that is being taken.
    private func take(_ id: UploadID, _ caller: Caller) async throws -> Turn {
        let number = try entry(id, caller).turn + 1
        entries[id]?.turn = number
        while entries[id]?.isTaking == true {
            await withCheckedContinuation { entries[id]?.sleepers.append($0) }
        }
        return Turn(upload: id, number: number)
    }

    private func leave(_ id: UploadID) {
        let sleepers = entries[id]?.sleepers ?? []
        entries[id]?.isTaking = false
        entries[id]?.sleepers = []
        for sleeper in sleepers { sleeper.resume() }
    }

    private func drop(_ id: UploadID) {
        leave(id)
        entries[id] = nil
    }

    private func release(_ ids: [UploadID], usedUp: Bool) {
        for id in ids {
            entries[id]?.isReserved = false
            entries[id]?.touched = now()
            // Of a commit that failed at its end nothing is left in staging.
            if usedUp || (try? entries[id]?.finished?.source()) == nil { drop(id) }
        }
    }

    private func check(size: Int, of id: UploadID?, by caller: Caller) throws {
        guard size <= limits.maximumSize else {
            throw VaultError(.uploadTooLarge, ["limit": String(limits.maximumSize)])
        }
        let others = entries.reduce(0) { sum, item in
            item.value.caller == caller && item.key != id ? sum + item.value.staged.count : sum
        }
        guard others + size <= limits.maximumSize * limits.largestPerCaller else { throw VaultError(.tooManyUploads) }
    }
}
