import Messages
import Testing

@testable import Signatures

@Suite("Sentences for changes after signing")
struct ChangeSentenceTests {
    @Test("every kind of change has its words in both languages", arguments: ChangeSubject.allCases)
    func words(subject: ChangeSubject) {
        for language in Language.allCases {
            #expect(Catalogue.word(for: subject.rawValue, of: "change", in: language) != nil)
        }
    }

    @Test("a reason says what was changed, where, and by which rule")
    func sentence() throws {
        let other = HandmadePDF.stream("", "BT /F1 12 Tf (Pay 900) Tj ET")
        let reason = try #require(try SignedDocument().changes([(4, other)]).reasons.first)
        let message = Message(code: MessageCode(reason.code), facts: reason.facts)
        #expect(
            message.text(in: .en)
                == "The document was changed after it was signed: the content of a page (object 4, at /Pages/Kids[0]/Contents, rule referrers)."
        )
    }

    @Test("equal files give equal reports, in order")
    func order() throws {
        let update = [
            (4, HandmadePDF.stream("", "0 g")), (6, "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"), (15, "<<>>"),
        ]
        let first = try SignedDocument().changes(update).reasons
        #expect(first.count >= 3)
        for _ in 0..<5 { #expect(try SignedDocument().changes(update).reasons == first) }
    }
}
