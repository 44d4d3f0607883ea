import Testing

@testable import Signatures

/// Found by a review: small updates in which thousands of things share one, or one is everywhere. What is shared is looked
/// through once; each of these would otherwise take minutes, or for ever.
@Suite("Parts that are shared without number")
struct SharedPartsTests {
    private typealias Document = SignedDocument

    @Test("structure elements that hold the next one twice, forty deep")
    func elements() throws {
        let planted = [
            (1, Document.catalogue("/StructTreeRoot 40 0 R")), (40, "<</Type/StructTreeRoot/K[41 0 R]>>"),
            (41, "<</Type/StructElem/S/Document/P 40 0 R/K[]>>"),
        ]
        let depth = 40
        var update = [(41, "<</Type/StructElem/S/Document/P 40 0 R/K[100 0 R]>>")]
        for level in 0..<depth {
            let next = 101 + level
            update.append((100 + level, "<</S/Form/P 41 0 R/K[\(next) 0 R \(next) 0 R]>>"))
        }
        update.append((100 + depth, "<</S/Form/P 41 0 R>>"))
        #expect(try Document(planted: planted).changes(update).suspicions == [])
        update[depth].1 = "<</S/Form/P 41 0 R/K[0]>>"
        #expect(try Document(planted: planted).changes(update).has(.structure))
    }

    @Test("extensions whose lists hold one list a thousand times")
    func extensions() throws {
        func list(_ next: Int) -> String {
            "[" + String(repeating: "\(next) 0 R ", count: 1000) + "]"
        }
        var update = [
            (1, Document.catalogue("/Extensions<</ADBE 100 0 R>>")), (100, list(101)), (101, list(102)), (102, "5"),
        ]
        #expect(try Document().changes(update).suspicions == [])
        update[3].1 = Document.look("")
        #expect(try Document().changes(update).verdict == .suspicious)
    }

    @Test("entries of evidence, and of the parent tree, that share one list")
    func lists() throws {
        let count = 2000
        let certificates = "[" + String(repeating: "102 0 R ", count: count) + "]"
        let entries = (0..<count).map { "/E\($0)<</Cert 101 0 R>>" }.joined()
        let evidence = [
            (1, Document.catalogue("/DSS<</VRI<<\(entries)>>>>")), (101, certificates),
            (102, HandmadePDF.stream("", "0000")),
        ]
        #expect(try Document().changes(evidence).suspicions == [])
        let planted = [
            (1, Document.catalogue("/StructTreeRoot 40 0 R")),
            (40, "<</Type/StructTreeRoot/K[]/ParentTree 42 0 R>>"), (42, "<</Nums[]>>"),
        ]
        let numbers = (0..<count).map { "\($0) 101 0 R " }.joined()
        let tree = [
            (42, "<</Nums[\(numbers)]>>"), (101, "[" + String(repeating: "103 0 R ", count: count) + "]"),
            (103, "<</S/Form/P 40 0 R>>"),
        ]
        #expect(try Document(planted: planted).changes(tree).verdict == .suspicious, "an element that hangs nowhere")
    }

    @Test("widgets that share a look with each other, and pages that list all of them")
    func looks() throws {
        let fields = 400
        let numbers = (0..<fields).map { "\(100 + $0) 0 R" }.joined(separator: " ")
        let list = "[\(numbers)]"
        let pages = (0..<fields).map { (1000 + $0, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots 90 0 R>>") }
        let kids = "3 0 R " + pages.map { "\($0.0) 0 R" }.joined(separator: " ")
        let form = Document.form().replacing("[7 0 R", with: "[\(numbers) 7 0 R").replacing(
            " 20 0 R]", with: "]"
        ).replacing("/SigFlags 3", with: "")
        func widget(_ number: Int, _ value: String = "") -> (Int, String) {
            (
                number,
                "<</Type/Annot/Subtype/Widget/FT/Tx/T(t\(number))/Rect[0 0 9 9]/AP<</N 91 0 R>>\(value)>>"
            )
        }
        let planted =
            pages + (0..<fields).map { widget(100 + $0) } + [
                (2, "<</Type/Pages/Kids[\(kids)]/Count \(fields + 1)>>"), (90, list), (91, Document.look("")),
                (5, form),
            ]
        let update = (0..<fields).map { widget(100 + $0, "/V(x)") }
        let document = Document(planted: planted)
        #expect(try document.changes(update).suspicions == [])
    }

    @Test("streams that unpack to megabytes each are compared up to a limit, and not taken for the same beyond it")
    func decoded() throws {
        let history = try DocumentHistory([])
        #expect(throws: Never.self) { try history.charge(ChangeLimits.reencodedStreams) }
        #expect(throws: PDFError.self) { try history.charge(1) }
    }

    @Test("comparisons through references have one store of steps")
    func steps() throws {
        // The first annotation is nearly the same as each that comes: they part at the end.
        let items = (0..<3000).map { "\($0).0" }.joined(separator: " ")
        let planted = [
            (10, "<</Type/Annot/Subtype/Link/Rect[300 300 400 320]/Dest[12 0 R/Fit]/Mine[\(items) 1]>>"),
            (
                3,
                Document.page + "/Annots[10 0 R 7 0 R 8 0 R 9 0 R 22 0 R]>>"
            ),
        ]
        let count = 500
        let similar = (0..<count).map {
            (
                100 + $0,
                "<</Type/Annot/Subtype/Link/Rect[300 300 400 320]/Dest[12 0 R/Fit]/Mine[\(items.replacing(".0", with: ".00")) 2]>>"
            )
        }
        let list = similar.map { "\($0.0) 0 R" }.joined(separator: " ")
        let update = similar + [(3, Document.page + "/Annots[\(list) 10 0 R 7 0 R 8 0 R 9 0 R 22 0 R]>>")]
        #expect(try Document(planted: planted).changes(update).verdict == .suspicious)
    }
}
