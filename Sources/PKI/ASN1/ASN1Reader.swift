/// Reads elements of BER one after another, within a range of bytes; every length is checked against that range.
///
/// Certificates, CRLs and OCSP answers are OpenSSL's to read. This reader exists for CMS, where kho needs the exact
/// bytes and order that were signed, and positions inside files that do not fit into memory.
public struct ASN1Reader: Sendable {
    private let storage: [UInt8]
    private let end: Int
    private let depth: Int
    private var read = 0
    public private(set) var position: Int

    public init(_ bytes: [UInt8]) throws(ASN1Error) { try self.init(bytes, range: 0..<bytes.count, depth: 0) }

    init(_ storage: [UInt8], range: Range<Int>, depth: Int) throws(ASN1Error) {
        guard depth <= ASN1Limits.depth else { throw ASN1Error(.tooDeep, at: range.lowerBound) }
        self.storage = storage
        self.end = range.upperBound
        self.position = range.lowerBound
        self.depth = depth
    }

    public var isAtEnd: Bool { position >= end }

    /// The tag of the next element, without reading it.
    public var nextTag: UInt8? { isAtEnd ? nil : storage[position] }

    /// The next element; nil at the end.
    public mutating func next() throws(ASN1Error) -> ASN1Element? {
        guard position < end else { return nil }
        read += 1
        guard read <= ASN1Limits.siblings else { throw ASN1Error(.tooMany, at: position) }
        let element = try Self.element(in: storage, at: position, end: end, depth: depth)
        position = element.encodedRange.upperBound
        return element
    }

    /// The next element, which must have this tag.
    public mutating func next(_ tag: UInt8) throws(ASN1Error) -> ASN1Element {
        let start = position
        guard let element = try next() else { throw ASN1Error(.missingElement, at: start) }
        guard element.tag == tag else { throw ASN1Error(.unexpectedTag, at: start) }
        return element
    }

    /// The next element where it has this tag; nil, with nothing read, where it has another.
    public mutating func optional(_ tag: UInt8) throws(ASN1Error) -> ASN1Element? {
        guard nextTag == tag else { return nil }
        return try next()
    }

    public func finish() throws(ASN1Error) {
        guard isAtEnd else { throw ASN1Error(.trailingBytes, at: position) }
    }

    /// The only element of these bytes.
    public static func single(_ bytes: [UInt8]) throws(ASN1Error) -> ASN1Element {
        var reader = try ASN1Reader(bytes)
        guard let element = try reader.next() else { throw ASN1Error(.missingElement, at: 0) }
        try reader.finish()
        return element
    }

    private static func element(
        in storage: [UInt8], at start: Int, end: Int, depth: Int
    ) throws(ASN1Error) -> ASN1Element {
        guard depth <= ASN1Limits.depth else { throw ASN1Error(.tooDeep, at: start) }
        guard end - start >= 2 else { throw ASN1Error(.truncated, at: start) }
        let tag = storage[start]
        // Numbers from 31 up do not occur in anything that kho reads; tag 0 is end-of-contents.
        guard tag & 0x1f != 0x1f, tag != 0 else { throw ASN1Error(.unexpectedTag, at: start) }
        let first = storage[start + 1]
        var contentStart = start + 2
        if first == 0x80 {
            guard tag & 0x20 != 0 else { throw ASN1Error(.badLength, at: start) }
            var at = contentStart
            while true {
                guard end - at >= 2 else { throw ASN1Error(.truncated, at: at) }
                if storage[at] == 0 {
                    guard storage[at + 1] == 0 else { throw ASN1Error(.badLength, at: at) }
                    break
                }
                at = try element(in: storage, at: at, end: end, depth: depth + 1).encodedRange.upperBound
            }
            return ASN1Element(
                tag: tag, encodedRange: start..<(at + 2), contentRange: contentStart..<at, storage: storage,
                depth: depth)
        }
        var length = Int(first)
        if first & 0x80 != 0 {
            let count = Int(first & 0x7f)
            guard count <= 7, end - contentStart >= count else { throw ASN1Error(.badLength, at: start) }
            length = storage[contentStart..<(contentStart + count)].reduce(0) { $0 << 8 | Int($1) }
            contentStart += count
        }
        guard length <= end - contentStart else { throw ASN1Error(.truncated, at: start) }
        return ASN1Element(
            tag: tag, encodedRange: start..<(contentStart + length),
            contentRange: contentStart..<(contentStart + length), storage: storage, depth: depth)
    }
}
