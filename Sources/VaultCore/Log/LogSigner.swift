public import TransparencyLog

/// Signs checkpoints with the log key.
public struct LogSigner: Sendable {
    private let key: NoteSigningKey
    private let origin: String

    /// - Throws: `KEY_NOT_OF_THIS_VAULT` where the vault's identity does not name this key.
    public init(key: NoteSigningKey, identity: VaultIdentity) throws(VaultError) {
        guard identity.logKeys.contains(where: { $0.key == key.verifierKey && $0.until == nil }) else {
            throw VaultError(.keyForeign, ["key": "log"])
        }
        self.key = key
        origin = identity.origin
    }

    /// The signed checkpoint over a tree. Must not leave the process before the tree is committed.
    public func checkpoint(of frontier: TreeFrontier) -> [UInt8] {
        Checkpoint(origin: origin, size: frontier.size, root: frontier.root).signed(by: key).bytes
    }
}
