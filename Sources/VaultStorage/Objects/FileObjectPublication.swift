import Glibc
import Synchronization
import VaultCore

/// Gives a batch of staged files their names, and remembers them in staging until the batch is settled.
final class FileObjectPublication: ObjectPublication {
    private let objects: [PendingObject]
    private let size: UInt64
    private let layout: VaultLayout
    private let staging: StagingFolder?
    private let volume: Volume
    private let pool: any BlockingPool
    private let announcement = Mutex<String?>(nil)

    init(
        objects: [PendingObject], size: UInt64, layout: VaultLayout, staging: StagingFolder?, volume: Volume,
        pool: any BlockingPool
    ) {
        self.objects = objects
        self.size = size
        self.layout = layout
        self.staging = staging
        self.volume = volume
        self.pool = pool
    }

    var references: [ObjectReference] { objects.map(\.reference) }

    func publish() async throws {
        guard let staging else { throw VaultError(.readOnly) }
        try await pool.run { [self] in
            let announced = staging.newPath(PublicationAnnouncement.prefix)
            try NewFile.write(PublicationAnnouncement.bytes(references, after: size), to: announced)
            announcement.withLock { $0 = announced }
            let files = try objects.map { object in
                guard let file = object.staged as? StagedFile else { throw VaultError(.inputOutput) }
                return (file, layout.object(object.reference))
            }
            try DurableWrite.move(
                files.map { .init(from: $0.path, to: $1, isSynced: $0.isSynced) }, announcement: announced,
                volume: volume.descriptor)
            for (file, _) in files { file.markMoved() }
        }
    }

    func settle() async {
        let announced = announcement.withLock { path in
            defer { path = nil }
            return path
        }
        // Where it stays, recovery finds every object of it referred to, and removes nothing.
        if let announced { unlink(announced) }
    }
}
