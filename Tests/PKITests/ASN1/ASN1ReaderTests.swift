import PKI
import Testing

@Suite("Reading ASN.1")
struct ASN1ReaderTests {
    private func kind(_ bytes: [UInt8]) -> ASN1Error.Kind? {
        do {
            _ = try ASN1Reader.single(bytes)
            return nil
        } catch {
            return error.kind
        }
    }

    @Test("one element is read with its content, in short, long and indefinite form")
    func forms() throws {
        for bytes: [UInt8] in [
            [0x30, 3, 2, 1, 5], [0x30, 0x81, 3, 2, 1, 5], [0x30, 0x83, 0, 0, 3, 2, 1, 5], [0x30, 0x80, 2, 1, 5, 0, 0],
        ] {
            let element = try ASN1Reader.single(bytes)
            #expect(Array(element.content) == [2, 1, 5])
            #expect(Array(element.encoded) == bytes)
            #expect(try element.children().map { try $0.smallInteger() } == [5])
            #expect(element.isIndefinite == (bytes[1] == 0x80))
        }
    }

    @Test("what is cut, too long, without a tag or followed by something is refused")
    func refused() {
        #expect(kind([]) == .missingElement)
        #expect(kind([0x30]) == .truncated)
        #expect(kind([0x30, 5, 0]) == .truncated)
        #expect(kind([0x30, 0x80, 2, 1, 5]) == .truncated)
        #expect(kind([0x30, 0x80, 2, 1, 5, 0]) == .truncated)
        #expect(kind([0x30, 0x80, 0, 1]) == .badLength)
        #expect(kind([0x04, 0x80, 0, 0]) == .badLength)
        #expect(kind([0x30, 0x82, 1]) == .badLength)
        #expect(kind([0x30, 0x88] + [UInt8](repeating: 0xff, count: 8)) == .badLength)
        #expect(kind([0x30, 0x87] + [UInt8](repeating: 0xff, count: 7)) == .truncated)
        #expect(kind([0x00, 0]) == .unexpectedTag)
        #expect(kind([0x1f, 0x81, 1, 0]) == .unexpectedTag)
        #expect(kind([0x05, 0, 0]) == .trailingBytes)
    }

    @Test("nesting ends at the limit, in both forms of length")
    func depth() throws {
        func nested(_ count: Int, indefinite: Bool) -> [UInt8] {
            (0..<count).reduce([UInt8]()) { inner, _ in
                indefinite ? [0x30, 0x80] + inner + [0, 0] : DER.element(0x30, inner)
            }
        }
        func descend(_ bytes: [UInt8]) throws -> Int {
            var element = try ASN1Reader.single(bytes)
            var count = 1
            while let child = try element.children().first {
                element = child
                count += 1
            }
            return count
        }
        #expect(try descend(nested(ASN1Limits.depth, indefinite: false)) == ASN1Limits.depth)
        #expect(try descend(nested(ASN1Limits.depth, indefinite: true)) == ASN1Limits.depth)
        for indefinite in [true, false] {
            #expect(throws: ASN1Error.self) { try descend(nested(ASN1Limits.depth + 2, indefinite: indefinite)) }
            #expect(throws: ASN1Error.self) { try descend(nested(5000, indefinite: indefinite)) }
        }
    }

    @Test("more elements in a row than the limit are refused")
    func siblings() throws {
        var reader = try ASN1Reader(
            [UInt8](repeating: 5, count: 1).flatMap { _ in
                Array(repeatElement([UInt8(5), 0], count: ASN1Limits.siblings + 1).joined())
            })
        for _ in 0..<ASN1Limits.siblings { _ = try reader.next() }
        #expect(throws: ASN1Error(.tooMany, at: ASN1Limits.siblings * 2)) { try reader.next() }
    }

    @Test("typed values are refused where the type or the value is another")
    func values() throws {
        func element(_ bytes: [UInt8]) throws -> ASN1Element { try ASN1Reader.single(bytes) }
        #expect(try element([2, 2, 1, 0]).smallInteger() == 256)
        for bytes: [UInt8] in [[2, 0], [2, 1, 0x80], [2, 5, 1, 0, 0, 0, 0], [4, 1, 1]] {
            #expect(throws: ASN1Error.self) { try element(bytes).smallInteger() }
        }
        for bytes: [UInt8] in [[6, 0], [6, 1, 0x80], [4, 1, 42]] {
            #expect(throws: ASN1Error.self) { try element(bytes).objectIdentifier() }
        }
        #expect(try element([0x24, 6, 4, 1, 1, 4, 1, 2]).octets() == [1, 2])
        #expect(throws: ASN1Error.self) { try element([0x24, 3, 2, 1, 1]).octets() }
        #expect(throws: ASN1Error.self) { try element([4, 1, 0]).reader() }
        #expect(try element([3, 2, 0, 9]).bitStringOctets() == [9])
        #expect(throws: ASN1Error.self) { try element([3, 2, 1, 9]).bitStringOctets() }
    }

