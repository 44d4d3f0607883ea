public import PKI

/// A detached signature that counts only where one of certain certificates made it: a vault's seal.
///
/// No chain is looked at, and none of the certificates in the message: a chain to a shared authority never identifies a
/// vault (design.md section 3). Time is a question apart (`SignatureValidator.validateSeal`).
public struct PinnedSignature {
    let message: SignedData
    let signer: SignerInfo
    let subject: SignerInfoCheck.Subject
    let check: SignerInfoCheck

    /// - Parameter pinned: the certificates that count, DER; those that cannot be read pin nothing.
    /// - Returns: nil for anything but one detached CMS in DER, as the documented `openssl` command reads it, by one
    ///   signer.
    init?(_ signature: [UInt8], of content: OriginalContent, pinned: [[UInt8]]) throws {
        guard let message = try? SignedData(MemorySource(signature)), message.contentPieces == nil,
            message.contentType == .data, message.signerInfos.count == 1
        else { return nil }
        self.message = message
        signer = message.signerInfos[0]
        subject = .content(ContentDigests(attached: nil, contents: [content]), contentType: message.contentType)
        check = try SignerInfoCheck(
            signer, over: subject, certificates: pinned.compactMap { try? Certificate(der: $0) })
    }

    /// - Parameters:
    ///   - certificates: those that count, DER.
    /// - Returns: the certificate that signed.
    /// - Throws: `Refusal` where none of them signed exactly this document as CAdES asks.
    public static func verify(
        _ signature: [UInt8], of document: some ByteSource, certificates: [[UInt8]]
    ) throws -> Certificate {
        let content = OriginalContent(name: "", source: document)
        guard let pinned = try PinnedSignature(signature, of: content, pinned: certificates) else {
            throw Refusal.malformed
        }
        guard let certificate = pinned.check.certificate else { throw Refusal.unknownSigner }
        guard pinned.isIntact else { throw Refusal.notIntact }
        return certificate
    }

    /// Nothing is wrong with it, and it names the certificate that made it.
    private var isIntact: Bool { check.isIntact && check.failures.isEmpty && check.hasSigningCertificateAttribute }

    public enum Refusal: Error, Sendable, Hashable {
        case malformed
        /// Signed by somebody, but not by one of the pinned certificates.
        case unknownSigner
        case notIntact
    }
}
