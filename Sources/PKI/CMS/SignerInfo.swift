/// One SignerInfo (RFC 5652 section 5.3), as it stands in the file.
public struct SignerInfo: Sendable {
    /// Who signed, as the message points at the certificate.
    public enum Identifier: Sendable, Hashable {
        /// The issuer's name (DER) and the serial number's content octets.
        case issuerAndSerial(issuer: [UInt8], serial: [UInt8])
        case subjectKeyIdentifier([UInt8])
    }

    public let identifier: Identifier
    public let digestAlgorithm: AlgorithmIdentifier
    public let signatureAlgorithm: AlgorithmIdentifier
    public let signature: [UInt8]
    /// nil where the SignerInfo has none at all.
    public let signedAttributes: [CMSAttribute]?
    public let unsignedAttributes: [CMSAttribute]
    /// Byte position in the SignerInfos of the file, for error texts.
    public let offset: Int

    /// - Throws: `ASN1Error` for anything that is not one SignerInfo.
    public init(_ element: ASN1Element) throws(ASN1Error) {
        offset = element.encodedRange.lowerBound
        guard element.tag == ASN1Tag.sequence else { throw ASN1Error(.unexpectedTag, at: offset) }
        var reader = try element.reader()
        _ = try reader.next(ASN1Tag.integer).smallInteger()
        if let keyIdentifier = try reader.optional(ASN1Tag.contextPrimitive(0)) {
            identifier = .subjectKeyIdentifier(Array(keyIdentifier.content))
        } else {
            var name = try reader.next(ASN1Tag.sequence).reader()
            let issuer = Array(try name.next(ASN1Tag.sequence).encoded)
            let serial = Array(try name.next(ASN1Tag.integer).integerBytes())
            try name.finish()
            identifier = .issuerAndSerial(issuer: issuer, serial: serial)
        }
        digestAlgorithm = try AlgorithmIdentifier(try reader.next(ASN1Tag.sequence))
        signedAttributes = try reader.optional(ASN1Tag.context(0)).map(Self.attributes)
        signatureAlgorithm = try AlgorithmIdentifier(try reader.next(ASN1Tag.sequence))
        let value = try reader.next()
        guard let value, value.tag & 0x1f == ASN1Tag.octetString, value.tag & 0xc0 == 0 else {
            throw ASN1Error(.unexpectedTag, at: reader.position)
        }
        signature = try value.octets()
        unsignedAttributes = try reader.optional(ASN1Tag.context(1)).map(Self.attributes) ?? []
        try reader.finish()
    }

    private static func attributes(_ element: ASN1Element) throws(ASN1Error) -> [CMSAttribute] {
        let children = try element.children()
        guard children.count <= CMSLimits.attributes else {
            throw ASN1Error(.tooMany, at: element.encodedRange.lowerBound)
        }
        var attributes: [CMSAttribute] = []
        for child in children { attributes.append(try CMSAttribute(child)) }
        return attributes
    }

    /// The signed attributes of one type.
    public func signed(_ type: ObjectIdentifier) -> [CMSAttribute] {
        signedAttributes?.filter { $0.type == type } ?? []
    }

    public func unsigned(_ type: ObjectIdentifier) -> [CMSAttribute] {
        unsignedAttributes.filter { $0.type == type }
    }

    /// The only value of a signed attribute that occurs once, with one value; nil otherwise.
    public func onlyValue(_ type: ObjectIdentifier) -> ASN1Element? {
        let found = signed(type)
        guard found.count == 1, found[0].values.count == 1 else { return nil }
        return found[0].values[0]
    }

    /// What the signature is over where there are signed attributes: their DER, a SET OF in ascending order (RFC 5652
    /// section 5.4), whatever the order in the file.
    public var signedAttributesDER: [UInt8]? {
        signedAttributes.map { DER.setOf($0.map(\.encoded)) }
    }

    /// Whether the file has the signed attributes in DER's order. Some signers sign another order than DER's.
    public var areSignedAttributesInOrder: Bool {
        guard let encodings = signedAttributes?.map(\.encoded) else { return true }
        return zip(encodings, encodings.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) }
    }
}
