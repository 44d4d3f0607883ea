public import TransparencyLog

/// Reads checkpoints of one vault: who signed, and whether the size lies in the key's range.
public struct LogReader: Sendable {
    private let identity: VaultIdentity

    public init(identity: VaultIdentity) { self.identity = identity }

    /// The checkpoint of a note that this vault's log key signed.
    /// - Throws: `INTEGRITY_FAILURE` with the reason: no note, no checkpoint, another origin, not signed by the key
    ///   whose range the size lies in.
    public func checkpoint(_ bytes: [UInt8]) throws(VaultError) -> Checkpoint {
        func failure(_ reason: String) -> VaultError {
            VaultError(.integrity, ["part": "checkpoint", "reason": reason])
        }
        guard let note = try? SignedNote(parsing: bytes) else { throw failure("malformed") }
        guard let checkpoint = try? Checkpoint(parsing: note.text) else { throw failure("malformed") }
        guard ByteText(checkpoint.origin) == ByteText(identity.origin) else { throw failure("origin") }
        guard identity.logKeys.contains(where: { $0.covers(checkpoint.size) && note.isSigned(by: $0.key) }) else {
            throw failure("signature")
        }
        return checkpoint
    }
}
