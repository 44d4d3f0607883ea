import PKI
import Signatures

/// Checks seals against the certificates that a verifier pinned, and against nothing else.
public struct PinnedSeals: SealVerifier {
    public init() {}

    /// - Throws: `PinnedSignature.Refusal`.
    public func verify(_ signature: [UInt8], of document: [UInt8], certificates: [[UInt8]]) throws {
        _ = try PinnedSignature.verify(signature, of: MemorySource(document), certificates: certificates)
    }
}
