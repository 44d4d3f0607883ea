/// An algorithm with its parameters (RFC 5280 section 4.1.1.2).
public struct AlgorithmIdentifier: Sendable, Hashable {
    public let oid: ObjectIdentifier
    /// The parameters' whole encoding; nil where they are absent.
    public let parameters: [UInt8]?

    public init(oid: ObjectIdentifier, parameters: [UInt8]?) {
        self.oid = oid
        self.parameters = parameters
    }

    public init(_ element: ASN1Element) throws(ASN1Error) {
        guard element.tag == ASN1Tag.sequence else {
            throw ASN1Error(.unexpectedTag, at: element.encodedRange.lowerBound)
        }
        try self.init(contentOf: element)
    }

    /// For an AlgorithmIdentifier under an implicit tag.
    public init(contentOf element: ASN1Element) throws(ASN1Error) {
        var reader = try element.reader()
        oid = try reader.next(ASN1Tag.objectIdentifier).objectIdentifier()
        parameters = try reader.next().map { Array($0.encoded) }
        try reader.finish()
    }

    /// Whether there are no parameters, or NULL: the two ways of saying "none".
    public var hasNoParameters: Bool { parameters == nil || parameters == DER.null }

    public var der: [UInt8] { DER.sequence(DER.objectIdentifier(oid), parameters ?? []) }
}
