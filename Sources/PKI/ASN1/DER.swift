/// Writes DER (X.690 section 10), for the CMS structures that kho makes itself.
public enum DER {
    public static func element(_ tag: UInt8, _ content: some Collection<UInt8>) -> [UInt8] {
        var out: [UInt8] = [tag]
        out.reserveCapacity(content.count + 6)
        appendLength(content.count, to: &out)
        out.append(contentsOf: content)
        return out
    }

    static func appendLength(_ count: Int, to out: inout [UInt8]) {
        guard count >= 0x80 else {
            out.append(UInt8(count))
            return
        }
        var bytes: [UInt8] = []
        var rest = count
        while rest > 0 {
            bytes.append(UInt8(rest & 0xff))
            rest >>= 8
        }
        out.append(0x80 | UInt8(bytes.count))
        out.append(contentsOf: bytes.reversed())
    }

    public static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(ASN1Tag.sequence, elements.flatMap(\.self))
    }

    /// A SET OF: its elements in ascending order of their encodings (X.690 section 11.6).
    public static func setOf(_ elements: [[UInt8]]) -> [UInt8] {
        element(ASN1Tag.set, elements.sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self))
    }

    public static func objectIdentifier(_ oid: ObjectIdentifier) -> [UInt8] {
        element(ASN1Tag.objectIdentifier, oid.content)
    }

    public static func octetString(_ bytes: [UInt8]) -> [UInt8] { element(ASN1Tag.octetString, bytes) }

    /// A non-negative INTEGER from big-endian bytes.
    public static func unsignedInteger(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let trimmed = Array(bytes.drop { $0 == 0 })
        if trimmed.isEmpty { return [ASN1Tag.integer, 1, 0] }
        return element(ASN1Tag.integer, trimmed[0] & 0x80 != 0 ? [0] + trimmed : trimmed)
    }

    public static func integer(_ value: UInt8) -> [UInt8] { unsignedInteger([value]) }

    public static let null: [UInt8] = [ASN1Tag.null, 0]
}
