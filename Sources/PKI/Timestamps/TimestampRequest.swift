/// A TimeStampReq (RFC 3161 section 2.4.1) that asks for the authority's certificate, and for no policy in particular.
public struct TimestampRequest: Sendable {
    public let imprint: Digest
    /// By which the answer is known to be a new one.
    public let nonce: [UInt8]

    /// Bytes of a nonce: 64 bits, which every authority can read as a number.
    private static let nonceCount = 8

    public init(imprint: Digest) {
        self.imprint = imprint
        var nonce = SecureRandom.bytes(Self.nonceCount)
        // Positive, and as long as it looks: some authorities give it back otherwise than they got it.
        nonce[0] = nonce[0] & 0x3f | 0x40
        self.nonce = nonce
    }

    public var der: [UInt8] {
        DER.sequence(
            DER.integer(1),
            DER.sequence(
                DER.sequence(DER.objectIdentifier(imprint.algorithm.oid), DER.null), DER.octetString(imprint.bytes)),
            DER.unsignedInteger(nonce), DER.element(ASN1Tag.boolean, [0xff]))
    }
}
