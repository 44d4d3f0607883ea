public import PKI

/// A detached signature that must come from one of certain certificates: a vault's seal.
///
/// No chain is looked at: a chain to a shared authority never identifies a vault (design.md section 3). Time is the
/// caller's question too; the certificate that signed is returned for it.
public enum PinnedSignature {
    /// - Parameters:
    ///   - certificates: those that count, DER.
    /// - Returns: the certificate that signed, DER.
    /// - Throws: `Refusal` where none of them signed exactly this document as CAdES asks.
    public static func verify(
        _ signature: [UInt8], of document: some ByteSource, certificates: [[UInt8]]
    ) throws -> Certificate {
        guard let message = try? SignedData(MemorySource(signature)), message.contentPieces == nil,
            message.contentType == .data, message.signerInfos.count == 1
        else { throw Refusal.malformed }
        let pinned = certificates.compactMap { try? Certificate(der: $0) }
        let digests = ContentDigests(attached: nil, contents: [OriginalContent(name: "", source: document)])
        let check = try SignerInfoCheck(
            message.signerInfos[0], over: .content(digests, contentType: message.contentType), certificates: pinned)
        guard let certificate = check.certificate else { throw Refusal.unknownSigner }
        guard check.isIntact, check.failures.isEmpty, check.hasSigningCertificateAttribute else {
            throw Refusal.notIntact
        }
        return certificate
    }

    public enum Refusal: Error, Sendable, Hashable {
        case malformed
        /// Signed by somebody, but not by one of the pinned certificates.
        case unknownSigner
        case notIntact
    }
}
