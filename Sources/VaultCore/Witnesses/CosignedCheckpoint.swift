public import TransparencyLog

/// A checkpoint of the vault's log with the lines of witnesses below it.
///
/// It is local state: no record tells of it, and without it the witnesses are asked again.
public struct CosignedCheckpoint: Hashable, Sendable {
    /// With the lines of the vault's log keys and its witnesses, each of them verified, and no others: this goes out.
    public let note: SignedNote
    public let checkpoint: Checkpoint
    /// By the vault's witnesses.
    public let cosignatures: [Cosignature]

    /// - Throws: `INTEGRITY_FAILURE` with the reason: as `LogReader.checkpoint`; `cosignature` where a line claims one of
    ///   the witnesses' keys and does not verify.
    public init(_ bytes: [UInt8], reader: LogReader, witnesses: [NoteVerifierKey]) throws(VaultError) {
        checkpoint = try reader.checkpoint(bytes)
        do {
            let kept = try SignedNote(parsing: bytes)
            cosignatures = try kept.cosignatures(by: witnesses)
            note = kept.keeping(kept.lines(by: reader.keys + witnesses))
        } catch {
            throw VaultError(.integrity, ["part": "checkpoint", "reason": "cosignature"])
        }
    }

    public var size: UInt64 { checkpoint.size }
}
