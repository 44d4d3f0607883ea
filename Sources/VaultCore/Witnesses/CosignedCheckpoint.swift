public import TransparencyLog

/// A checkpoint of the vault's log with the lines of witnesses below it.
///
/// It is local state: no record tells of it, and without it the witnesses are asked again.
public struct CosignedCheckpoint: Hashable, Sendable {
    public let note: SignedNote
    public let checkpoint: Checkpoint
    /// By the vault's witnesses, verified; lines of others are kept and mean nothing.
    public let cosignatures: [Cosignature]

    /// - Throws: `INTEGRITY_FAILURE` with the reason: as `LogReader.checkpoint`; `cosignature` where a line claims one of
    ///   the witnesses' keys and does not verify.
    public init(_ bytes: [UInt8], reader: LogReader, witnesses: [NoteVerifierKey]) throws(VaultError) {
        checkpoint = try reader.checkpoint(bytes)
        do {
            note = try SignedNote(parsing: bytes)
            cosignatures = try note.cosignatures(by: witnesses)
        } catch {
            throw VaultError(.integrity, ["part": "checkpoint", "reason": "cosignature"])
        }
    }

    public var size: UInt64 { checkpoint.size }
}
