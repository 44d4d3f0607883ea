public import PKI

/// A seal as kho makes it: CAdES-B-B by the vault's key, with its chain; with a timestamp CAdES-B-T.
public struct CAdESSeal: Seal {
    /// Asks a time-stamping authority: from the signature value to a token, DER.
    public typealias Timestamping = @Sendable (_ signature: [UInt8]) throws(PKIError) -> [UInt8]

    public let certificateDER: [UInt8]
    private let key: any SigningKey
    private let chain: [[UInt8]]
    private let crls: [[UInt8]]
    private let timestamping: Timestamping?
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - certificate: the seal's, DER.
    ///   - chain: issuing certificates to include, DER; helpers only, a verifier pins the seal itself.
    ///   - crls: lists to include, DER.
    ///   - now: the clock of the claimed signing time.
    /// - Throws: `PKIError` where key and certificate do not belong together, or the key cannot sign.
    public init(
        key: any SigningKey, certificate: [UInt8], chain: [[UInt8]] = [], crls: [[UInt8]] = [],
        timestamping: Timestamping? = nil, now: @escaping @Sendable () -> Instant = Instant.now
    ) throws(PKIError) {
        _ = try SignedDataBuilder(key: key, certificate: certificate)
        certificateDER = certificate
        self.key = key
        self.chain = chain
        self.crls = crls
        self.timestamping = timestamping
        self.now = now
    }

    public func sign(_ document: [UInt8]) throws -> [UInt8] {
        let builder = try SignedDataBuilder(key: key, certificate: certificateDER, chain: chain)
        return try builder.build(
            messageDigest: Digest(of: document, by: builder.digestAlgorithm), attachedCount: nil, signingTime: now(),
            crls: crls
        ) { signature throws(PKIError) in
            guard let timestamping else { return [] }
            return [SignedDataBuilder.attribute(.signatureTimestamp, try timestamping(signature))]
        }.beforeContent
    }
}
