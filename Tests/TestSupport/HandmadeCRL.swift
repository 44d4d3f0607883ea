public import PKI

/// A CRL put together by hand, for extensions that `IssuingAuthority` does not write.
public enum HandmadeCRL {
    /// - Parameter scope: the value of issuingDistributionPoint (RFC 5280 section 5.2.5), for example
    ///   `onlyContainsCACerts`; critical.
    public static func encoded(
        by authority: IssuingAuthority, scope: [UInt8], thisUpdate: Instant, nextUpdate: Instant
    ) throws -> [UInt8] {
        let certificate = try Certificate(der: authority.certificate)
        let algorithm = DER.sequence(DER.objectIdentifier("1.2.840.10045.4.3.2"))
        let point = DER.sequence(
            DER.objectIdentifier("2.5.29.28"), DER.element(ASN1Tag.boolean, [0xff]), DER.octetString(scope))
        let number = DER.sequence(DER.objectIdentifier("2.5.29.20"), DER.octetString(DER.integer(9)))
        let body = DER.sequence(
            DER.integer(1), algorithm, certificate.subject.der, HandmadeSigner.time(thisUpdate),
            HandmadeSigner.time(nextUpdate), DER.element(ASN1Tag.context(0), DER.sequence(number, point)))
        let signature = try authority.key.sign(body, by: .ecdsa(.sha256))
        return DER.sequence(body, algorithm, DER.element(ASN1Tag.bitString, [0] + signature))
    }

    public static let onlyAuthorities: [UInt8] = DER.sequence([0x82, 1, 0xff])
    public static let onlyAttributes: [UInt8] = DER.sequence([0x85, 1, 0xff])
    public static let onlyForCompromise: [UInt8] = DER.sequence([0x83, 2, 6, 0x40])
}
