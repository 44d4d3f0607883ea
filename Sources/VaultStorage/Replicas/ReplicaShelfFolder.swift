public import VaultCore

/// Replicas of many vaults in one folder: `<vault>/<chain>/`, and `senders`, which says who may push what.
///
///     # the service, by its name in the vault's `roles`, and the vault that it speaks for
///     cong-dvc 000102030405060708090a0b0c0d0e0f
public struct ReplicaShelfFolder: ReplicaShelf {
    public let path: String
    private let pins: @Sendable () throws -> [PinnedVault]
    private let pool: any BlockingPool

    private static let senders = "senders"
    private static let blanks = Array(" \t\r".utf8)
    /// Of one vault: whoever pushes makes no more folders than a vault has services.
    private static let maximumChains = 256
    /// Some thousand lines.
    private static let maximumSenders = 1 << 20

    /// - Parameter pins: the vaults that are pinned at the moment; may block.
    public init(_ path: String, pins: @escaping @Sendable () throws -> [PinnedVault]) {
        self.path = path
        self.pins = pins
        pool = WorkerPool.shared
    }

    public func takes(_ vault: String, from service: String) async throws -> Bool {
        try await pool.run {
            guard let bytes = try SmallFile.read("\(path)/\(Self.senders)") else { return false }
            guard bytes.count <= Self.maximumSenders else {
                throw VaultError(.replicaSendersMalformed, ["line": "0"])
            }
            var isNamed = false
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() {
                // Byte by byte, since Swift takes some other characters for equal to these.
                let words = line.prefix { $0 != UInt8(ascii: "#") }.split { Self.blanks.contains($0) }
                if words.isEmpty { continue }
                guard words.count == 2, DocumentID(String(decoding: words[1], as: UTF8.self)) != nil else {
                    throw VaultError(.replicaSendersMalformed, ["line": String(number + 1)])
                }
                let isThis = words[0].elementsEqual(service.utf8) && words[1].elementsEqual(vault.utf8)
                isNamed = isNamed || isThis
            }
            return isNamed
        }
    }

    public func pinned(_ vault: String) async throws -> PinnedVault? {
        try await pool.run { try pins().first { $0.id.utf8.elementsEqual(vault.utf8) } }
    }

    public func store(of vault: String, _ chain: ManifestChain, writes: Bool) async throws -> (any ReplicaStore)? {
        // Both are names of plain letters, so that nothing leads out of the folder.
        guard DocumentID(vault) != nil else { return nil }
        let folder = "\(path)/\(vault)/\(chain.folderName)"
        let (isThere, count) = try await pool.run {
            (Folder.isFolder(folder), try Folder.names("\(path)/\(vault)").count)
        }
        guard isThere || writes else { return nil }
        if !isThere, count >= Self.maximumChains { try await makeRoom(for: vault) }
        // Whoever pushes too much keeps nobody from depositing.
        return try await ReplicaFolder.open(folder, writes: writes, room: DiskRoom.besideUploads)
    }

    /// Takes away the folders of chains of which nothing was ever accepted: whoever names chains that are none keeps no
    /// other out.
    private func makeRoom(for vault: String) async throws {
        try await pool.run {
            let folder = "\(path)/\(vault)"
            let names = try Folder.names(folder)
            var count = names.count
            for name in names where !Folder.exists("\(folder)/\(name)/\(ReplicaFile.state.name)") {
                let replica = "\(folder)/\(name)"
                // One that somebody is pushing into at the moment stays.
                guard let lock = try? FolderLock(trying: replica), lock.isLocking(replica),
                    !Folder.exists("\(replica)/\(ReplicaFile.state.name)")
                else { continue }
                Folder.remove(replica)
                count -= 1
            }
            guard count < Self.maximumChains else { throw VaultError(.diskFull, ["call": "mkdir"]) }
        }
    }
}
