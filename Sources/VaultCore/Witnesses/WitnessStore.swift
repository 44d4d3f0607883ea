public import TransparencyLog

/// What is needed of a vault to have its checkpoints cosigned.
public protocol WitnessStore: Sendable {
    var identity: VaultIdentity { get }

    /// The file `witnesses`, as it stands now.
    /// - Throws: `WITNESSES_MALFORMED`.
    func witnesses() async throws -> VaultWitnesses

    /// The published checkpoint, whose tiles are there.
    /// - Throws: `LOG_ROLLBACK`, `LOG_FORK` where it contradicts what is committed.
    func published() async throws -> [UInt8]

    /// The proof that the published tree of size `to` begins with that of size `from`.
    func consistencyProof(from: UInt64, to: UInt64) async throws -> [MerkleHash]

    /// The newest checkpoint that this witness cosigned, with its line.
    func newest(of witness: VaultWitness) async throws -> [UInt8]?

    /// Keeps a checkpoint with a witness's line in place of an older one, and with the lines of the others over the same text
    /// as the newest that has a quorum, where it is one.
    func keep(_ note: SignedNote, of witness: VaultWitness, in witnesses: VaultWitnesses) async throws
}
