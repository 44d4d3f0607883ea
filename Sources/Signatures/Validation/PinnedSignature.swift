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

    /// Where a key is followed by another, the new one and some before it sign the same document.
    public static let maximumSigners = 4

    /// - Parameter pinned: the certificates that count, DER; those that cannot be read pin nothing.
    /// - Returns: nil for anything but one detached CMS in DER, as the documented `openssl` command reads it, by one
    ///   signer.
    init?(_ signature: [UInt8], of content: OriginalContent, pinned: [[UInt8]]) throws {
        guard let message = Self.detached(signature), message.signerInfos.count == 1 else { return nil }
        try self.init(message, message.signerInfos[0], content, pinned.compactMap { try? Certificate(der: $0) })
    }

    private init(
        _ message: SignedData, _ signer: SignerInfo, _ content: OriginalContent, _ pinned: [Certificate]
    ) throws {
        self.message = message
        self.signer = signer
        subject = .content(ContentDigests(attached: nil, contents: [content]), contentType: message.contentType)
        check = try SignerInfoCheck(signer, over: subject, certificates: pinned)
    }

    private static func detached(_ signature: [UInt8]) -> SignedData? {
        guard let message = try? SignedData(MemorySource(signature)), message.contentPieces == nil,
            message.contentType == .data
        else { return nil }
        return message
    }

    /// - Parameters:
    ///   - certificates: those that count, DER.
    /// - Returns: the certificates that signed, at least one of those: more where keys before it did as well.
    /// - Throws: `Refusal` where none of them signed exactly this document as CAdES asks, or where a signature claims one of
    ///   them and is not its own.
    public static func verify(
        _ signature: [UInt8], of document: some ByteSource, certificates: [[UInt8]]
    ) throws -> [Certificate] {
        let content = OriginalContent(name: "", source: document)
        guard let message = detached(signature), (1...maximumSigners).contains(message.signerInfos.count) else {
            throw Refusal.malformed
        }
        let known = certificates.compactMap { try? Certificate(der: $0) }
        var signers: [Certificate] = []
        for info in message.signerInfos {
            let pinned = try PinnedSignature(message, info, content, known)
            // A signer who is not pinned proves nothing, for or against.
            guard let certificate = pinned.check.certificate else { continue }
            guard pinned.isIntact else { throw Refusal.notIntact }
            signers.append(certificate)
        }
        guard !signers.isEmpty else { throw Refusal.unknownSigner }
        return signers
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
