import PKI
import Signatures
import TestSupport
import Testing

/// Whom a certificate numbers, read from its DER: every type of string in which CAs write a name.
@Suite("The signer's identity")
struct SignerIdentityTests {
    private static let number = "CCCD:038093015572"

    /// A certificate whose UID is the content of a string of this type.
    private static func signer(tag: UInt8, content: [UInt8]) throws -> SignerReport {
        let pki = try MintedPKI()
        let placeholder = String(repeating: "X", count: content.count)
        let identity = try pki.signer([.init(.userID, placeholder), .init(.commonName, "Nguyễn Văn An")])
        let length = UInt8(content.count)
        let rewritten = try #require(
            try RewrittenCertificate.replacing(
                [0x0c, length] + Array(placeholder.utf8), by: [tag, length] + content, in: identity.certificate,
                signedBy: pki.issuing.key))
        return SignerReport(try Certificate(der: rewritten), isAuthority: false)
    }

    private static func utf16(_ text: String) -> [UInt8] { text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] } }

    @Test(
        "UTF8String, PrintableString, TeletexString, IA5String",
        arguments: [0x0c, 0x13, 0x14, 0x16] as [UInt8])
    func narrow(_ tag: UInt8) throws {
        let signer = try Self.signer(tag: tag, content: Array(Self.number.utf8))
        #expect(signer.identifiers == [Self.number] && !signer.hasDoubtfulIdentifiers)
        #expect(signer.kind == .personal)
    }

    @Test("BMPString and UniversalString")
    func wide() throws {
        let bmp = try Self.signer(tag: 0x1e, content: Self.utf16(Self.number))
        #expect(bmp.identifiers == [Self.number] && !bmp.hasDoubtfulIdentifiers)
        let universal = try Self.signer(tag: 0x1c, content: Self.number.utf8.flatMap { [0, 0, 0, $0] })
        #expect(universal.identifiers == [Self.number] && !universal.hasDoubtfulIdentifiers)
    }

    @Test("a string that cannot be decoded numbers nobody, where the certificate can be read at all")
    func undecodable() throws {
        for (tag, content) in [
            (0x0c, Array("CCCD:03809301557".utf8) + [0xff]), (0x1e, [0xd8, 0x00] + Self.utf16(Self.number)),
        ] as [(UInt8, [UInt8])] {
            let signer: SignerReport
            do { signer = try Self.signer(tag: tag, content: content) } catch is PKIError { continue }
            #expect(signer.identifiers.isEmpty && signer.hasDoubtfulIdentifiers, "\(content)")
        }
    }

    @Test("a string that holds more than the number, or other digits, is doubtful and numbers nobody")
    func doubtful() throws {
        for (tag, content) in [
            (0x1e, Self.utf16("CCCD:０３８０９３０１５５７２")), (0x0c, Array("CCCD:038093015572\0".utf8)),
            (0x16, Array("CCCD:038093015572\0CCCD:1".utf8)), (0x1e, Self.utf16(Self.number + "\0")),
        ] as [(UInt8, [UInt8])] {
            let signer = try Self.signer(tag: tag, content: content)
            #expect(signer.identifiers.isEmpty, "\(content)")
            #expect(signer.hasDoubtfulIdentifiers, "\(content)")
            #expect(signer.kind == .unknown)
        }
    }

    @Test("UIDs and numbers in serialNumber are read alike, in the order of the name")
    func severalAttributes() throws {
        let pki = try MintedPKI()
        let identity = try pki.signer([
            .init(.serialNumber, "MST:0100686209-199"), .init(.commonName, "An"), .init(.userID, Self.number),
            .init(.userID, "an.nguyen"), .init(.serialNumber, "0123456789"),
        ])
        let signer = SignerReport(try Certificate(der: identity.certificate), isAuthority: false)
        #expect(signer.identifiers == ["MST:0100686209-199", Self.number])
        #expect(!signer.hasDoubtfulIdentifiers && signer.kind == .employee)
    }

    @Test("a report keeps the doubt, and one without the field has none")
    func kept() throws {
        let doubtful = try Self.signer(tag: 0x0c, content: Array("cccd:038093015572".utf8))
        var signature = SignatureReport(id: "s", level: "CMS", digestAlgorithm: "SHA256", signatureAlgorithm: "ECDSA")
        signature.signer = doubtful
        var report = ValidationReport(format: "CAdES", trustSnapshot: "", validationTime: MintedPKI.now)
        report.signatures = [signature]
        let document = report.document()
        #expect(document["signatures"]?[0]?["signer"]?["doubtfulIdentifiers"]?.bool == true)
        #expect(try ValidationReport(document: document).signatures[0].signer == doubtful)
        report.signatures[0].signer = try Self.signer(tag: 0x0c, content: Array(Self.number.utf8))
        #expect(report.document()["signatures"]?[0]?["signer"]?["doubtfulIdentifiers"] == nil)
        #expect(try ValidationReport(document: report.document()).signatures == report.signatures)
    }
}
