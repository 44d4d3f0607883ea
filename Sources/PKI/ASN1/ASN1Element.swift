/// One element of BER or DER (X.690), a view into the bytes that it was read from.
public struct ASN1Element: Sendable {
    /// The identifier octet: class, constructed bit and tag number. The high-tag-number form is refused by the reader.
    public let tag: UInt8
    /// All octets of the element, identifier and length included, as a range of `storage`.
    public let encodedRange: Range<Int>
    /// The content octets alone (without end-of-contents), as a range of `storage`.
    public let contentRange: Range<Int>
    let storage: [UInt8]
    let depth: Int

    public var isConstructed: Bool { tag & 0x20 != 0 }

    /// Whether the element has the indefinite length form, which DER forbids.
    public var isIndefinite: Bool { storage[encodedRange.lowerBound + 1] == 0x80 }

    public var encoded: ArraySlice<UInt8> { storage[encodedRange] }
    public var content: ArraySlice<UInt8> { storage[contentRange] }

    /// The elements inside a constructed one.
    public func children() throws(ASN1Error) -> [ASN1Element] {
        var reader = try reader()
        var elements: [ASN1Element] = []
        while let element = try reader.next() { elements.append(element) }
        return elements
    }

    /// A reader over the elements inside a constructed one.
    public func reader() throws(ASN1Error) -> ASN1Reader {
        guard isConstructed else { throw ASN1Error(.notConstructed, at: encodedRange.lowerBound) }
        return try ASN1Reader(storage, range: contentRange, depth: depth + 1)
    }

    public func objectIdentifier() throws(ASN1Error) -> ObjectIdentifier {
        guard tag == ASN1Tag.objectIdentifier, !content.isEmpty, content.last! & 0x80 == 0 else {
            throw ASN1Error(.unexpectedTag, at: encodedRange.lowerBound)
        }
        return ObjectIdentifier(content: content)
    }

    /// The content of an INTEGER, minimal two's complement; the sign bit is left as it stands.
    public func integerBytes() throws(ASN1Error) -> ArraySlice<UInt8> {
        guard tag == ASN1Tag.integer, !content.isEmpty else {
            throw ASN1Error(.unexpectedTag, at: encodedRange.lowerBound)
        }
        return content
    }

    /// A small non-negative INTEGER.
    public func smallInteger() throws(ASN1Error) -> Int {
        let bytes = try integerBytes()
        guard bytes.count <= 4, bytes.first! & 0x80 == 0 else {
            throw ASN1Error(.badValue, at: encodedRange.lowerBound)
        }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The octets of an OCTET STRING (also under another, implicit tag number): primitive, or joined from BER pieces.
    public func octets() throws(ASN1Error) -> [UInt8] {
        guard isConstructed else { return Array(content) }
        var joined: [UInt8] = []
        for piece in try children() {
            guard piece.tag & 0x1f == ASN1Tag.octetString else {
                throw ASN1Error(.unexpectedTag, at: piece.encodedRange.lowerBound)
            }
            joined.append(contentsOf: try piece.octets())
        }
        return joined
    }

    /// The content octets of a BIT STRING that ends on a byte.
    public func bitStringOctets() throws(ASN1Error) -> [UInt8] {
        guard tag == ASN1Tag.bitString, content.first == 0 else {
            throw ASN1Error(.badValue, at: encodedRange.lowerBound)
        }
        return Array(content.dropFirst())
    }

    /// A UTCTime or GeneralizedTime in DER's form (`Z`, seconds present), with a fraction of up to six digits.
    public func time() throws(ASN1Error) -> Instant {
        guard let instant = ASN1Time.instant(tag: tag, content: content) else {
            throw ASN1Error(.badValue, at: encodedRange.lowerBound)
        }
        return instant
    }
}

/// Identifier octets of the universal types that signed files use.
public enum ASN1Tag {
    public static let boolean: UInt8 = 0x01
    public static let integer: UInt8 = 0x02
    public static let bitString: UInt8 = 0x03
    public static let octetString: UInt8 = 0x04
    public static let null: UInt8 = 0x05
    public static let objectIdentifier: UInt8 = 0x06
    public static let utf8String: UInt8 = 0x0c
    public static let utcTime: UInt8 = 0x17
    public static let generalizedTime: UInt8 = 0x18
    public static let sequence: UInt8 = 0x30
    public static let set: UInt8 = 0x31

    /// `[number]`, constructed.
    public static func context(_ number: UInt8) -> UInt8 { 0xa0 | number }
    /// `[number]`, primitive.
    public static func contextPrimitive(_ number: UInt8) -> UInt8 { 0x80 | number }
}
