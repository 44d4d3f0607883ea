import Glibc
import PKI
import Synchronization
public import VaultCore

/// A replica as files in a folder, locked while this lives (docs/sync.md).
///
/// For example:
///
///     let folder = try await ReplicaFolder.open("ban-sao", writes: true)
///     try await folder.write(state.bytes, to: .state)
public final class ReplicaFolder: ReplicaStore {
    private let root: String
    private let lock: FolderLock?
    private let volume: Volume
    private let pool: any BlockingPool
    private let room: Int
    private let isClosed = Atomic<Bool>(false)

    private static let staging = "staging"

    /// - Parameters:
    ///   - writes: makes the folder where it is missing, and locks it against others who write.
    ///   - room: what is left free on the disk where others say how much is written (bytes).
    /// - Throws: `VAULT_LOCKED` where another process has it, `FOLDER_NOT_EMPTY` where it is something else than a replica,
    ///   `INPUT_OUTPUT`, `NOT_PERMITTED`.
    public static func open(_ path: String, writes: Bool, room: Int = 0) async throws -> ReplicaFolder {
        let pool = WorkerPool.shared
        return try await pool.run { try ReplicaFolder(path, writes: writes, room: room, pool: pool) }
    }

    private init(_ path: String, writes: Bool, room: Int, pool: any BlockingPool) throws {
        let root = VaultLayout(path).root
        if writes { for parent in try Folder.make(root) { try DurableWrite.syncFolder(parent) } }
        let lock = writes ? try FolderLock(trying: root) : nil
        // One that was taken away meanwhile, since nothing was in it, is another's by now.
        guard !writes || lock?.isLocking(root) == true else { throw VaultError(.vaultLocked) }
        self.root = root
        self.room = room
        self.lock = lock
        self.pool = pool
        volume = try Volume(of: root)
        guard writes else { return }
        try Self.checkIsReplica(root)
        // What a process that was killed was writing; nothing in it was accepted.
        Folder.remove("\(root)/\(Self.staging)")
        for parent in try Folder.make("\(root)/\(Self.staging)") { try DurableWrite.syncFolder(parent) }
    }

    /// A vault has a folder `staging` too, with what was acknowledged and has no name yet: of a folder that is something
    /// else, nothing is touched.
    private static func checkIsReplica(_ root: String) throws {
        let names = Set(try Folder.names(root))
        // What a first pull may leave behind before it says whose replica this is.
        let early: Set = [staging, "evidence", ReplicaFile.identity.name, ReplicaFile.identitySeal.name]
        guard names.contains(ReplicaFile.description.name) || names.isSubset(of: early) else {
            throw VaultError(.folderNotEmpty)
        }
    }

    public func read(_ file: ReplicaFile) async throws -> [UInt8]? {
        try await pool.run { [root] in try SmallFile.read("\(root)/\(file.name)") }
    }

    public func contains(_ file: ReplicaFile) async throws -> Bool {
        try await pool.run { [root] in Folder.exists("\(root)/\(file.name)") }
    }

    public func forEachLine(of file: ReplicaFile, _ body: ([UInt8]) async throws -> Void) async throws {
        let path = "\(root)/\(file.name)"
        guard try await contains(file) else { return }
        let source = try FileSource(path: path)
        var line: [UInt8] = []
        var position = 0
        while position < source.count {
            let range = position..<min(position + Self.pieceByteCount, source.count)
            let piece = try await pool.run { try source.bytes(range) }
            position = range.upperBound
            var rest = piece[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line += rest[..<end]
                rest = rest[(end + 1)...]
                try await body(line)
                line.removeAll(keepingCapacity: true)
            }
            line += rest
        }
        if !line.isEmpty { try await body(line) }
    }

    public func write(_ bytes: [UInt8], to file: ReplicaFile) async throws {
        let draft = try draftFile()
        try await draft.append(bytes)
        try await place(draft, as: file)
    }

    public func draft() async throws -> any ReplicaDraft { try draftFile() }

    public func place(_ draft: any ReplicaDraft, as file: ReplicaFile) async throws {
        guard let draft = draft as? ReplicaDraftFile else { throw VaultError(.inputOutput, ["call": "rename"]) }
        draft.close()
        try await pool.run { [root, volume] in
            try DurableWrite.move(
                [.init(from: draft.path, to: "\(root)/\(file.name)", isSynced: false)], volume: volume.descriptor)
        }
        draft.markPlaced()
    }

    public func remove(_ file: ReplicaFile) async throws {
        try await pool.run { [root] in
            let path = "\(root)/\(file.name)"
            guard unlink(path) == 0 else {
                if errno == ENOENT { return }
                throw SystemError.last("unlink")
            }
            try DurableWrite.syncFolder(FilePath.parent(of: path))
        }
    }

    public func keep(_ evidence: ReplicaEvidence) async throws -> String? {
        let staged = "\(root)/\(Self.staging)/evidence-\(Self.name())"
        return try await pool.run { [root, volume, room] in
            if room > 0 { try DiskRoom.check(at: root, least: room) }
            return try EvidenceFolders(root: root).keep(evidence, staged: staged, volume: volume.descriptor)
        }
    }

    public func evidenceCount() async throws -> Int {
        try await pool.run { [root] in try EvidenceFolders(root: root).names().count }
    }

    public func clearPersonalEvidence() async throws {
        try await pool.run { [root] in try EvidenceFolders(root: root).clearPersonal() }
    }

    private func draftFile() throws -> ReplicaDraftFile {
        guard lock != nil, !isClosed.load(ordering: .relaxed) else { throw VaultError(.readOnly) }
        return try ReplicaDraftFile(path: "\(root)/\(Self.staging)/file-\(Self.name())", pool: pool, room: room)
    }

    /// The lock goes at once, and not with the last reference that a thread still has, nor with a child process that is being
    /// started meanwhile.
    public func close() {
        isClosed.store(true, ordering: .relaxed)
        lock?.release()
    }

    /// Never the same twice: a draft takes its file away when it ends, which may be after another process came.
    private static func name() -> String { SecureRandom.bytes(8).hexadecimal }

    /// Of a file that is read in pieces.
    private static let pieceByteCount = 256 << 10
}
