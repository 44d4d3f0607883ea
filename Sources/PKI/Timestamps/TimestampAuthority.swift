/// A local time-stamping authority for the demonstration and for tests; its word is worth what its root is.
public struct TimestampAuthority: Sendable {
    private let key: PrivateKey
    private let certificate: [UInt8]
    private let chain: [[UInt8]]

    /// - Parameter certificate: DER, with timeStamping as its only, critical extended key usage.
    public init(key: PrivateKey, certificate: [UInt8], chain: [[UInt8]] = []) {
        self.key = key
        self.certificate = certificate
        self.chain = chain
    }

    /// A TimeStampToken (RFC 3161 section 2.4.2) over a digest.
    ///
    /// - Parameter crls: revocation lists to include, DER, so that the token can be checked years later.
    public func token(imprint: Digest, at time: Instant, crls: [[UInt8]] = []) throws(PKIError) -> [UInt8] {
        let generalized = DER.element(
            ASN1Tag.generalizedTime,
            time.description.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.prefix(14)
                + [UInt8(ascii: "Z")])
        let info = DER.sequence(
            DER.integer(1), DER.objectIdentifier("1.3.6.1.4.1.13762.3"),
            DER.sequence(
                DER.sequence(DER.objectIdentifier(imprint.algorithm.oid), DER.null), DER.octetString(imprint.bytes)),
            DER.unsignedInteger(SecureRandom.bytes(16)), generalized)
        let builder = try SignedDataBuilder(key: key, certificate: certificate, chain: chain)
        let halves = try builder.build(
            messageDigest: Digest(of: info, by: builder.digestAlgorithm), attachedCount: info.count, signingTime: nil,
            contentType: .tstInfo, crls: crls)
        return halves.beforeContent + info + halves.afterContent
    }
}
