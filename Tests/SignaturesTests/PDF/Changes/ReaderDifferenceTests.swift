import Testing

@testable import Signatures

/// Found by a review: updates that one reader shows in another way than the one that is compared here, by looks that are
/// not counted as looks, values that are not values of their own, and names that are spelled in two ways.
@Suite("Changes that only some readers show")
struct ReaderDifferenceTests {
    private typealias Document = SignedDocument

    @Test("flags that do not fit into 32 bits hide nothing")
    func wideFlags() throws {
        let field = Document.field("sig3", 31, "0 0 600 790", "/AP<</N 32 0 R>>").replacing(
            "/F 132", with: "/F 4294967298")
        let update = [
            (3, Document.page(" 30 0 R")), (5, Document.form(" 30 0 R")), (30, field), (31, HandmadePDF.signature()),
            (32, Document.look("1 g")),
        ]
        #expect(try Document(signature: Document.certified(2)).changes(update).verdict == .suspicious)
        #expect(try Document().changes(update).has(.signatureCoversPage))
    }

    @Test("many points with a look are no unseen signatures")
    func points() throws {
        let document = Document(signature: Document.certified(2))
        func update(_ more: String) -> [(Int, String)] {
            [
                (3, Document.page(" 30 0 R")), (5, Document.form(" 30 0 R")),
                (30, Document.field("sig3", 31, "10 10 10.9 11", more)), (31, HandmadePDF.signature()),
                (32, Document.look("0 g")),
            ]
        }
        #expect(try document.changes(update("/AP<</N 32 0 R>>")).verdict == .suspicious)
        #expect(try document.changes(update("/MK<</BG[0 0 0]>>")).verdict == .suspicious)
        #expect(try document.changes(update("")).verdict == .permitted)
    }

    @Test("an empty signature field has no ground and no border, and is a widget")
    func decorated() throws {
        func update(_ field: String) -> [(Int, String)] {
            [(3, Document.page(" 30 0 R")), (5, Document.form(" 30 0 R")), (30, field)]
        }
        let field = Document.empty().replacing("(sig2)", with: "(sig3)")
        #expect(try Document().changes(update(field)).verdict == .permitted)
        for more in ["/MK<</BG[1 1 1]>>", "/BS<</W 90>>", "/Border[0 0 90]"] {
            let decorated = Document.empty(more).replacing("(sig2)", with: "(sig3)")
            #expect(try Document().changes(update(decorated)).verdict == .suspicious, "\(more)")
        }
        let text = field.replacing("/Widget", with: "/FreeText/Contents(Pay 900)")
        #expect(try Document().changes(update(text)).verdict == .suspicious)
    }

    @Test("several fields that cover the page together are refused as one is")
    func together() throws {
        var update = [(3, Document.page(" 30 0 R 33 0 R")), (5, Document.form(" 30 0 R 33 0 R"))]
        for (number, rectangle) in [(30, "0 0 600 300"), (33, "0 300 600 600")] {
            update += [
                (number, Document.field("sig\(number)", number + 1, rectangle, "/AP<</N 32 0 R>>")),
                (number + 1, HandmadePDF.signature()),
            ]
        }
        update.append((32, Document.look("1 g")))
        #expect(try Document().changes(update).has(.signatureCoversPage))
    }

