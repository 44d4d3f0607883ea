import Testing

@testable import Signatures

/// Found by a review: looks that reach beyond their field in some readers, and fields that take more of a page than they
/// seem to.
@Suite("Looks that some readers do not keep within their field")
struct BoundsTests {
    private typealias Document = SignedDocument

    private static let everything = "1 g -9000 -9000 18000 18000 re f"
    private static let unbounded = HandmadePDF.stream("/Type/XObject/Subtype/Form", everything)

    private static func further(_ rectangle: String, _ look: String, _ page: String? = nil) -> [(Int, String)] {
        [
            (3, page ?? Document.page(" 30 0 R")), (5, Document.form(" 30 0 R")),
            (30, Document.field("sig3", 31, rectangle, "/AP<</N 32 0 R>>")), (31, HandmadePDF.signature()), (32, look),
        ]
    }

    @Test("a look without a box is cut off by nothing")
    func withoutBox() throws {
        for rectangle in ["10 10 30 30", "0 0 0 0", "0 0 0.5 0.5"] {
            let changes = try Document().changes(Self.further(rectangle, Self.unbounded))
            #expect(changes.has(.signatureCoversPage), "\(rectangle)")
        }
        for box in ["[0 0 9]", "[]", "(a)", "[0 0 9 (a)]", "28 0 R"] {
            let look = HandmadePDF.stream("/Type/XObject/Subtype/Form/BBox \(box)", Self.everything)
            #expect(try Document().changes(Self.further("10 10 30 30", look)).has(.signatureCoversPage), "\(box)")
        }
        #expect(try Document().changes(Self.further("10 10 30 30", Document.look(Self.everything))).suspicions == [])
        let filled = [(7, Document.name("/V(An)", look: 32)), (32, Self.unbounded)]
        #expect(try Document().changes(filled).has(.signatureCoversPage))
    }

    @Test("a prepared state without a box")
    func preparedState() throws {
        let box =
            "<</Type/Annot/Subtype/Widget/FT/Btn/T(agree)/Rect[500 10 510 20]/P 3 0 R/F 4/AS/Off/AP<</N<</Yes 28 0 R>>>>>>"
        let checked = [(22, box.replacing("/AS/Off", with: "/AS/Yes/V/Yes"))]
        #expect(try Document(planted: [(22, box), (28, Self.unbounded)]).changes(checked).has(.signatureCoversPage))
        #expect(try Document(planted: [(22, box), (28, Document.look("0 g"))]).changes(checked).suspicions == [])
    }

    @Test("what is drawn on a rectangle of nothing is drawn in its own size by some readers")
    func thinRectangle() throws {
        let look = Document.look("BT /Helv 400 Tf (X) Tj ET")
        let many = String(repeating: "9", count: 400)
        for rectangle in [
            "0 0 0 0", "100 100 100 300", "100 100 300 100", "100 100 100.001 300", "\(many).0 0 \(many).0 9",
        ] {
            for permission in [nil, 2] {
                let document = Document(signature: permission.map(Document.certified) ?? "")
                let changes = try document.changes(Self.further(rectangle, look))
                #expect(changes.has(.signatureCoversPage), "\(rectangle.prefix(20))")
            }
        }
        var update = Self.further("0 0 0 0", look)
        update[2].1 = update[2].1.replacing("/Rect[0 0 0 0]", with: "")
        #expect(try Document().changes(update).has(.signatureCoversPage))
        update[4].1 = Document.look("% DSBlank\n")
        #expect(try Document().changes(update).suspicions == [])
    }

    @Test("coordinates that some readers cannot keep apart, or take for others")
    func farAway() throws {
        let far = "4294967290.0 4294967290.0 4294967300.0 4294967300.0"
        for rectangle in [far, "2147483640 2147483640 2147483650 2147483650", "-100001 0 -100000.5 9"] {
            let changes = try Document().changes(Self.further(rectangle, Document.look("1 g")))
            #expect(changes.has(.signatureCoversPage), "\(rectangle)")
        }
        #expect(try Document().changes(Self.further("-99999 0 -99990 9", Document.look("1 g"))).suspicions == [])
    }

    @Test("what is seen of a page is what its crop box and its medium have in common, inherited or not")
    func visiblePart() throws {
        func page(_ entries: String, _ field: String = "") -> String {
            "<</Type/Page/Parent 2 0 R\(entries)/Contents 4 0 R/Annots[7 0 R 8 0 R 9 0 R 10 0 R 22 0 R\(field)]>>"
        }
        func changes(_ entries: String, inherited: String = "") throws -> ChangesAfterSigning {
            let planted = [(3, page(entries)), (2, "<</Type/Pages/Kids[3 0 R 12 0 R]/Count 2\(inherited)>>")]
            let update = Self.further("0 0 600 500", Document.look("1 g"), page(entries, " 20 0 R 30 0 R"))
            return try Document(planted: planted).changes(update)
        }
        #expect(try changes("/MediaBox[0 0 6000 8000]").suspicions == [])
        #expect(try changes("/MediaBox[0 0 600 800]/CropBox[-9000 -9000 9000 9000]").has(.signatureCoversPage))
        #expect(try changes("/MediaBox[0 0 6000 8000]", inherited: "/CropBox[0 0 600 800]").has(.signatureCoversPage))
        #expect(try changes("", inherited: "/MediaBox[0 0 6000 8000]/CropBox[0 0 600 800]").has(.signatureCoversPage))
        #expect(try changes("/CropBox[0 0 600 800]", inherited: "/MediaBox[0 0 6000 8000]").has(.signatureCoversPage))
        #expect(try changes("/MediaBox[0 0 600 800]/CropBox[700 0 800 9]").has(.signatureCoversPage))
    }

    @Test("a page is the one that lists the field, not the one that the field names", arguments: ["/P 12 0 R", ""])
    func listedPage(_ named: String) throws {
        let small = "/Annots[7 0 R 8 0 R 9 0 R 10 0 R 22 0 R]>>"
        for list in [small, "/Annots 28 0 R>>"] {
            let field = Document.empty().replacing("10 70 210 120", with: "0 0 200 200").replacing(
                "/P 3 0 R", with: named)
            let page = Document.page.replacing("0 0 600 800", with: "0 0 200 200")
            let planted = [(3, page + list), (9, field), (28, "[7 0 R 9 0 R 22 0 R]")]
            let signed = [
                (9, String(field.dropLast(2)) + "/V 31 0 R/AP<</N 32 0 R>>>>"), (31, HandmadePDF.signature()),
                (32, Document.look("1 g")),
            ]
            #expect(try Document(planted: planted).changes(signed).has(.signatureCoversPage))
        }
    }

    @Test("a value that readers draw by themselves over the whole page")
    func drawnByReaders() throws {
        func field(_ more: String) -> String {
            "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/Rect[0 0 600 790]/P 3 0 R/F 4/DA(/Helv 99 Tf 0 g)\(more)>>"
        }
        #expect(try Document(planted: [(7, field(""))]).changes([(7, field("/V(ABC)"))]).has(.signatureCoversPage))
        // A group's value is that of its kids, which need not change for it.
        let group = "<</FT/Btn/T(agree)/Kids[23 0 R]"
        let kid =
            "<</Type/Annot/Subtype/Widget/Parent 22 0 R/Rect[0 0 600 790]/P 3 0 R/F 4/AP<</N<</Yes 11 0 R>>>>>>"
        let planted = [(22, group + ">>"), (23, kid)]
        #expect(try Document(planted: planted).changes([(22, group + "/V/Yes>>")]).has(.signatureCoversPage))
    }
}
