import GRDB
public import TransparencyLog
public import VaultCore

/// A vault in a folder, opened to have its checkpoints cosigned: by its own server, on nobody's behalf.
///
/// For example:
///
///     let witnessing = try await VaultWitnessing.open("vault-data")
///     let rounds = WitnessRounds(transport: transport) { … }
///     try await rounds.run(for: witnessing)
public struct VaultWitnessing: WitnessStore {
    private let opened: OpenedVault
    private let pool: any BlockingPool

    init(_ opened: OpenedVault, pool: any BlockingPool) {
        self.opened = opened
        self.pool = pool
    }

    /// - Throws: `VAULT_NOT_FOUND`, `INTEGRITY_FAILURE`, `NOT_PERMITTED`.
    public static func open(_ path: String) async throws -> VaultWitnessing {
        let pool = WorkerPool.shared
        return try await pool.run {
            VaultWitnessing(try OpenedVault(path: path, pool: pool, writes: false), pool: pool)
        }
    }

    public var identity: VaultIdentity { opened.identity }

    public func witnesses() async throws -> VaultWitnesses {
        try await pool.run { [opened] in try VaultWitnesses(opened.layout) }
    }

    /// How far the witnesses have followed, and the committed size.
    public func standing() async throws -> (witnessed: WitnessedState, size: UInt64) {
        (try await opened.records.witnessed(), try await opened.records.state().size)
    }

    public func published() async throws -> [UInt8] {
        // First the file, then the row: others may commit meanwhile.
        guard let published = try await opened.logFiles.publishedCheckpoint() else {
            throw VaultError(.integrity, ["part": "checkpoint", "reason": "absent"])
        }
        _ = try opened.recovery.inspect(published: published, state: try await opened.records.state())
        return published
    }

    public func consistencyProof(from: UInt64, to: UInt64) async throws -> [MerkleHash] {
        try await opened.logFiles.consistencyProof(from: from, to: to)
    }

    public func newest(of witness: VaultWitness) async throws -> [UInt8]? {
        try await pool.run { [opened] in
            try opened.database.read { try rows(.none).newest(of: witness, $0) }
        }
    }

    public func keep(_ note: SignedNote, of witness: VaultWitness, in witnesses: VaultWitnesses) async throws {
        try await pool.run { [opened] in
            try opened.database.write { try rows(witnesses).keep(note, of: witness, $0) }
        }
    }

    private func rows(_ witnesses: VaultWitnesses) -> WitnessRows {
        WitnessRows(identity: opened.identity, witnesses: witnesses)
    }
}

extension VaultHost {
    /// The vault to have its checkpoints cosigned, with the keys that it has now.
    /// - Throws: as opening a vault for writing does, where its keys have changed.
    public func witnessing() async throws -> VaultWitnessing {
        VaultWitnessing(try await vaults.current().opened, pool: pool)
    }
}
