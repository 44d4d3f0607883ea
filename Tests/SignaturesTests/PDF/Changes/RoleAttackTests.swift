import Testing

@testable import Signatures

/// Objects that were made to be two things, so that a change to the one that is permitted changes the other.
@Suite("Objects with two roles")
struct RoleAttackTests {
    private typealias Document = SignedDocument

    private static let signing = [
        (9, Document.empty("/V 31 0 R/AP<</N 28 0 R>>")), (31, HandmadePDF.signature()),
        (28, Document.look("BT (Pay 900) Tj ET")),
    ]

    @Test("an appearance that is page content, a resource, or something unknown, is not replaced by signing")
    func appearance() throws {
        let planted = [(9, Document.empty("/AP<</N 28 0 R>>")), (28, Document.look(""))]
        #expect(try Document(planted: planted).changes(Self.signing).suspicions == [])
        let uses = [
            (
                3,
                Document.page.replacing("4 0 R", with: "[4 0 R 28 0 R]") + "/Annots[7 0 R 8 0 R 9 0 R 10 0 R 22 0 R]>>"
            ),
            (12, "<</Type/Page/Parent 2 0 R/Contents 13 0 R/Resources<</XObject<</X 28 0 R>>>>>>"),
            (1, Document.catalogue("/Mine 28 0 R")),
        ]
        for use in uses {
            #expect(try Document(planted: planted + [use]).changes(Self.signing).verdict == .suspicious, "\(use)")
        }
    }

    @Test("a shared dictionary of appearances is not replaced by signing")
    func sharedAppearances() throws {
        let planted = [(9, Document.empty("/AP 29 0 R")), (29, "<</N 28 0 R>>"), (28, Document.look(""))]
        let update = [
            (9, Document.empty("/V 31 0 R/AP<</N 32 0 R>>")), (31, HandmadePDF.signature()), (32, Document.look("")),
        ]
        #expect(try Document(planted: planted).changes(update).suspicions == [])
        let use = (1, Document.catalogue("/Mine 29 0 R"))
        #expect(try Document(planted: planted + [use]).changes(update).has(.sharedObject))
        var trailer = Document(planted: planted)
        #expect(try trailer.changes(update).verdict == .permitted)
        trailer.pdf.trailer["Mine"] = "29 0 R"
        #expect(try trailer.changes(update).verdict == .suspicious)
    }

    @Test("a widget that is a font dictionary too is not signed")
    func widgetAsFont() throws {
        let use = (12, "<</Type/Page/Parent 2 0 R/Contents 13 0 R/Resources<</Font 9 0 R>>>>")
        let update = [(9, Document.empty("/V 31 0 R")), (31, HandmadePDF.signature())]
        #expect(try Document().changes(update).suspicions == [])
        #expect(try Document(planted: [use]).changes(update).verdict == .suspicious)
    }

    @Test("metadata that is page content too is not written anew")
    func metadata() throws {
        let planted = [(12, "<</Type/Page/Parent 2 0 R/Contents 16 0 R/Resources<<>>>>")]
        let update = [(16, HandmadePDF.stream("/Type/Metadata/Subtype/XML", "BT (Pay 900) Tj ET"))]
        #expect(try Document().changes(update).suspicions == [])
        #expect(try Document(planted: planted).changes(update).has(.pageContent))
    }

    @Test("evidence that is used elsewhere is not evidence")
    func evidence() throws {
        let planted = [(12, "<</Type/Page/Parent 2 0 R/Contents 31 0 R/Resources<<>>>>")]
        let update = [
            (1, Document.catalogue("/DSS<</Certs[31 0 R]>>")), (31, HandmadePDF.stream("", "BT (Pay 900) Tj ET")),
        ]
        #expect(try Document().changes(update).suspicions == [])
        #expect(try Document(planted: planted).changes(update).has(.pageContent))
        let strange = [(1, Document.catalogue("/DSS<</Certs[31 0 R]/Mine 32 0 R>>")), update[1], (32, "<<>>")]
        #expect(try Document().changes(strange).verdict == .suspicious)
    }

    @Test("a list of annotations that another page has too does not grow")
    func sharedList() throws {
        let list = "[7 0 R 8 0 R 9 0 R 10 0 R 22 0 R 20 0 R"
        func document(_ other: String) -> Document {
            var document = Document(planted: [(12, "<</Type/Page/Parent 2 0 R/Contents 13 0 R\(other)>>")])
            document.pdf = HandmadePDF()
            document.pdf.append([
                (1, "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>"), (2, "<</Type/Pages/Kids[3 0 R 12 0 R]/Count 2>>"),
                (3, "<</Type/Page/Parent 2 0 R/Annots 4 0 R>>"), (4, "[6 0 R]"), (5, "<</Fields[6 0 R]/SigFlags 3>>"),
                (6, Document.field("sig1", 7)), (7, HandmadePDF.signature()),
                (12, "<</Type/Page/Parent 2 0 R\(other)>>"),
            ])
            return document
        }
        #expect(list.hasPrefix("["))
        let update = [
            (4, "[6 0 R 8 0 R]"), (5, "<</Fields[6 0 R 8 0 R]/SigFlags 3>>"), (8, Document.field("b", 9)),
            (9, HandmadePDF.signature()),
        ]
        #expect(try document("").changes(update).suspicions == [])
        #expect(try document("/Resources<</ColorSpace 4 0 R>>").changes(update).verdict == .suspicious)
    }

    @Test("an object that cannot be read without guessing is suspicious")
    func unreadable() throws {
        #expect(try Document().changes([(18, "<</Producer(a)/Producer(b)>>")]).verdict == .suspicious)
        #expect(try Document().changes([(16, "<</Type/Metadata")]).verdict == .suspicious)
    }

    @Test("a page that calls a field its parent inherits from it")
    func parent() throws {
        let planted = [(12, "<</Type/Page/Parent 30 0 R/MediaBox[0 0 600 800]/Contents 13 0 R/Resources<<>>>>")]
        let update = [
            (3, Document.page(" 30 0 R")), (5, Document.form(" 30 0 R")),
            (30, Document.field("sig3", 31, "0 0 0 0", "/Rotate 90")), (31, HandmadePDF.signature()),
        ]
        #expect(try Document().changes(update).suspicions == [])
        #expect(try Document(planted: planted).changes(update).verdict == .suspicious)
    }
}
