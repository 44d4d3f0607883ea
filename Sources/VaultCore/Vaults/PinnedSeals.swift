import PKI
import Signatures

/// Checks seals against the certificates that a verifier pinned, and against nothing else.
public struct PinnedSeals: SealVerifier {
    public init() {}

    /// How many seals may be on one document.
    public static let maximumSigners = PinnedSignature.maximumSigners

    /// - Throws: `PinnedSignature.Refusal`.
    public func verify(_ signature: [UInt8], of document: [UInt8], certificates: [[UInt8]]) throws {
        _ = try PinnedSignature.verify(signature, of: MemorySource(document), certificates: certificates)
    }

    /// The certificates, DER, that signed: several where a seal and some before it did.
    /// - Throws: `PinnedSignature.Refusal`.
    public func signers(
        _ signature: [UInt8], of document: [UInt8], certificates: [[UInt8]]
    ) throws -> [[UInt8]] {
        try PinnedSignature.verify(signature, of: MemorySource(document), certificates: certificates).map(\.der)
    }

    public func isExact(_ signature: [UInt8], certificates: [[UInt8]]) -> Bool {
        guard SignedData.isExactlyEncoded(signature), let message = try? SignedData(MemorySource(signature)),
            let own = message.certificates.first, certificates.contains(own), let signer = try? Certificate(der: own)
        else { return false }
        // The name in other letters or another encoding would be the same name.
        let name = SignerInfo.Identifier.issuerAndSerial(issuer: signer.issuer.der, serial: signer.serialNumber)
        return message.signerInfos.first?.identifier == name
            && message.certificates.allSatisfy { (try? Certificate(der: $0)) != nil }
    }
}
