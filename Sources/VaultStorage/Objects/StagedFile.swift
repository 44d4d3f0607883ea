import Glibc
import PKI
import Synchronization
import VaultCore

/// A file in staging. Vanishes with its last reference, unless it was given its name.
final class StagedFile: StagedObject {
    let digest: Digest
    let count: Int
    let path: String
    /// Its content is durable already.
    let isSynced: Bool
    private let folder: StagingFolder
    private let isMoved = Atomic<Bool>(false)

    /// A larger file is synced as soon as it is written, by the thread that wrote it, so that no commit waits for it.
    static let largeFile = 1 << 20

    /// Copies a source into the folder: one pass of reading, hashed on the way.
    init(copying source: any ByteSource, to folder: StagingFolder) throws {
        let path = folder.newPath("object-")
        var hasher = PKI.Hasher(.sha256)
        let isLarge = source.count >= Self.largeFile
        do {
            var file = try NewFile(path: path)
            try source.forEachPiece(in: 0..<source.count) { piece in
                hasher.update(buffer: piece)
                try file.write(piece)
            }
            if isLarge { file.sync() }
        } catch {
            unlink(path)
            throw error
        }
        self.path = path
        self.folder = folder
        count = source.count
        isSynced = isLarge
        digest = hasher.finalize()
    }

    /// A file that was written there already.
    init(path: String, folder: StagingFolder, digest: Digest, count: Int, isSynced: Bool) {
        self.path = path
        self.folder = folder
        self.digest = digest
        self.count = count
        self.isSynced = isSynced
    }

    deinit { if !isMoved.load(ordering: .relaxed) { unlink(path) } }

    func source() throws -> any ByteSource { try FileSource(path: path) }

    /// The file has its name now; staging has it no more.
    func markMoved() { isMoved.store(true, ordering: .relaxed) }
}