    @Test("a list that scrolls, a choice that moves and a text that is set otherwise need another value")
    func withoutValue() throws {
        for entry in ["/TI 6", "/I[2]", "/RV(<p>900</p>)"] {
            let changed = Document.amount().replacing("/V(100)", with: "/V(100)\(entry)")
            #expect(
                try Document(signature: Document.certified(2)).changes([(8, changed)]).verdict == .suspicious,
                "\(entry)")
        }
    }

    @Test("the form's own font and style stay where readers draw fields with them")
    func formResources() throws {
        let bare = [(7, Document.name("/V(100)").replacing("/AP<</N 11 0 R>>", with: ""))]
        let font = Document.form().replacing("/Helv 6 0 R", with: "/Helv 6 0 R/Other 30 0 R")
        let update = [(5, font), (30, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")]
        #expect(try Document(planted: bare).changes(update).verdict == .suspicious)
        #expect(try Document().changes(update).verdict == .permitted)
    }

    @Test("an inherited value, one that only the look shows, and one of a field for reading are values")
    func values() throws {
        let look = [(32, Document.look("BT (900) Tj ET"))]
        let shown = [(11, Document.look("BT (100) Tj ET"))]
        #expect(
            try Document(planted: shown).changes([(7, Document.name("/V(900)", look: 32))] + look).verdict
                == .suspicious)
        let fixed = [(7, Document.name("/Ff 1"))]
        #expect(
            try Document(planted: fixed).changes([(7, Document.name("/Ff 1/V(900)", look: 32))] + look).verdict
                == .suspicious)
        // From nothing to an empty text, with a look that says something.
        #expect(try Document().changes([(7, Document.name("/V()", look: 32))] + look).verdict == .suspicious)
        #expect(try Document().changes([(7, Document.name("/V(900)", look: 32))] + look).verdict == .permitted)
    }

    @Test("a check box whose state was made to cover the page stays as it was")
    func preparedState() throws {
        let box =
            "<</Type/Annot/Subtype/Widget/FT/Btn/T(agree)/Rect[0 0 600 790]/P 3 0 R/F 4/AS/Off/AP<</N<</Yes 11 0 R>>>>>>"
        let checked = box.replacing("/AS/Off", with: "/AS/Yes/V/Yes")
        #expect(try Document(planted: [(22, box)]).changes([(22, checked)]).has(.signatureCoversPage))
    }

    @Test("a locked name is the same in every encoding")
    func lockedName() throws {
        let lock =
            "/Reference[<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/V/1.2/Action/Include/Fields[<FEFF20220061>]>>>>]"
        let named = [(7, Document.name().replacing("(name)", with: "<8061>"))]
        let filled = Document.name("/V(An)", look: 32).replacing("(name)", with: "<8061>")
        let update = [(7, filled), (32, Document.look("BT (An) Tj ET"))]
        #expect(try Document(signature: lock, planted: named).changes(update).verdict == .suspicious)
        #expect(try Document(planted: named).changes(update).verdict == .permitted)
    }

    @Test("a certification that permits annotations permits none that strikes the text out")
    func struckOut() throws {
        let document = Document(signature: Document.certified(3))
        func note(_ kind: String) -> [(Int, String)] {
            [
                (3, Document.page(" 30 0 R")),
                (
                    30,
                    "<</Type/Annot/Subtype/\(kind)/Rect[10 10 30 30]/P 3 0 R/QuadPoints[0 0 600 0 0 9 600 9]/C[1 1 1]>>"
                ),
            ]
        }
        #expect(try document.changes(note("StrikeOut")).verdict == .suspicious)
        #expect(try document.changes(note("Text")).verdict == .permitted)
    }

    @Test("a reference with another generation leads some readers to the object: what comes there is not accepted")
    func generations() throws {
        let update = [
            (9, Document.empty("/V 31 0 R/AP<</N 28 0 R>>")), (31, HandmadePDF.signature()),
            (28, Document.look("BT (Pay 900) Tj ET")),
        ]
        func page(_ reference: String) -> [(Int, String)] {
            [(12, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents[13 0 R \(reference)]/Resources<<>>>>")]
        }
        for style in HandmadePDF.Style.allCases {
            #expect(try Document(style: style, planted: page("29 1 R")).changes(update).suspicions == [])
            // Nothing is there under that generation, before and after.
            #expect(
                try Document(style: style, planted: page("28 1 R")).changes(update).suspicions
                    == ["pageContent 28 /AcroForm/Fields[2]/AP/N"])
        }
        // What only such a reference leads to is reached.
        let planted = page("27 1 R") + [(27, "[28 0 R]")]
        #expect(try Document(planted: planted).changes(update).verdict == .suspicious)
    }

    @Test("a number that was free, or in use, comes back under another generation")
    func reused() throws {
        func changes(_ generation: Int, freed: Bool) throws -> ChangesAfterSigning {
            var document = Document()
            let information = "<</Producer(other)>>"
            document.pdf.trailer["Info"] = "18 \(generation) R"
            if freed { document.update([(3, Document.page())], free: [18]) }
            document.pdf.append([HandmadePDF.Object(number: 18, generation: generation, body: information)])
            return try document.changes()
        }
        #expect(try changes(0, freed: false).suspicions == [])
        #expect(try changes(1, freed: false).has(.generation))
        #expect(try changes(1, freed: true).has(.generation))
    }
}
