import Testing

@testable import Signatures

/// Fields and signatures that later revisions bring, alter or take away.
@Suite("Fields and signatures changed after signing")
struct SignatureAttackTests {
    private typealias Document = SignedDocument

    private static func further(_ rectangle: String, _ more: String = "") -> [(Int, String)] {
        [
            (3, Document.page(" 30 0 R")), (5, Document.form(" 30 0 R")),
            (30, Document.field("sig3", 31, rectangle, "/AP<</N 32 0 R>>\(more)")), (31, HandmadePDF.signature()),
            (32, Document.look(rectangle == "0 0 0 0" ? "% DSBlank\n" : "BT (Pay 900) Tj ET")),
        ]
    }

    @Test("sneaky signature: a certified document gets a new field that shows something")
    func sneakySignature() throws {
        for permission in [2, 3] {
            let document = Document(signature: Document.certified(permission))
            #expect(try document.changes(Self.further("10 10 300 100")).has(.signatureAdded))
            #expect(try document.changes(Self.further("0 0 0 0")).verdict == .permitted)
        }
        #expect(try Document(signature: Document.certified(1)).changes(Self.further("0 0 0 0")).has(.signatureAdded))
    }

    @Test("an empty field that was certified may be signed where it shows")
    func certifiedField() throws {
        let update = [
            (9, Document.empty("/V 31 0 R/AP<</N 32 0 R>>")), (31, HandmadePDF.signature()), (32, Document.look("")),
        ]
        #expect(try Document(signature: Document.certified(2)).changes(update).verdict == .permitted)
        #expect(try Document(signature: Document.certified(1)).changes(update).has(.signatureAdded))
    }

    @Test("a new signature that covers most of a page is refused")
    func coversPage() throws {
        #expect(try Document().changes(Self.further("0 0 600 790")).has(.signatureCoversPage))
        let planted = [(9, Document.empty().replacing("10 70 210 120", with: "0 0 600 790"))]
        let signed = [
            (9, planted[0].1.replacing(">>", with: "/V 31 0 R/AP<</N 32 0 R>>>>")), (31, HandmadePDF.signature()),
            (32, Document.look("1 g")),
        ]
        #expect(try Document(planted: planted).changes(signed).has(.signatureCoversPage))
        let text = [(7, Document.text("name", 11, "0 0 600 790"))]
        let filled = [(7, Document.text("name", 32, "0 0 600 790", "/V(An)")), (32, Document.look("1 g"))]
        #expect(try Document(planted: text).changes(filled).has(.signatureCoversPage))
    }

    @Test("a field that shows something without a signature is refused")
    func withoutValue() throws {
        var update = Self.further("10 10 300 100")
        update[2].1 = update[2].1.replacing("/V 31 0 R", with: "")
        #expect(try Document().changes(update).has(.signatureWithoutValue))
        update[4].1 = Document.look("")
        #expect(try Document().changes(update).verdict == .permitted, "an empty field for whoever signs next")
        update = Self.further("10 10 300 100")
        update[3].1 = "<</Type/Sig>>"
        #expect(try Document().changes(update).has(.signatureWithoutValue))
    }

    @Test(
        "new fields that are no signatures, and what acts, are refused",
        arguments: ["/FT/Tx", "/FT/Btn", "/FT/Sig/A<</S/JavaScript/JS()>>", "/FT/Sig/AA<<>>"])
    func otherFields(type: String) throws {
        var update = Self.further("10 10 300 100")
        update[2].1 = update[2].1.replacing("/FT/Sig", with: type)
        #expect(try Document().changes(update).has(.fieldAdded))
    }

    @Test("a second field gets the signature that is there already")
    func reused() throws {
        var update = Self.further("0 0 0 0")
        update[2].1 = Document.field("sig3", 21)
        #expect(try Document().changes(update).has(.signatureReused))
        var twice = Self.further("0 0 0 0")
        twice[0].1 = Document.page(" 30 0 R 33 0 R")
        twice[1].1 = Document.form(" 30 0 R 33 0 R")
        twice.append((33, Document.field("sig4", 31)))
        #expect(try Document().changes(twice).has(.signatureReused))
    }

