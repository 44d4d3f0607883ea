public import TransparencyLog

/// Reads checkpoints of one vault: who signed, and whether the size lies in the key's range.
public struct LogReader: Sendable {
    private let identity: VaultIdentity
    private let isOfOwnLog: Bool

    /// - Parameter isOfOwnLog: whether what a compromised key signed above its last good size counts as well: for the vault
    ///   itself, which holds each root against its own tree. Nobody else may go by that.
    public init(identity: VaultIdentity, isOfOwnLog: Bool = false) {
        self.identity = identity
        self.isOfOwnLog = isOfOwnLog
    }

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
        guard identity.logKeys.contains(where: { counts($0, at: checkpoint.size) && note.isSigned(by: $0.key) }) else {
            throw failure("signature")
        }
        return checkpoint
    }

    /// The vault's log keys, of all sizes.
    var keys: [NoteVerifierKey] { identity.logKeys.map(\.key) }

    private func counts(_ range: LogKeyRange, at size: UInt64) -> Bool {
        range.covers(size) || isOfOwnLog && range.isCompromised && size >= range.from
    }
}
