public import PKI

/// Makes CAdES-B-B signatures (ETSI EN 319 122-1 clause 6) over content of any size.
public struct CAdESSigner: Sendable {
    private let credential: SigningCredential

    /// - Parameters:
    ///   - certificate: the signer's, DER.
    ///   - chain: issuing certificates to include, DER; the root is better left out.
    /// - Throws: `PKIError` where key and certificate do not belong together, or the key cannot sign.
    public init(key: any SigningKey, certificate: [UInt8], chain: [[UInt8]] = []) throws(PKIError) {
        credential = try SigningCredential(key: key, certificate: certificate, chain: chain)
    }

    /// A detached signature over `content`, DER.
    public func detached(_ content: some ByteSource, signingTime: Instant) throws -> [UInt8] {
        try draft(content, signingTime: signingTime).halves(attachedCount: nil).beforeContent
    }

    /// A signature with the content inside, as the pieces before and after the content.
    public func attached(
        _ content: some ByteSource, as purpose: SignedPurpose = .document, signingTime: Instant
    ) throws -> SignedDataBuilder.Halves {
        try draft(content, as: purpose, signingTime: signingTime).halves(attachedCount: content.count)
    }

    /// The signature before a timestamp over its value, which makes it CAdES-B-T.
    /// - Parameters:
    ///   - purpose: what the content is signed as.
    ///   - statement: what the signature says of itself, signed with it (content-hints).
    public func draft(
        _ content: some ByteSource, as purpose: SignedPurpose = .document, signingTime: Instant,
        statement: String? = nil
    ) throws -> SignedDataDraft {
        let builder = try credential.builder()
        let digest = try content.digest(builder.digestAlgorithm)
        return try builder.draft(
            messageDigest: digest, signingTime: signingTime, contentType: purpose.contentType,
            signedAttributes: statement.map { [SignedDataBuilder.contentHints($0)] } ?? [])
    }

    /// A countersignature over a signature: it goes into that one's unsigned attributes
    /// (`SignedDataDraft.counterSignatureAttribute`), and proves to be later.
    public func counterDraft(
        over signature: SignedDataDraft, signingTime: Instant, statement: String? = nil
    ) throws(PKIError) -> SignedDataDraft {
        try credential.builder().counterDraft(
            over: signature.signature, signingTime: signingTime,
            signedAttributes: statement.map { [SignedDataBuilder.contentHints($0)] } ?? [])
    }
}
