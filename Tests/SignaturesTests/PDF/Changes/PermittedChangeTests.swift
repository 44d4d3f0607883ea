import Testing

@testable import Signatures

/// What those write who sign again, fill in a form, or add evidence: never called suspicious.
@Suite("Changes that are permitted after signing")
struct PermittedChangeTests {
    private typealias Document = SignedDocument

    private func expectPermitted(_ changes: ChangesAfterSigning, _ subject: ChangeSubject? = nil, line: Int = #line) {
        let place = SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1)
        #expect(changes.verdict == .permitted, "\(changes.suspicions)", sourceLocation: place)
        guard let subject else { return }
        #expect(changes.reasons.contains { $0.facts["change"] == subject.rawValue }, sourceLocation: place)
    }

    @Test("nothing after the signature is no change", arguments: HandmadePDF.Style.allCases)
    func nothing(style: HandmadePDF.Style) throws {
        #expect(try Document(style: style).changes().verdict == .none)
    }

    @Test(
        "a further signature, seen or unseen, is permitted", arguments: HandmadePDF.Style.allCases,
        ["0 0 0 0", "300 10 400 60"])
    func furtherSignature(style: HandmadePDF.Style, rectangle: String) throws {
        let drawing = rectangle == "0 0 0 0" ? "q Q" : "BT /F9 12 Tf (Signed) Tj ET"
        let changes = try Document(style: style).changes([
            (3, Document.page(" 30 0 R")), (5, Document.form(" 30 0 R")),
            (30, Document.field("sig3", 31, rectangle, "/AP<</N 32 0 R>>")), (31, HandmadePDF.signature()),
            (32, Document.look(drawing, "/Resources<</Font<</F9 33 0 R>>>>")),
            (33, "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"),
        ])
        expectPermitted(changes, .signatureAdded)
    }

    @Test("an empty signature field may be signed, with a look of its own")
    func emptyField() throws {
        let changes = try Document().changes([
            (9, Document.empty("/V 31 0 R/AP<</N 32 0 R>>")), (31, HandmadePDF.signature()), (32, Document.look("")),
        ])
        expectPermitted(changes, .signatureAdded)
    }

    @Test("a form is made where there was none")
    func newForm() throws {
        var pdf = HandmadePDF()
        pdf.append([
            (1, "<</Type/Catalog/Pages 2 0 R>>"), (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"),
            (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
        ])
        let fields = (Document.field("a", 6), Document.field("b", 8))
        pdf.append([
            (1, "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>"), (4, "<</Fields[5 0 R]/SigFlags 3>>"), (5, fields.0),
            (6, HandmadePDF.signature()),
        ])
        pdf.append([(4, "<</Fields[5 0 R 7 0 R]/SigFlags 3>>"), (7, fields.1), (8, HandmadePDF.signature())])
        #expect(try FoundSignatures(pdf.bytes).results.map(\.verdict) == [.permitted, .none])
    }

    @Test("evidence and a document timestamp are permitted, even where a certification permits nothing")
    func evidence() throws {
        var document = Document(signature: Document.certified(1))
        document.update([
            (1, Document.catalogue("/DSS 30 0 R/Extensions<</ESIC<</BaseVersion/1.7/ExtensionLevel 1>>>>")),
            (30, "<</Type/DSS/Certs[31 0 R]/CRLs 32 0 R/VRI<</AB 33 0 R>>>>"), (31, HandmadePDF.stream("", "cert")),
            (32, "[34 0 R]"), (33, "<</Cert[31 0 R]/TU(D:2026)/TS 35 0 R>>"), (34, HandmadePDF.stream("", "crl")),
            (35, HandmadePDF.stream("", "token", length: "36 0 R")), (36, "5"),
        ])
        document.update([
            (3, Document.page(" 40 0 R")), (5, Document.form(" 40 0 R")), (40, Document.field("stamp", 41)),
            (41, HandmadePDF.signature("/Type/DocTimeStamp/SubFilter/ETSI.RFC3161")),
        ])
        let changes = try document.changes()
        expectPermitted(changes, .evidence)
        expectPermitted(changes, .documentTimestamp)
    }

    @Test("metadata, information, identifiers and the version may be written anew")
    func metadata() throws {
        var document = Document()
        document.pdf.trailer["Info"] = "31 0 R"
        document.pdf.trailer["ID"] = "[<00><02>]"
        let changes = try document.changes([
            (1, Document.catalogue("/Version/2.0")), (16, HandmadePDF.stream("/Type/Metadata/Subtype/XML", "<x:new/>")),
            (31, "<</Producer(another)/ModDate 32 0 R>>"), (32, "(D:2026)"),
        ])
        expectPermitted(changes, .metadata)
        expectPermitted(changes, .information)
    }

    @Test("an empty field may be filled in and shown")
    func filling() throws {
        let changes = try Document().changes([
            (7, Document.name("/V(An)", look: 30)), (30, Document.look("BT (An) Tj ET")),
        ])
        expectPermitted(changes, .fieldValue)
        expectPermitted(
            try Document().changes(
                [(7, Document.name("/V(An)")), (11, Document.look("BT (An) Tj ET"))].filter { $0.0 == 7 }))
        let box =
            "<</Type/Annot/Subtype/Widget/FT/Btn/T(agree)/Rect[500 10 510 20]/P 3 0 R/F 4/AS/Yes/V/Yes/AP<</N<</Yes 11 0 R>>>>>>"
        expectPermitted(try Document().changes([(22, box)]), .fieldValue)
    }

    @Test("a value may be replaced where a certification permits filling in")
    func replacingCertified() throws {
        let update = [(8, Document.amount("900", look: 30)), (30, Document.look("BT (900) Tj ET"))]
        expectPermitted(try Document(signature: Document.certified(2)).changes(update), .fieldValueReplaced)
        #expect(try Document().changes(update).has(.fieldValueReplaced))
        #expect(try Document(signature: Document.certified(1)).changes(update).has(.fieldValueReplaced))
    }

    @Test("notes that the reader draws are permitted where a certification permits annotations, and only there")
    func notes() throws {
        let update = [
            (3, Document.page(" 30 0 R 31 0 R")),
            (30, "<</Type/Annot/Subtype/Text/Rect[500 700 520 720]/Contents(Why?)/P 3 0 R/Popup 31 0 R>>"),
            (31, "<</Type/Annot/Subtype/Popup/Rect[400 600 500 700]/Parent 30 0 R>>"),
        ]
        expectPermitted(try Document(signature: Document.certified(3)).changes(update), .annotationAdded)
        #expect(try Document(signature: Document.certified(2)).changes(update).has(.annotationAdded))
        #expect(try Document().changes(update).has(.annotationAdded))
    }

    @Test("objects that are only written again are no change", arguments: HandmadePDF.Style.allCases)
    func rewritten(style: HandmadePDF.Style) throws {
        let changes = try Document(style: style).changes([
            (3, Document.page()), (4, HandmadePDF.stream("", "BT /F1 12 Tf (Pay 100) Tj ET", length: "40 0 R")),
            (40, "28"),
            (8, Document.amount()), (10, "<</Type/Annot /Subtype /Link /Rect [300 300 400 320] /Dest [12 0 R /Fit]>>"),
        ])
        #expect(changes.suspicions == [])
    }

    @Test("a value that moves into an object of its own is the same value")
    func indirect() throws {
        let look = "/AP<</N 11 0 R>>"
        let moved = Document.name().replacing(look, with: "/AP 30 0 R")
        #expect(moved.contains("30 0 R"))
        #expect(try Document().changes([(7, moved), (30, "<</N 11 0 R>>")]).suspicions == [])
    }

    @Test("an object that nothing refers to changes nothing")
    func unreachable() throws {
        #expect(try Document().changes([(50, "<</S/JavaScript/JS(app.alert)>>")]).verdict != .suspicious)
    }

    @Test("a tagged document names the widget of a new signature")
    func structure() throws {
        let planted = [
            (1, Document.catalogue("/StructTreeRoot 23 0 R")),
            (23, "<</Type/StructTreeRoot/K 24 0 R/ParentTree 25 0 R>>"),
            (24, "<</Type/StructElem/S/Document/P 23 0 R/K[26 0 R]>>"), (25, "<</Nums[0 27 0 R]>>"),
            (26, "<</Type/StructElem/S/P/P 24 0 R/Pg 3 0 R/K 0>>"), (27, "[26 0 R]"),
        ]
        let update = [
            (3, Document.page(" 30 0 R")), (5, Document.form(" 30 0 R")),
            (30, Document.field("sig3", 31, "1 1 9 9", "/StructParent 1")), (31, HandmadePDF.signature()),
            (24, "<</Type/StructElem/S/Document/P 23 0 R/K[26 0 R 32 0 R]>>"), (25, "<</Nums[0 27 0 R 1 32 0 R]>>"),
            (32, "<</Type/StructElem/S/Form/P 24 0 R/Pg 3 0 R/K<</Type/OBJR/Obj 30 0 R>>>>"),
        ]
        expectPermitted(try Document(planted: planted).changes(update), .signatureAdded)
        var content = update
        content[6].1 = "<</Type/StructElem/S/P/P 24 0 R/Pg 3 0 R/K 0/ActualText(Pay 900)>>"
        #expect(try Document(planted: planted).changes(content).has(.structure))
    }
}