    @Test("a signature is altered, emptied, exchanged or taken away")
    func altered() throws {
        let other = "<</Type/Sig/SubFilter/ETSI.CAdES.detached/Reason(forged)>>"
        #expect(try Document().changes([(20, Document.field("sig1", 30)), (30, other)]).has(.signatureChanged))
        #expect(try Document().changes([(20, Document.field("sig1", 21, "0 0 200 200"))]).has(.signatureChanged))
        #expect(
            try Document().changes([(20, Document.field("sig1", 21, "0 0 0 0", "/AP<</N 11 0 R>>"))]).has(
                .signatureAppearance))
        let two = Self.signedTwice()
        #expect(try two.changes([(5, Document.form())]).has(.fieldRemoved))
        #expect(
            try two.changes([(30, Document.field("sig3", 31, "0 0 0 0").replacing("/V 31 0 R", with: ""))]).has(
                .signatureChanged))
        #expect(try two.changes([], free: [31]).verdict == .suspicious)
    }

    private static func signedTwice() -> SignedDocument {
        var document = Document()
        document.update(further("10 10 100 50"))
        return document
    }

    @Test("the look of an earlier signature is exchanged")
    func appearanceOfEarlier() throws {
        let two = Self.signedTwice()
        #expect(try two.changes().verdict == .permitted)
        var replaced = two
        replaced.update([(32, Document.look("BT (Pay 1) Tj ET"))])
        let found = try FoundSignatures(replaced.pdf.bytes)
        #expect(found.results.map(\.verdict) == [.suspicious, .suspicious])
    }

    @Test("a later signature that covers an earlier revision only is refused")
    func coversLess() throws {
        let document = Document()
        let range = try #require(document.pdf.bytes.firstRange(of: Array("/ByteRange[".utf8)))
        let end = try #require(document.pdf.bytes[range.upperBound...].firstIndex(of: UInt8(ascii: "]")))
        let copied = String(decoding: document.pdf.bytes[range.lowerBound...end], as: UTF8.self)
        var update = Self.further("0 0 0 0")
        update[3].1 = "<</Type/Sig/SubFilter/ETSI.CAdES.detached\(copied)/Contents <3030>>>"
        #expect(try document.changes(update).verdict == .permitted, "it shows nothing, and fails by itself")
        update[2].1 = Self.further("10 10 300 100")[2].1
        #expect(try document.changes(update).has(.signatureWithoutValue))
        var later = document
        later.update(update)
        #expect(try later.changes(takingAsSignatures: [(20, 21), (30, 31)]).has(.signatureCoversLess))
    }

    @Test("a value of a group is one of the locked fields in it")
    func lockedKid() throws {
        let group = "<</FT/Tx/T(all)/Kids[7 0 R]"
        let kid = "<</Type/Annot/Subtype/Widget/T(name)/Parent 28 0 R/Rect[10 10 110 30]/P 3 0 R/F 4>>"
        let form = Document.form().replacing("[7 0 R", with: "[28 0 R").replacing(" 20 0 R]", with: "]").replacing(
            "/SigFlags 3", with: "")
        let planted = [(5, form), (7, kid), (28, group + ">>")]
        let filled = [(28, group + "/V(An)>>")]
        let lock = "/Lock<</Type/SigFieldLock/Action/Include/Fields[(all.name)]>>"
        #expect(try Document(planted: planted).changes(filled).verdict == .permitted)
        #expect(try Document(lock: lock, planted: planted).changes(filled).has(.fieldValue))
    }

    @Test("values of locked fields stay, those of others may be filled in")
    func locked() throws {
        let filled = [(7, Document.name("/V(An)"))]
        func lock(_ text: String) -> String { "/Lock<</Type/SigFieldLock\(text)>>" }
        #expect(try Document(lock: lock("/Action/All")).changes(filled).has(.fieldValue))
        #expect(try Document(lock: lock("/Action/Include/Fields[(name)]")).changes(filled).has(.fieldValue))
        #expect(
            try Document(lock: lock("/Action/Include/Fields[<FEFF006E0061006D0065>]")).changes(filled).has(.fieldValue))
        #expect(try Document(lock: lock("/Action/Exclude/Fields[(sig2)]")).changes(filled).has(.fieldValue))
        #expect(try Document(lock: lock("/Action/Include/Fields[(sig2)]")).changes(filled).verdict == .permitted)
        #expect(try Document(lock: lock("/Action/Exclude/Fields[(name)]")).changes(filled).verdict == .permitted)
        let reference = "/Reference[<</TransformMethod/FieldMDP/TransformParams<</Action/Include/Fields[(name)]>>>>]"
        #expect(try Document(signature: reference).changes(filled).has(.fieldValue))
        #expect(try Document(lock: lock("/Action/Include/Fields[(sig2)]/P 1")).changes(filled).has(.fieldValue))
    }

    @Test("the look of a field changes with its value only, and draws text only")
    func fieldLook() throws {
        #expect(try Document().changes([(17, Document.look("BT (900) Tj ET"))]).has(.fieldAppearance))
        #expect(
            try Document().changes([(8, Document.amount("100", look: 30)), (30, Document.look("BT (900) Tj ET"))]).has(
                .fieldAppearance))
        let image = Document.look("/X Do", "/Resources<</XObject<</X 31 0 R>>>>")
        #expect(
            try Document().changes([(7, Document.name("/V(An)", look: 30)), (30, image), (31, Document.look(""))]).has(
                .fieldAppearance))
        let box =
            "<</Type/Annot/Subtype/Widget/FT/Btn/T(agree)/Rect[500 10 510 20]/P 3 0 R/F 4/AS/Yes/V/Yes/AP<</N<</Yes 17 0 R>>>>>>"
        #expect(try Document().changes([(22, box)]).has(.fieldAppearance))
    }

    @Test(
        "existing fields are moved, hidden or given actions",
        arguments: ["/F 6", "/Rect[0 0 600 800]", "/A<</S/JavaScript/JS()>>", "/MaxLen 1", "/DA(/F1 1 Tf)"])
    func fieldProperties(entry: String) throws {
        var name = Document.name(entry)
        for key in ["/F 4", "/Rect[10 10 110 30]", "/DA(/Helv 12 Tf 0 g)"] where entry.hasPrefix(String(key.prefix(3)))
        {
            name = name.replacing(key, with: "")
        }
        #expect(try Document().changes([(7, name)]).has(.fieldProperties))
    }

    @Test(
        "forms are not drawn anew, nor with other resources",
        arguments: ["/NeedAppearances true", "/XFA[(a)(b)]", "/DA(/F9 1 Tf)"])
    func form(entry: String) throws {
        var form = Document.form("", "/SigFlags 3" + entry)
        if entry.hasPrefix("/DA") { form = form.replacing("/DA(/Helv 0 Tf 0 g)", with: "") }
        #expect(try Document().changes([(5, form)]).has(.form))
        let font = Document.form().replacing("/Helv 6 0 R", with: "/Helv 30 0 R")
        #expect(try Document().changes([(5, font), (30, "<</Type/Font/Subtype/Type1/BaseFont/Courier>>")]).has(.font))
    }

    @Test(
        "evil annotation: what has a look of its own is refused, whatever a certification permits",
        arguments: ["FreeText", "Stamp", "Redact", "Watermark", "Ink", "Text", "Link", "Widget", "Highlight"])
    func evilAnnotation(kind: String) throws {
        let update = [
            (3, Document.page(" 30 0 R")), (30, "<</Type/Annot/Subtype/\(kind)/Rect[0 0 600 800]/AP<</N 31 0 R>>>>"),
            (31, Document.look("BT (Pay 900) Tj ET")),
        ]
        for signature in ["", Document.certified(3)] {
            #expect(try Document(signature: signature).changes(update).has(.annotationAdded))
        }
    }

    @Test("nothing is saved after a certification that permits nothing")
    func certifiedWithoutChanges() throws {
        let document = Document(signature: Document.certified(1))
        #expect(try document.changes([(7, Document.name("/V(An)"))]).verdict == .suspicious)
        #expect(try document.changes(Self.further("0 0 0 0")).verdict == .suspicious)
        #expect(
            try document.changes([(16, Document.metadata.replacing("xmpmeta", with: "xmpmet2"))]).verdict == .permitted)
    }

    @Test("a signature is not bound by what later ones forbid")
    func laterCertification() throws {
        var document = Document()
        var update = Self.further("0 0 0 0")
        update[3].1 = HandmadePDF.signature("/Type/Sig/SubFilter/ETSI.CAdES.detached" + Document.certified(1))
        document.update(update)
        document.update([(7, Document.name("/V(An)"))])
        #expect(try FoundSignatures(document.pdf.bytes).results.map(\.verdict) == [.permitted, .suspicious])
    }
}
