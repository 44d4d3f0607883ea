import TransparencyLog
public import VaultCore

/// What a vault's folder publishes: the checkpoint from the committed row, tiles and manifests from their files.
///
/// For example:
///
///     let published = try await PublishedFolder.open("vault-data")
///     let answer = try await published.answer(to: .checkpoint)
public struct PublishedFolder: PublishedFiles {
    private let vault: FollowedVault
    private let memory = CheckpointMemory()
    private let lines = CosignedLines()
    private let pool: any BlockingPool

    /// Opens a vault's folder for reading; writes nothing and needs no key.
    ///
    /// - Throws: `VAULT_NOT_FOUND`; `INTEGRITY_FAILURE` where `vault.json` or the committed state is not what it was;
    ///   `LOG_ROLLBACK`, `LOG_FORK` where the published checkpoint is newer or another.
    public static func open(_ path: String) async throws -> PublishedFolder {
        let pool = WorkerPool.shared
        let opened = try await pool.run { try OpenedVault(path: path, pool: pool, writes: false) }
        // First the file, then the row: others may commit meanwhile.
        let published = try await opened.logFiles.publishedCheckpoint()
        _ = try opened.recovery.inspect(published: published, state: try await opened.records.state())
        return PublishedFolder(vault: FollowedVault(opened, path: path, pool: pool), pool: pool)
    }

    private init(vault: FollowedVault, pool: any BlockingPool) {
        self.vault = vault
        self.pool = pool
    }

    public var identity: VaultIdentity { vault.opened.identity }
    /// Tiles and manifests are where they are, whichever keys the vault has.
    private var opened: OpenedVault { vault.opened }

    public func answer(to item: PublishedItem) async throws -> PublishedAnswer {
        try await pool.run {
            switch item {
            case .checkpoint:
                .bytes(
                    PublishedBytes(
                        try memory.admit(try checkpoint(), by: LogReader(identity: vault.current().identity))))
            case .tile(let tile): try answer(tile)
            // Made for each who may have them, from records.
            case .manifest(let file) where file.isPersonal: .absent
            case .manifest(let file):
                try read(opened.layout.manifest(file)).map { .bytes(PublishedBytes($0)) } ?? .absent
            case .identity: .bytes(PublishedBytes(try vault.current().identity.bytes))
            case .identitySeal: .bytes(PublishedBytes(try vault.current().identitySeal))
            }
        }
    }

    /// Full tiles and manifests for everybody never change. The checkpoint's file is replaced with each commit, before
    /// anybody is told of it, whichever process made the commit; but witnesses' lines come later than the commit, and change
    /// no file.
    public func state(of item: PublishedItem) -> PublishedState? {
        switch item {
        case .checkpoint where Folder.exists(opened.layout.witnesses): nil
        case .checkpoint: PublishedState(file: opened.layout.checkpoint)
        case .tile(let tile): tile.isPartial ? nil : .final
        case .manifest(let file): file.isPublic && file.isFinal ? .final : nil
        case .identity, .identitySeal: nil
        }
    }

    /// Reads a file of the folder that is reached without symbolic links: what they lead to was never published.
    private func read(_ path: String) throws -> [UInt8]? {
        var step = path
        while step.utf8.count > opened.layout.root.utf8.count {
            if Folder.isLink(step) { return nil }
            step = FilePath.parent(of: step)
        }
        return try SmallFile.read(path)
    }

    /// The committed one; with the lines of its witnesses, once a quorum has cosigned this very one. Whatever may be wrong
    /// with those, or with the file that names them, does not keep the checkpoint itself from anybody.
    private func checkpoint() throws -> [UInt8] {
        let (row, cosigned) = try opened.database.read { (try LogRow($0), try WitnessRows.cosigned($0)) }
        guard let cosigned, let note = try? SignedNote(parsing: cosigned),
            let own = try? SignedNote(parsing: row.checkpoint), note.text.utf8.elementsEqual(own.text.utf8),
            let witnesses = try? VaultWitnesses(opened.layout)
        else { return row.checkpoint }
        return own.joining(lines.verified(in: note, by: witnesses)).bytes
    }

    private func committed() throws -> LogRow { try opened.database.read { try LogRow($0) } }

    /// Any tile up to the width that the committed tree has: where its own file is gone because the log has grown, it
    /// is the beginning of the wider one.
    private func answer(_ tile: TileCoordinate) throws -> PublishedAnswer {
        if let bytes = try read(opened.layout.tile(tile)) { return .bytes(PublishedBytes(bytes)) }
        let size = try committed().size
        guard let current = TileCoordinate.tile(level: tile.level, index: tile.index, size: size),
            tile.width <= current.width
        else { return .absent }
        guard let wider = try read(opened.layout.tile(current)) ?? read(opened.layout.tile(current.full)) else {
            return .notYet
        }
        do {
            return .bytes(PublishedBytes(try tile.beginning(of: wider)))
        } catch {
            throw VaultError(.integrity, ["part": "tiles", "reason": error.code])
        }
    }
}

extension TileCoordinate {
    /// The bytes of this tile, taken from those of a wider one at the same place.
    fileprivate func beginning(of wider: [UInt8]) throws(TileError) -> [UInt8] {
        guard let byteCount else { return try EntryBundle.bytes(EntryBundle.entries(wider, of: self)) }
        guard wider.count >= byteCount else { throw .wrongByteCount(self, byteCount: wider.count) }
        return Array(wider.prefix(byteCount))
    }
}
