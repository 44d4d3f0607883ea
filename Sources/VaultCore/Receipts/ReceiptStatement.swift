public import PKI

/// What a verified receipt proves.
public struct ReceiptStatement: Hashable, Sendable {
    /// The vault's id and the origin of its log.
    public let vault: String
    public let origin: String
    /// The leaf's place in the log, and the size of the tree that the vault signed.
    public let index: UInt64
    public let treeSize: UInt64
    /// Stated by the vault.
    public let time: Instant
    /// By when witnesses had seen the tree; nil where the policy asks for none: *not witnessed*.
    public let witnessedTime: Instant?
    /// The document that the shared part describes.
    public let description: DocumentDescription

    public var isWitnessed: Bool { witnessedTime != nil }
}
