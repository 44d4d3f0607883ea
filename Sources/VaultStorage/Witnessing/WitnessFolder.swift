import Glibc
public import PKI
import Synchronization
public import TransparencyLog
public import VaultCore

/// A witness whose key and decisions lie in a folder, which one process at a time has.
///
/// The newest checkpoint of each log is durable before its cosignature leaves: written under another name, synced, renamed, and
/// the folder synced. A process that is killed in between has given nothing out, and whoever comes after it sees the old state
/// or the new one, both of which rule out every other tree of the sizes that were cosigned. Requests are decided one after the
/// other.
///
/// For example:
///
///     let witness = try await WitnessFolder.open("witness-data", logs: keys)
///     let line = try await witness.answer(body)
public final class WitnessFolder: CheckpointWitness {
    private let layout: WitnessLayout
    private let key: CosigningKey
    private let pool: any BlockingPool
    private let now: @Sendable () -> Instant
    /// By name.
    private let logs: Mutex<[String: Standing]>
    /// The newest durable note of each, for readers: `logs` is held while the disk is written, and they may not wait for that.
    private let notes: Mutex<[String: [UInt8]]>
    // Held for as long as the witness lives.
    private let lock: FolderLock

    private struct Standing {
        /// As configured, without any state.
        let beginning: WitnessedLog
        var current: WitnessedLog
        /// Writing failed: nobody knows which of two states is on the disk.
        var isUncertain = false
        /// When evidence without a proof was kept last.
        var unprovenAt: Int64?
    }

    private static let unprovenSeconds: Int64 = 60

    /// A log and how far it was cosigned.
    public struct Followed: Hashable, Sendable {
        public let origin: String
        /// Leaves in the newest cosigned tree; nil for a log that was not seen yet.
        public let size: UInt64?
    }

    private init(
        layout: WitnessLayout, key: CosigningKey, logs: [WitnessedLog], lock: FolderLock, pool: any BlockingPool,
        now: @escaping @Sendable () -> Instant
    ) throws {
        self.layout = layout
        self.key = key
        self.pool = pool
        self.now = now
        self.lock = lock
        var standings: [String: Standing] = [:]
        for log in logs {
            standings[WitnessLayout.name(of: log.origin)] = Standing(
                beginning: log, current: try Self.read(log, layout, key))
        }
        notes = Mutex(standings.compactMapValues { $0.current.newest?.note.bytes })
        self.logs = Mutex(standings)
    }

    /// Makes a witness: a key in a folder that is empty or does not exist.
    /// - Returns: what verifies its cosignatures.
    /// - Throws: `WITNESS_NAME_MALFORMED`, `FOLDER_NOT_EMPTY`, `WITNESS_LOCKED`, `NOT_PERMITTED`, `DISK_FULL`.
    public static func make(_ path: String, name: String) throws -> NoteVerifierKey {
        let layout = WitnessLayout(path)
        guard let key = CosigningKey.generate(name: name) else {
            throw VaultError(.witnessNameMalformed, ["name": name])
        }
        for parent in try Folder.make(layout.root) { try DurableWrite.syncFolder(parent) }
        // Two at once would both find it empty, and the key that one of them has printed would be gone.
        guard let lock = try FolderLock(trying: layout.root) else {
            throw VaultError(.witnessLocked, ["folder": path])
        }
        defer { lock.release() }
        guard try Folder.names(layout.root).isEmpty else { throw VaultError(.folderNotEmpty, ["folder": path]) }
        for parent in try Folder.make(layout.logs) { try DurableWrite.syncFolder(parent) }
        try DurableWrite.write(
            Array((key.text + "\n").utf8), to: layout.key, by: layout.temporary(), mode: 0o600)
        return key.verifierKey
    }

    /// Opens it for cosigning checkpoints of these logs.
    ///
    /// - Parameter logs: log keys (type 0x01); several of one name are of one log.
    /// - Throws: `WITNESS_NOT_FOUND`, `KEY_MALFORMED`, `WITNESS_LOCKED` where another process has it,
    ///   `WITNESS_LOG_MALFORMED`; `WITNESS_STATE` where what was kept of a log is not what this witness signed.
    public static func open(
        _ path: String, logs keys: [NoteVerifierKey], now: @escaping @Sendable () -> Instant = Instant.now
    ) async throws -> WitnessFolder {
        let pool = WorkerPool.shared
        return try await pool.run {
            let layout = WitnessLayout(path)
            guard let bytes = try SmallFile.read(layout.key) else {
                throw VaultError(.witnessNotFound, ["folder": path])
            }
            guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n"),
                let key = CosigningKey(text: String(text.dropLast()))
            else { throw VaultError(.keyMalformed, ["key": layout.key]) }
            guard let lock = try FolderLock(trying: layout.root) else {
                throw VaultError(.witnessLocked, ["folder": path])
            }
            for name in try Folder.names(layout.root) where name.hasPrefix(WitnessLayout.temporaryPrefix) {
                unlink("\(layout.root)/\(name)")
            }
            // Whoever had it before may have been killed between the name and its sync: what is read now may be given out
            // again without a write, so it is made durable first.
            try DurableWrite.syncFolder(layout.logs)
            return try WitnessFolder(
                layout: layout, key: key, logs: try grouped(keys), lock: lock, pool: pool, now: now)
        }
    }

