/// TSTInfo (RFC 3161 section 2.4.2): what a time-stamping authority states.
public struct TimestampInfo: Sendable {
    public let policy: ObjectIdentifier
    /// The digest of what was stamped.
    public let imprint: Digest
    public let time: Instant
    /// The content octets of the request's nonce; nil where there is none.
    public let nonce: [UInt8]?

    /// - Throws: `ASN1Error` for anything that is not one TSTInfo, or whose digest algorithm is unknown.
    public init(_ bytes: [UInt8]) throws(ASN1Error) {
        var reader = try ASN1Reader.single(bytes).reader()
        guard try reader.next(ASN1Tag.integer).smallInteger() == 1 else { throw ASN1Error(.badValue, at: 0) }
        policy = try reader.next(ASN1Tag.objectIdentifier).objectIdentifier()
        let imprintElement = try reader.next(ASN1Tag.sequence)
        var fields = try imprintElement.reader()
        let algorithm = DigestAlgorithm(oid: try AlgorithmIdentifier(try fields.next(ASN1Tag.sequence)).oid)
        let hash = try fields.next(ASN1Tag.octetString).octets()
        try fields.finish()
        guard let algorithm, let imprint = Digest(algorithm: algorithm, bytes: hash) else {
            throw ASN1Error(.badValue, at: imprintElement.encodedRange.lowerBound)
        }
        self.imprint = imprint
        _ = try reader.next(ASN1Tag.integer)
        time = try reader.next(ASN1Tag.generalizedTime).time()
        var nonce: [UInt8]?
        // Accuracy, ordering, tsa and extensions: nothing that kho relies on.
        while let element = try reader.next() {
            if element.tag == ASN1Tag.integer { nonce = Array(try element.integerBytes()) }
        }
        self.nonce = nonce
    }
}
