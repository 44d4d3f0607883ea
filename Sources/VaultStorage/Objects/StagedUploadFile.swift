import Glibc
import PKI
import Synchronization
import VaultCore

/// An upload as a file in staging. Pieces wait in a short queue that a thread of the pool writes and hashes, so that the
/// next one is received meanwhile.
final class StagedUploadFile: StagedUpload {
    private let path: String
    private let folder: StagingFolder
    private let pool: any BlockingPool
    private let queue = Mutex(Queue())
    private let writing: Writing

    /// What may wait to be written: room for the network while a disk is slow, and no more memory than that for each upload.
    private static let maximumWaiting = 4 << 20

    private struct Queue {
        var pieces: [[UInt8]] = []
        /// Bytes of `pieces`, and of those that are being written.
        var waiting = 0
        var taken = 0
        var isWriting = false
        var isEnded = false
        var failure: (any Error)?
        /// Woken when there is room again, and when the thread has nothing left to do.
        var sleepers: [CheckedContinuation<Void, Never>] = []

        mutating func wakeAll() -> [CheckedContinuation<Void, Never>] {
            defer { sleepers = [] }
            return sleepers
        }
    }

    /// File and digest in the making.
    ///
    /// `@unchecked Sendable`: touched by one thread at a time, by whoever has set `isWriting` or, after that, `isEnded`.
    private final class Writing: @unchecked Sendable {
        var file: NewFile
        var hasher = PKI.Hasher(.sha256)
        private let path: String
        private let room: Int

        init(path: String, room: Int) throws {
            file = try NewFile(path: path)
            self.path = path
            self.room = room
        }

        func write(_ piece: [UInt8]) throws {
            try DiskRoom.check(at: path, least: room)
            try piece.withUnsafeBytes { bytes in
                hasher.update(buffer: bytes)
                try file.write(bytes)
            }
        }
    }

    /// - Parameter room: bytes that must stay free on the disk; with less a piece is refused (`DISK_FULL`).
    init(to folder: StagingFolder, pool: any BlockingPool, room: Int = DiskRoom.besideUploads) throws {
        let path = folder.newPath("upload-")
        writing = try Writing(path: path, room: room)
        self.path = path
        self.folder = folder
        self.pool = pool
    }

    deinit { if !queue.withLock({ $0.isEnded && $0.failure == nil }) { unlink(path) } }

    var count: Int { queue.withLock(\.taken) }

    func append(_ piece: [UInt8]) async throws {
        let begins = try queue.withLock { queue in
            if let failure = queue.failure { throw failure }
            guard !queue.isEnded else { throw VaultError(.uploadComplete) }
            queue.pieces.append(piece)
            queue.waiting += piece.count
            queue.taken += piece.count
            defer { queue.isWriting = true }
            return !queue.isWriting
        }
        if begins { Task { await writeAllWaiting() } }
        try await wait(until: { $0.waiting <= Self.maximumWaiting })
    }

    func finish(expecting expected: Digest?) async throws -> any StagedObject {
        try await wait(until: { !$0.isWriting })
        let count = try queue.withLock { queue in
            guard !queue.isEnded else { throw VaultError(.uploadComplete) }
            queue.isEnded = true
            return queue.taken
        }
        do {
            return try await pool.run { [path, folder, writing] in
                let hasher = writing.hasher.copy()
                let digest = hasher.finalize()
                guard expected ?? digest == digest else { throw VaultError(.digestMismatch) }
                let isLarge = count >= StagedFile.largeFile
                if isLarge { writing.file.sync() }
                return StagedFile(path: path, folder: folder, digest: digest, count: count, isSynced: isLarge)
            }
        } catch {
            queue.withLock { $0.failure = error }
            throw error
        }
    }

    private func writeAllWaiting() async {
        do {
            try await pool.run { [self] in
                while true {
                    let pieces = queue.withLock { queue in
                        defer { queue.pieces = [] }
                        if queue.pieces.isEmpty { queue.isWriting = false }
                        return queue.pieces
                    }
                    if pieces.isEmpty { break }
                    for piece in pieces {
                        try writing.write(piece)
                        let woken = queue.withLock { queue in
                            queue.waiting -= piece.count
                            return queue.waiting <= Self.maximumWaiting ? queue.wakeAll() : []
                        }
                        for sleeper in woken { sleeper.resume() }
                    }
                }
            }
        } catch {
            queue.withLock { queue in
                queue.failure = error
                queue.pieces = []
                queue.isWriting = false
            }
        }
        for sleeper in queue.withLock({ $0.wakeAll() }) { sleeper.resume() }
    }

    /// Returns when it holds.
    /// - Throws: where writing has failed.
    private func wait(until holds: @escaping @Sendable (Queue) -> Bool) async throws {
        while true {
            await withCheckedContinuation { sleeper in
                let isOver = queue.withLock { queue in
                    if queue.failure != nil || holds(queue) { return true }
                    queue.sleepers.append(sleeper)
                    return false
                }
                if isOver { sleeper.resume() }
            }
            let isOver = try queue.withLock { queue in
                if let failure = queue.failure { throw failure }
                return holds(queue)
            }
            if isOver { return }
        }
    }
}