    @Test("times are read in DER's form alone")
    func times() throws {
        func time(_ tag: UInt8, _ text: String) -> Instant? {
            try? ASN1Reader.single(DER.element(tag, Array(text.utf8))).time()
        }
        #expect(time(ASN1Tag.utcTime, "260601120000Z") == Instant("2026-06-01T12:00:00Z"))
        #expect(time(ASN1Tag.utcTime, "500101000000Z") == Instant("1950-01-01T00:00:00Z"))
        #expect(time(ASN1Tag.utcTime, "491231235959Z") == Instant("2049-12-31T23:59:59Z"))
        #expect(time(ASN1Tag.generalizedTime, "20260601120000.25Z") == Instant("2026-06-01T12:00:00.25Z"))
        for text in [
            "", "Z", "2606011200Z", "260601120000", "260601120000+0700", "261301120000Z", "260230120000Z",
            "260601240000Z",
            "260601120060Z", "26060112000Z", "260601120000Z ", "２60601120000Z",
        ] {
            #expect(time(ASN1Tag.utcTime, text) == nil, "\(text)")
        }
        for text in ["20260601120000", "20260601120000.Z", "20260601120000,5Z", "20260601120000.1234567Z"] {
            #expect(time(ASN1Tag.generalizedTime, text) == nil, "\(text)")
        }
        #expect(time(ASN1Tag.octetString, "260601120000Z") == nil)
    }
}

@Suite("Writing DER")
struct DERTests {
    @Test(
        "lengths take as few bytes as they can",
        arguments: [
            (0, [4, 0] as [UInt8]), (127, [4, 127]), (128, [4, 0x81, 128]), (255, [4, 0x81, 255]),
            (256, [4, 0x82, 1, 0]),
            (65536, [4, 0x83, 1, 0, 0]),
        ])
    func lengths(count: Int, start: [UInt8]) {
        let encoded = DER.octetString([UInt8](repeating: 7, count: count))
        #expect(Array(encoded.prefix(start.count)) == start)
        #expect(encoded.count == start.count + count)
    }

    @Test("integers are minimal and never negative")
    func integers() {
        #expect(DER.unsignedInteger([]) == [2, 1, 0])
        #expect(DER.unsignedInteger([0, 0, 0]) == [2, 1, 0])
        #expect(DER.unsignedInteger([0, 0x7f]) == [2, 1, 0x7f])
        #expect(DER.unsignedInteger([0x80]) == [2, 2, 0, 0x80])
        #expect(DER.integer(255) == [2, 2, 0, 255])
    }

    @Test("a SET OF is in ascending order, whatever order it is given in")
    func setOf() {
        let elements: [[UInt8]] = [[2, 1, 3], [2, 1, 1], [2, 2, 0, 1], [1, 1, 0]]
        #expect(DER.setOf(elements) == [0x31, 13, 1, 1, 0, 2, 1, 1, 2, 1, 3, 2, 2, 0, 1])
        #expect(DER.setOf(elements.reversed()) == DER.setOf(elements))
    }
}

@Suite("Object identifiers")
struct ObjectIdentifierTests {
    @Test(
        "dotted text comes back as it was",
        arguments: ["1.2.840.113549.1.7.2", "2.5.4.3", "0.9.2342.19200300.100.1.1", "2.999.1", "1.3.4294967296"])
    func roundTrip(_ text: String) { #expect(ObjectIdentifier(text)?.description == text) }

    @Test(
        "text becomes the octets of X.690",
        arguments: [
            ("1.2.840.113549", [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]), ("2.999.3", [0x88, 0x37, 0x03]), ("0.0", [0x00]),
            ("1.39", [0x4f]), ("2.47", [0x7f]), ("2.48", [0x81, 0x00]), ("1.2.16384", [0x2a, 0x81, 0x80, 0x00]),
            ("1.2.18446744073709551615", [0x2a, 0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
        ] as [(String, [UInt8])])
    func octets(text: String, octets: [UInt8]) { #expect(ObjectIdentifier(text)?.content == octets) }

    @Test(
        "what is no identifier is refused",
        arguments: [
            "", "1", "1.", ".1", "3.1", "1.40", "1.-2", "1.+2", "+1.2", "1. 2", "1.2.x", "1.2..3",
            "2.18446744073709551615", "1.２", ".", "1.2.", "1.2 ", "1.2.18446744073709551616",
            "1.2.99999999999999999999", "٣.1",
        ])
    func refused(_ text: String) { #expect(ObjectIdentifier(text) == nil) }

    @Test("an arc beyond 64 bits does not trap, and is shown as such")
    func overflow() {
        let content: [UInt8] = [0x2a] + [UInt8](repeating: 0xff, count: 20) + [0x7f]
        #expect(ObjectIdentifier(content: content).description == "1.2.…")
        #expect(ObjectIdentifier(content: []).description == "")
    }
}
