import PKI
import Testing

@testable import VaultCore

@Suite("Days in dossiers' codes")
struct DossierDayTests {
    @Test("days of the calendar are taken", arguments: ["240229", "000229", "251231", "990101"])
    func days(_ text: String) throws { #expect(try DossierDay(text).text == text) }

    @Test(
        "what is no day is refused",
        arguments: ["250229", "251301", "250100", "250431", "25010", "2501011", "", "25-101", "25０101", "+50101"])
    func malformed(_ text: String) {
        #expect(throws: VaultError(.codePartMalformed, ["scheme": "dossier", "codePart": "day"])) {
            try DossierDay(text)
        }
    }

    @Test("a day begins when it begins in Vietnam")
    func zone() throws {
        #expect(try DossierDay(#require(Instant("2026-11-24T16:59:59.999999Z"))).text == "261124")
        #expect(try DossierDay(#require(Instant("2026-11-24T17:00:00Z"))).text == "261125")
    }

    @Test("two digits tell no other century")
    func century() throws {
        let last = try #require(Instant("2099-12-31T16:59:59Z"))
        #expect(try DossierDay(last).text == "991231")
        #expect(throws: VaultError.self) { try DossierDay(last.adding(seconds: 1)) }
        #expect(throws: VaultError.self) { try DossierDay(#require(Instant("1999-12-31T16:59:59Z"))) }
    }
}
