import CanonicalJSON
import Testing

@testable import VaultCore

@Suite("The statement that an owner signs")
struct ConsentTermsTests {
    private static let vault = String(repeating: "5", count: 32)

    private func terms(_ documents: [DocumentID]? = nil) throws -> ConsentTerms {
        try ConsentTerms(
            vault: Self.vault, owner: Owner("CCCD:038093015572"), agency: AgencyCode("H37.01"),
            purpose: AccessPurpose("1.001193"), documents: documents, from: #require(DocumentDay("2026-11-25")),
            until: #require(DocumentDay("2027-05-31")))
    }

    @Test("is read back from its bytes, and says the same")
    func roundTrip() throws {
        for documents in [nil, [DocumentID.random()], [.random(), .random(), .random()]] as [[DocumentID]?] {
            let terms = try terms(documents)
            #expect(try ConsentTerms(bytes: terms.json.canonicalBytes) == terms)
            #expect(terms.covers(.random()) == (documents == nil))
            #expect(documents?.allSatisfy(terms.covers) ?? true)
        }
        let request = ConsentWithdrawalRequest(consent: .random(), vault: Self.vault)
        #expect(try ConsentWithdrawalRequest(bytes: request.json.canonicalBytes) == request)
    }

    @Test("each document once, in one order, whatever was asked for")
    func sorted() throws {
        let two = [DocumentID.random(), .random()]
        let terms = try terms(two + two)
        #expect(terms.documents?.map(\.text) == two.map(\.text).sorted())
        let swapped = terms.json.text.replacing(terms.documents?[0].text ?? "", with: String(repeating: "f", count: 32))
        #expect(throws: VaultError.self) { try ConsentTerms(bytes: Array(swapped.utf8)) }
    }

    @Test("no byte of it can be changed, or taken away, and leave the same terms")
    func everyByte() throws {
        let terms = try terms([.random()])
        let bytes = terms.json.canonicalBytes
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect((try? ConsentTerms(bytes: changed)) != terms)
            }
            var shorter = bytes
            shorter.remove(at: place)
            #expect((try? ConsentTerms(bytes: shorter)) != terms)
        }
    }

    @Test("an unknown field, a doubled one, another form and another schema are errors of their own")
    func refused() throws {
        let text = try terms().json.text
        func code(_ text: String) -> VaultErrorCode? {
            do {
                _ = try ConsentTerms(bytes: Array(text.utf8))
                return nil
            } catch { return error.code }
        }
        #expect(code(text) == nil)
        #expect(code(text.replacing("\"vault\"", with: "\"unto\":\"x\",\"vault\"")) == .consentFieldUnknown)
        #expect(code(text.replacing("{\"agency\"", with: "{\"agency\":\"H01\",\"agency\"")) == .consentKeyTwice)
        #expect(code(text.replacing(",", with: ", ")) == .consentMalformed)
        #expect(code(text + "\n") == .consentMalformed)
        #expect(code(text.replacing("kho.consent/1", with: "kho.consent/2")) == .consentMalformed)
        #expect(code(text.replacing("\"all\"", with: "[]")) == .consentMalformed)
        #expect(code(text.replacing("\"all\"", with: "\"ALL\"")) == .consentMalformed)
        #expect(code(text.replacing("\"all\"", with: "null")) == .consentMalformed)
        #expect(code(text.replacing("1.001193", with: "for 038093015572")) == .consentMalformed)
        #expect(code(text.replacing("CCCD:038093015572", with: "CCCD:1")) == .consentMalformed)
        #expect(code(text.replacing("2027-05-31", with: "2027-05-32")) == .consentMalformed)
        #expect(code(text.replacing("2027-05-31", with: "2026-11-24")) == .consentPeriodEmpty)
        #expect(code("") == .consentMalformed)
        #expect(code("[]") == .consentMalformed)
        let request = ConsentWithdrawalRequest(consent: .random(), vault: Self.vault).json.text
        #expect(code(request) == .consentMalformed)
        #expect(throws: VaultError(.consentMalformed, ["field": "schema"])) {
            try ConsentWithdrawalRequest(bytes: Array(text.utf8))
        }
        let more = request.replacing("{\"consent\"", with: "{\"but\":1,\"consent\"")
        #expect(throws: VaultError(.consentFieldUnknown, ["field": "but"])) {
            try ConsentWithdrawalRequest(bytes: Array(more.utf8))
        }
    }

    @Test("too many documents are none that a person named")
    func many() throws {
        let documents = (0...ConsentTerms.maximumDocuments).map { _ in DocumentID.random() }
        #expect(throws: VaultError(.consentMalformed, ["field": "documents"])) { try terms(documents) }
        let most = try terms(Array(documents.dropLast()))
        #expect(try ConsentTerms(bytes: most.json.canonicalBytes) == most)
    }
}
