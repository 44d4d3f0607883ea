import Glibc
import VaultCore

/// Takes away what crashed processes left: objects that no record refers to, and expired staging folders.
struct StagingRecovery: Sendable {
    let layout: VaultLayout
    let objects: FileObjectStore
    let records: any RecordStore

    /// To be called under the sequencing lease.
    func run() async throws {
        for folder in try StagingFolder.abandoned(below: layout.staging) {
            for file in try PublicationAnnouncement.files(in: folder) {
                let announced = PublicationAnnouncement.references(try SmallFile.read(file) ?? [])
                try await objects.remove(try await records.unreferenced(announced))
                unlink(file)
            }
            StagingFolder.clear(folder)
        }
    }
}
