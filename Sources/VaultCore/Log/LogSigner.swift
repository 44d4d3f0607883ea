public import TransparencyLog

/// Signs checkpoints with the log key.
public struct LogSigner: Sendable {
    private let key: NoteSigningKey
    private let origin: String
    /// A key that is just being replaced: it signs the same tree.
    private let replaced: NoteSigningKey?

    /// - Throws: `KEY_NOT_OF_THIS_VAULT` where the vault's identity does not name this key.
    public init(key: NoteSigningKey, identity: VaultIdentity) throws(VaultError) {
        guard identity.logKeys.contains(where: { $0.key == key.verifierKey && $0.until == nil }) else {
            throw VaultError(.keyForeign, ["key": "log"])
        }
        self.key = key
        replaced = nil
        origin = identity.origin
    }

    /// For the tree with which one key takes the other's place.
    /// - Parameters:
    ///   - replaced: nil for a key that was compromised, whose signature says nothing.
    ///   - identity: the new one.
    init(key: NoteSigningKey, replacing replaced: NoteSigningKey?, identity: VaultIdentity) throws(VaultError) {
        guard identity.logKeys.contains(where: { $0.key == key.verifierKey && $0.until == nil }) else {
            throw VaultError(.keyForeign, ["key": "log"])
        }
        self.key = key
        self.replaced = replaced
        origin = identity.origin
    }

    /// The signed checkpoint over a tree. Must not leave the process before the tree is committed.
    public func checkpoint(of frontier: TreeFrontier) -> [UInt8] {
        let checkpoint = Checkpoint(origin: origin, size: frontier.size, root: frontier.root)
        guard let replaced else { return checkpoint.signed(by: key).bytes }
        // The old key's first: whoever knows that one alone finds it where it always was.
        return checkpoint.signed(by: replaced).joining([key.sign(checkpoint.text)]).bytes
    }
}
