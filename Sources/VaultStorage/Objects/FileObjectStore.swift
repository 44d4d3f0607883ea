import Glibc
import PKI
import VaultCore

/// Objects as files: `objects/<space>/ab/<sha256>`.
struct FileObjectStore: ObjectStore {
    private let layout: VaultLayout
    private let staging: StagingFolder?
    private let volume: Volume
    private let pool: any BlockingPool

    /// - Parameter staging: nil where the vault is opened for reading.
    init(layout: VaultLayout, staging: StagingFolder?, volume: Volume, pool: any BlockingPool) {
        self.layout = layout
        self.staging = staging
        self.volume = volume
        self.pool = pool
    }

    func stage(_ source: any ByteSource) async throws -> any StagedObject {
        guard let staging else { throw VaultError(.readOnly) }
        return try await pool.run { try StagedFile(copying: source, to: staging) }
    }

    func stageUpload() async throws -> any StagedUpload {
        guard let staging else { throw VaultError(.readOnly) }
        return try await pool.run { [pool] in try StagedUploadFile(to: staging, pool: pool) }
    }

    func publication(of objects: [PendingObject], after size: UInt64) -> any ObjectPublication {
        FileObjectPublication(
            objects: objects, size: size, layout: layout, staging: staging, volume: volume, pool: pool)
    }

    func remove(_ objects: [ObjectReference]) async throws {
        try await pool.run {
            for object in objects where unlink(layout.object(object)) != 0 && errno != ENOENT {
                throw SystemError.last("unlink")
            }
        }
    }

    func object(_ reference: ObjectReference) async throws -> any ByteSource {
        try await pool.run {
            do {
                return try FileSource(path: layout.object(reference))
            } catch let error as ByteSourceError {
                throw VaultError(
                    .integrity, ["part": "object", "digest": reference.digest.description, "errno": "\(error.errno)"])
            }
        }
    }
}
