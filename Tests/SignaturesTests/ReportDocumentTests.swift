import CanonicalJSON
import PKI
import Signatures
import TestSupport
import Testing

@Suite("Reports as JSON")
struct ReportDocumentTests {
    private func report() throws -> ValidationReport {
        let pki = try MintedPKI()
        let identity = try pki.signer()
        let signer = try CAdESSigner(key: identity.key, certificate: identity.certificate)
        let content = MemorySource(Array("Đơn".utf8))
        let signature = MemorySource(try signer.detached(content, signingTime: MintedPKI.now))
        let validator = SignatureValidator(trust: pki.trust(crls: try pki.lists()))
        let contents = [
            OriginalContent(name: "khác.txt", source: MemorySource([1])),
            OriginalContent(name: "đơn.txt", source: content),
        ]
        return try validator.validate(signature, contents: contents, at: MintedPKI.now)
    }

    private static let contents = ["khác.txt", "đơn.txt"]

    @Test("a report read back from its canonical bytes is the same, but for the evidence's own bytes")
    func roundTrip() throws {
        var report = try report()
        report.signatures[0].counterSignatureOf = "0011223344556677"
        report.signatures[0].subIndication = .tryLater
        report.missingEvidence = [
            MissingEvidence(kind: .revocation, certificateSha256: "00", issuer: "CN=Có", addresses: ["http://a/b.crl"])
        ]
        report.signatures[0].timestamps = [
            TimestampReport(
                kind: .signature, time: Instant(microseconds: 1), indication: .indeterminate, subIndication: .noPOE,
                reasons: [Reason("X", ["a": "b"], weight: .information)])
        ]
        let bytes = report.document(file: "đơn.p7s", sha256: "ab", contents: Self.contents).canonicalBytes
        let read = try ValidationReport(document: try JSON(canonical: bytes), contents: Self.contents)
        report.evidence = report.evidence.map {
            EvidenceReport(kind: $0.kind, sha256: $0.sha256, source: $0.source, der: [])
        }
        #expect(!report.evidence.isEmpty)
        #expect(read == report)
    }

    @Test("the fields have the names of the contract, and what is not known is absent")
    func names() throws {
        let document = try report().document(file: "đơn.p7s", sha256: "ab", contents: Self.contents)
        let signature = document["signatures"]?[0]
        #expect(document["schema"] == "kho.verify/1")
        #expect(document["file"] == "đơn.p7s")
        #expect(document["format"] == "CAdES")
        #expect(document["unsignedFiles"] == ["khác.txt"])
        #expect(document["checkedAt"] == nil)
        #expect(document["validationTime"]?.string == MintedPKI.now.description)
        #expect(signature?["subIndication"] == nil)
        #expect(signature?["bestSignatureTime"] == nil)
        #expect(signature?["claimedSigningTime"]?.string == MintedPKI.now.description)
        #expect(signature?["signer"]?["class"] == "personal")
        #expect(signature?["signer"]?["identifiers"] == ["CCCD:038093015572"])
        #expect(signature?["reasons"]?[0] == ["code": "NO_TRUSTED_TIME", "facts": [:], "weight": "information"])
        #expect(!document.text.contains("null"))
    }

    @Test("the same inputs give the same bytes")
    func equalBytes() throws {
        let report = try report()
        #expect(report.document().canonicalBytes == report.document().canonicalBytes)
        let shown = report.document(addingTo: { ["en": .string($0.code)] })
        #expect(shown["signatures"]?[0]?["reasons"]?[0]?["en"] == "NO_TRUSTED_TIME")
    }

    @Test("a report without a field, or with one of another kind, is refused by the field's name")
    func malformed() throws {
        let document = try report().document(contents: Self.contents)
        for field in ["schema", "indication", "signatures", "evidence", "trustSnapshot", "validationTime"] {
            var object = try #require(document.object)
            object[field] = .bool(true)
            #expect(throws: ReportDocumentError.self) {
                try ValidationReport(document: .object(object), contents: Self.contents)
            }
            object[field] = nil
            #expect(throws: ReportDocumentError.self) {
                try ValidationReport(document: .object(object), contents: Self.contents)
            }
        }
        var object = try #require(document.object)
        object["later"] = "ignored"
        _ = try ValidationReport(document: .object(object), contents: Self.contents)
    }
}