    public var verifierKey: NoteVerifierKey { key.verifierKey }

    /// The logs, by the bytes of their origins.
    public var followed: [Followed] {
        logs.withLock { logs in
            logs.values.map { Followed(origin: $0.beginning.origin, size: $0.current.newest?.checkpoint.size) }
        }.sorted { $0.origin.utf8.lexicographicallyPrecedes($1.origin.utf8) }
    }

    public func answer(_ request: [UInt8]) async throws -> String {
        try await pool.run { [self] in try decide(request) }
    }

    public func checkpoint(ofLog log: String) async throws -> [UInt8]? {
        notes.withLock { $0[log] }
    }

    private func decide(_ body: [UInt8]) throws -> String {
        let request = try WitnessRequest(parsing: body)
        let name = WitnessLayout.name(of: try WitnessedLog.origin(of: request))
        // What was cosigned before, as it stood when the request was decided.
        var held: SignedNote?
        do {
            return try logs.withLock { logs in
                guard var standing = logs[name] else { throw WitnessRefusal.unknownLog }
                if standing.isUncertain { standing.current = try settled(standing) }
                held = standing.current.newest?.note
                let seconds = UInt64(clamping: now().seconds)
                let (next, line) = try standing.current.cosigning(request, with: key, at: seconds)
                if let newest = next.newest, newest != standing.current.newest {
                    logs[name]?.isUncertain = true
                    try DurableWrite.write(newest.note.bytes, to: layout.log(name), by: layout.temporary())
                }
                logs[name] = Standing(
                    beginning: standing.beginning, current: next, unprovenAt: standing.unprovenAt)
                if let note = next.newest?.note.bytes { notes.withLock { $0[name] = note } }
                return line.line
            }
        } catch let refusal as WitnessRefusal where refusal.isSuspicious {
            // What cannot be kept is no reason to answer otherwise.
            if isWorthKeeping(refusal, of: name) {
                try? WitnessEvidence(layout: layout).keep(body, against: held?.bytes, of: name, refusal)
            }
            throw refusal
        }
    }

    /// Two trees of one size are evidence as often as they come. A checkpoint without a proof anybody can send who has a good
    /// one: that costs one write a minute.
    private func isWorthKeeping(_ refusal: WitnessRefusal, of name: String) -> Bool {
        guard case .notConsistent = refusal else { return true }
        let seconds = now().seconds
        return logs.withLock { logs in
            if let last = logs[name]?.unprovenAt, last <= seconds, seconds - last < Self.unprovenSeconds {
                return false
            }
            logs[name]?.unprovenAt = seconds
            return true
        }
    }

    /// What the disk holds after a write that failed: the state before it, or the one that was to be written.
    ///
    /// Durable before it is believed: the write may have failed after the name was there, and a line that is given out again
    /// is not preceded by another one.
    private func settled(_ standing: Standing) throws -> WitnessedLog {
        try DurableWrite.syncFolder(layout.logs)
        let found = try Self.read(standing.beginning, layout, key)
        guard found.newest?.checkpoint.size ?? 0 >= standing.current.newest?.checkpoint.size ?? 0 else {
            throw VaultError(.witnessState, ["log": standing.beginning.origin])
        }
        return found
    }

    private static func grouped(_ keys: [NoteVerifierKey]) throws -> [WitnessedLog] {
        var groups: [(name: String, keys: [NoteVerifierKey])] = []
        for key in keys {
            if let at = groups.firstIndex(where: { $0.name.utf8.elementsEqual(key.name.utf8) }) {
                groups[at].keys.append(key)
            } else {
                groups.append((key.name, [key]))
            }
        }
        return try groups.map { group in
            guard let log = WitnessedLog(keys: group.keys) else {
                throw VaultError(.witnessLogMalformed, ["log": group.name])
            }
            return log
        }
    }

    /// A log with its state on disk.
    private static func read(
        _ log: WitnessedLog, _ layout: WitnessLayout, _ key: CosigningKey
    ) throws -> WitnessedLog {
        guard let kept = try SmallFile.read(layout.log(WitnessLayout.name(of: log.origin))) else { return log }
        guard let resumed = log.resuming(kept, cosignedBy: key.verifierKey) else {
            throw VaultError(.witnessState, ["log": log.origin])
        }
        return resumed
    }
}
