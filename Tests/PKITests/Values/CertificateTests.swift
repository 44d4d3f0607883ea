import PKI
import TestSupport
import Testing

@Suite("Certificates")
struct CertificateTests {
    @Test("a name keeps its attributes in order, with values as they stand")
    func names() throws {
        let pki = try MintedPKI()
        let identity = try pki.signer([
            .init(.userID, "CCCD:038093015572"), .init(.userID, "MST:0101234567"),
            .init(.commonName, "Nguyễn Văn An, \"Phó\""),
        ])
        let certificate = try Certificate(der: identity.certificate)
        #expect(certificate.subject.values(.userID) == ["CCCD:038093015572", "MST:0101234567"])
        #expect(certificate.subject.text.contains("Nguyễn Văn An\\, \\\"Phó\\\""))
        #expect(certificate.issuer == (try Certificate(der: pki.issuing.certificate)).subject)
        #expect(!certificate.isSelfIssued && !certificate.isAuthority)
    }

    @Test("serial numbers of any length are their content octets", arguments: [1, 8, 20, 127, 128, 200])
    func serials(count: Int) throws {
        let pki = try MintedPKI()
        let serial = [UInt8](repeating: 0x5a, count: count)
        let identity = try pki.signer { $0.serialNumber = serial }
        let certificate = try Certificate(der: identity.certificate)
        #expect(certificate.serialNumber == serial)
        #expect(
            certificate.isNamed(by: .issuerAndSerial(issuer: certificate.issuer.der, serial: [0] + serial)))
        #expect(
            !certificate.isNamed(by: .issuerAndSerial(issuer: certificate.issuer.der, serial: serial + [0])))
    }

    @Test("anything but one certificate in DER is refused")
    func refused() throws {
        let pki = try MintedPKI()
        let der = pki.root.certificate
        for bytes in [[], [0x30, 0], der + [0], Array(der.dropLast()), Array(der.dropFirst())] {
            #expect(throws: PKIError.self) { try Certificate(der: bytes) }
        }
        for count in 0..<der.count { #expect((try? Certificate(der: Array(der.prefix(count)))) == nil) }
        #expect(throws: PKIError.self) {
            try Certificate(der: [UInt8](repeating: 0x30, count: Certificate.maximumSize + 1))
        }
        let both = PEM.armour(der, label: "CERTIFICATE") + PEM.armour([1], label: "CERTIFICATE")
        #expect(throws: PKIError.self) { try Certificate.all(in: Array(both.utf8)) }
        #expect(throws: PKIError.self) { try Certificate.all(in: Array(PEM.armour(der, label: "X").utf8)) }
    }

    @Test("what a certificate may be used for follows its extensions")
    func usages() throws {
        let pki = try MintedPKI()
        func certificate(_ usage: String?, _ purposes: String?) throws -> Certificate {
            try Certificate(
                der: pki.signer {
                    $0.keyUsage = usage
                    $0.extendedKeyUsage = purposes
                }.certificate)
        }
        let documents =
            [
                (nil, nil, true), ("nonRepudiation", nil, true), ("keyAgreement", nil, false),
                (nil, "serverAuth", false),
                (nil, "serverAuth,emailProtection", true), (nil, "1.3.6.1.5.5.7.3.36", true),
                (nil, "OCSPSigning", false),
            ] as [(String?, String?, Bool)]
        for (usage, purposes, may) in documents {
            #expect(
                try certificate(usage, purposes).mayIssueDocumentSignatures == may, "\(usage ?? "-") \(purposes ?? "-")"
            )
        }
        #expect(try certificate("digitalSignature", "critical,timeStamping").mayIssueTimestamps)
        #expect(try !certificate("digitalSignature", "timeStamping").mayIssueTimestamps)
        #expect(try !certificate("keyAgreement", "critical,timeStamping").mayIssueTimestamps)
        #expect(try certificate("digitalSignature", "OCSPSigning").mayIssueOCSPAnswers)
        #expect(try !certificate("digitalSignature", nil).mayIssueOCSPAnswers)
        #expect(try !Certificate(der: pki.issuing.certificate).mayIssueDocumentSignatures)
    }
}
