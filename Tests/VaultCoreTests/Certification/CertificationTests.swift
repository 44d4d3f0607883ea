import CanonicalJSON
import PKI
import Testing

@testable import VaultCore

@Suite("What is certified")
struct CertificationTests {
    private static let text = """
        {"kind":"from-original","number":"45","book":"01/2026-SCT/BS","time":"2026-06-01T08:00:00+07:00",
         "certifier":{"name":"Phạm Thị Dung","title":"Phó Chủ tịch"},
         "authority":{"name":"UBND xã Ví Dụ","identifier":"MST:0400260612"},"pages":2,
         "original":{"name":"Giấy khai sinh","notation":"12/2020","issuer":"UBND xã Hòa Bình","issued":"2020-03-15"},
         "scan":{"digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000","size":48213},
         "validUntil":"2027-06-01"}
        """

    private static func stated(_ change: (String) -> String = { $0 }) throws -> Certification {
        try Certification(stated: JSON(parsing: Array(change(text).utf8)))
    }

    @Test("the documented file is read, and what is recorded of it reads back")
    func roundTrip() throws {
        var certification = try Self.stated()
        #expect(certification.statement == "Chứng thực bản sao đúng với bản chính")
        #expect(certification.serial == 45)
        certification.signatures = .init(certifier: "c", authority: "a")
        #expect(try Certification(recorded: certification.json) == certification)
        #expect(certification.terms["signatures"] == nil)
    }

    @Test("a field that is misspelt, missing or out of its form is named")
    func malformed() throws {
        let cases: [(from: String, to: String, field: String)] = [
            ("\"pages\"", "\"page\"", "page"), ("\"pages\":2", "\"pages\":0", "pages"),
            ("\"number\":\"45\"", "\"number\":\"045\"", "number"),
            ("\"number\":\"45\"", "\"number\":\"4 5\"", "number"),
            ("\"number\":\"45\"", "\"number\":\"\"", "number"), ("01/2026-SCT/BS", "01.2026", "book"),
            ("01/2026-SCT/BS", "", "book"), ("2026-06-01T08:00:00+07:00", "2026-06-01", "time"),
            ("2026-06-01T08:00:00+07:00", "2026-06-01 08:00:00+07:00", "time"),
            ("from-original", "from-nowhere", "kind"), ("from-original", "from-register", "certifier"),
            ("MST:0400260612", "0400260612", "authority"), ("sha256:0", "sha512:0", "scan"),
            ("\"size\":48213", "\"size\":0", "scan"), ("Giấy khai sinh", " ", "original"),
            ("Phó Chủ tịch", "a\\u000ab", "certifier"), ("2020-03-15", "2020-02-30", "issued"),
            ("Giấy khai sinh", String(repeating: "a", count: 513), "original"),
            ("\"validUntil\"", "\"signatures\"", "signatures"),
        ]
        for (from, to, field) in cases {
            #expect(throws: VaultError(.certificationMalformed, ["field": field]), "\(to)") {
                try Self.stated { $0.replacing(from, with: to, maxReplacements: 1) }
            }
        }
    }

    @Test("no two certifications have one statement, however their texts are put together")
    func injective() throws {
        let one = try Self.stated()
        var other = one
        other.original = .init(
            name: "Giấy khai sinh, số 12/2020", issuer: one.original.issuer, issued: one.original.issued)
        #expect(one.statementText != other.statementText)
        #expect(one.statementText.dropLast(72) == other.statementText.dropLast(72))
        #expect(Certification.isInForm(one.statementText) && !Certification.isInForm("Chứng thực bản sao"))
        #expect(one.statementText.contains("Số chứng thực: 45. Quyển số: 01/2026-SCT/BS"))
    }

    @Test("the longest statement still fits under a signature")
    func longest() throws {
        let long = String(repeating: "ế", count: 170)
        let certification = Certification(
            kind: .fromOriginal, statement: long, number: String(repeating: "A", count: 32),
            book: String(repeating: "A", count: 64), time: "2026-06-01T08:00:00+07:00",
            certifier: .init(name: long, title: long),
            authority: .init(name: long, identifier: try Owner("MST:0400260612")), pages: 100_000,
            original: .init(name: long, notation: long, issuer: long, issued: DocumentDay("2020-03-15")),
            scan: .init(digest: .sha256(of: [1]), size: 9_999_999_999), validUntil: DocumentDay("2027-06-01"))
        try certification.check()
        #expect(certification.statementText.utf8.count < 6000)
    }

    @Test("certifiers may be bound to an agency, in one form of line alone")
    func roles() throws {
        for text in [
            "certifier MST:1 of", "agency MST:0400260612 of MST:0400260613",
            "certifier CCCD:001077000123 in MST:0400260612",
        ] {
            #expect(throws: VaultError(.rolesMalformed, ["line": "1"]), "\(text)") { try Roles(parsing: text) }
        }
    }
}
