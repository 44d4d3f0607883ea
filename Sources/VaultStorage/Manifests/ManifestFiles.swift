import Glibc
import VaultCore

/// A chain's manifests as files: `manifests/<audience>/<sequence>.json` with its `.p7s`, and `head.json` likewise.
///
/// The seal is made durable before the document gets its name, so that a document is never seen without one. The whole
/// document lies in staging before that, so that a crash between the two explains itself (`ManifestCheck`).
struct ManifestFiles: ManifestStore {
    private let folder: String
    private let staging: StagingFolder?
    private let pool: any BlockingPool

    static let rootName = "manifests"
    /// How documents are named in staging whose seal gets its name first.
    static let stagedPrefix = "manifest-"

    /// - Parameter staging: nil where the vault is opened for reading.
    init(layout: VaultLayout, chain: ManifestChain, staging: StagingFolder?, pool: any BlockingPool) {
        folder = "\(layout.root)/\(Self.rootName)/\(chain.folderName)"
        self.staging = staging
        self.pool = pool
    }

    func lastSequence() async throws -> UInt64? {
        try await pool.run {
            try Folder.names(folder).compactMap { name in
                guard name.hasSuffix(".json"), let number = UInt64(name.dropLast(".json".count)),
                    "\(number).json" == name
                else { return nil }
                return number
            }.max()
        }
    }

    func manifest(_ sequence: UInt64) async throws -> SealedDocument? { try await read(String(sequence)) }

    func head() async throws -> SealedDocument? { try await read("head") }

    func keep(_ manifest: SealedDocument, sequence: UInt64) async throws {
        try await pool.run {
            guard !Folder.exists("\(folder)/\(sequence).json") else {
                throw VaultError(.integrity, ["part": "manifest", "sequence": String(sequence)])
            }
            try write(manifest, as: String(sequence))
        }
    }

    func replace(head: SealedDocument) async throws {
        try await pool.run {
            // Readers that come between the two renames see a seal that does not fit, and ask again.
            try write(head, as: "head")
        }
    }

    private func read(_ name: String) async throws -> SealedDocument? {
        try await pool.run {
            guard let bytes = try SmallFile.read("\(folder)/\(name).json") else { return nil }
            guard let seal = try SmallFile.read("\(folder)/\(name).json.p7s") else {
                throw VaultError(.integrity, ["part": "manifest", "name": name])
            }
            return SealedDocument(bytes: bytes, seal: seal)
        }
    }

    private func write(_ document: SealedDocument, as name: String) throws {
        guard let staging else { throw VaultError(.readOnly) }
        for parent in try Folder.make(folder) { try DurableWrite.syncFolder(parent) }
        let staged = staging.newPath(Self.stagedPrefix)
        try DurableWrite.stage(document.bytes, at: staged)
        do {
            try DurableWrite.syncFolder(staging.path)
            try DurableWrite.write(document.seal, to: "\(folder)/\(name).json.p7s", by: staging.newPath("seal-"))
        } catch {
            unlink(staged)
            throw error
        }
        try DurableWrite.place(staged, as: "\(folder)/\(name).json")
    }
}
