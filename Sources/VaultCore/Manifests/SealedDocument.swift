/// A document of the vault's and the detached seal over exactly its bytes.
public struct SealedDocument: Hashable, Sendable {
    public let bytes: [UInt8]
    /// CMS, DER: the `.p7s` beside it.
    public let seal: [UInt8]

    public init(bytes: [UInt8], seal: [UInt8]) {
        self.bytes = bytes
        self.seal = seal
    }
}
