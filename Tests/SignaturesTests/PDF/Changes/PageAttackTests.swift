import Testing

@testable import Signatures

/// Later revisions that show another document than the one that was signed.
@Suite("Pages changed after signing")
struct PageAttackTests {
    private typealias Document = SignedDocument

    @Test("a page is added, removed, replaced, or put elsewhere")
    func pages() throws {
        let page = (30, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>")
        let added = try Document().changes([(2, "<</Type/Pages/Kids[3 0 R 30 0 R 12 0 R]/Count 3>>"), page])
        #expect(added.has(.pageAdded))
        let removed = try Document().changes([(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")])
        #expect(removed.has(.pageRemoved))
        let replaced = try Document().changes([(2, "<</Type/Pages/Kids[3 0 R 30 0 R]/Count 2>>"), page])
        #expect(replaced.has(.pageAdded) && replaced.has(.pageRemoved))
        let reordered = try Document().changes([(2, "<</Type/Pages/Kids[12 0 R 3 0 R]/Count 2>>")])
        #expect(reordered.has(.pageReplaced))
        let tree = try Document().changes([
            (1, Document.catalogue().replacing("2 0 R", with: "31 0 R")), (31, "<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        ])
        #expect(tree.has(.pageReplaced))
    }

    @Test("the content of a page is replaced, and the report says which, first")
    func content() throws {
        let other = HandmadePDF.stream("", "BT /F1 12 Tf (Pay 900) Tj ET")
        let changes = try Document().changes([(4, other)])
        #expect(changes.suspicions == ["pageContent 4 /Pages/Kids[0]/Contents"])
        #expect(changes.reasons.first?.facts["rule"] == "referrers")
        let pointed = try Document().changes([(3, Document.page().replacing("4 0 R", with: "30 0 R")), (30, other)])
        #expect(pointed.suspicions.first == "pageContent 3 /Pages/Kids[0]/Contents")
    }

    @Test("shadow hide: what lay over the content is taken away")
    func shadowHide() throws {
        let cover = Document.look("1 g 0 0 600 800 re f", "")
        let planted = [
            (3, Document.page + "/Annots[7 0 R 8 0 R 9 0 R 10 0 R 22 0 R]>>"),
            (10, "<</Type/Annot/Subtype/Stamp/Rect[0 0 600 800]/AP<</N 28 0 R>>>>"), (28, cover),
        ]
        let taken = try Document(planted: planted).changes([(3, Document.page().replacing("10 0 R ", with: ""))])
        #expect(taken.has(.annotationRemoved))
        let emptied = try Document(planted: planted).changes([(28, Document.look("", ""))])
        #expect(emptied.verdict == .suspicious && emptied.suspicions.first?.contains("28") == true)
        let freed = try Document(planted: planted).changes([], free: [28])
        #expect(freed.has(.removedObject))
    }

    @Test("shadow replace: a font or a resource of the page draws other signs")
    func shadowReplace() throws {
        let font = try Document().changes([
            (6, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[49/nine]>>>>")
        ])
        #expect(font.has(.font))
        let named = try Document().changes([
            (3, Document.page().replacing("/F1 6 0 R", with: "/F1 30 0 R")),
            (30, "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"),
        ])
        #expect(named.has(.resources))
    }

    @Test("shadow hide and replace: what was planted and referred to by nothing comes to show")
    func shadowHideAndReplace() throws {
        let planted = [
            (28, HandmadePDF.stream("", "BT (Pay 900) Tj ET")),
            (29, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 28 0 R>>"),
        ]
        let page = try Document(planted: planted).changes([(2, "<</Type/Pages/Kids[29 0 R 12 0 R]/Count 2>>")])
        #expect(page.has(.pageAdded) && page.has(.pageRemoved))
        let content = try Document(planted: planted).changes([(3, Document.page().replacing("4 0 R", with: "28 0 R"))])
        #expect(content.has(.pageContent))
    }

    @Test("the length of a content stream is an object that is changed")
    func indirectLength() throws {
        #expect(try Document().changes([(19, "5")]).suspicions == ["object 19 /Pages/Kids[1]/Contents/Length"])
    }

    @Test("the filter of a content stream is an object that is changed with it")
    func indirectFilter() throws {
        let hexadecimal = HandmadePDF.stream("/Filter 28 0 R", "30206720>")
        let planted = [(13, hexadecimal), (28, "/ASCIIHexDecode")]
        #expect(try Document(planted: planted).changes([(13, hexadecimal + " ")]).suspicions == [])
        #expect(
            try Document(planted: planted).changes([(13, hexadecimal + " "), (28, "/ASCII85Decode")]).verdict
                == .suspicious)
        #expect(try Document(planted: planted).changes([(28, "/ASCII85Decode")]).verdict == .suspicious)
    }

    @Test("an old reference to nothing gets something")
    func dangling() throws {
        let planted = [
            (
                12,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents[13 0 R 40 0 R]/Resources<</XObject<</X 41 0 R>>>>>>"
            )
        ]
        #expect(try Document(planted: planted).changes([(40, HandmadePDF.stream("", "0 g"))]).has(.pageContent))
        #expect(try Document(planted: planted).changes([(41, Document.look(""))]).verdict == .suspicious)
    }

    @Test("a number comes back under another generation")
    func generation() throws {
        var document = Document()
        document.pdf.append([
            HandmadePDF.Object(number: 4, generation: 1, body: HandmadePDF.stream("", "BT (Pay 900) Tj ET"))
        ])
        #expect(try document.changes().has(.generation))
        document = Document()
        document.pdf.append([HandmadePDF.Object(number: 60, generation: 2, body: "null")])
        #expect(try document.changes().has(.generation))
    }

    @Test(
        "boxes, rotation and actions of a page stay",
        arguments: ["/CropBox[0 0 9 9]", "/Rotate 90", "/AA<</O<</S/JavaScript/JS()>>>>", "/UserUnit 2"])
    func properties(entry: String) throws {
        #expect(try Document().changes([(3, Document.page("", entry))]).verdict == .suspicious)
    }

    @Test("hidden layers come to show")
    func layers() throws {
        #expect(try Document().changes([(15, "<</ON[14 0 R]>>")]).has(.layers))
        let direct = Document.catalogue().replacing("/D 15 0 R", with: "/D<</ON[14 0 R]>>")
        #expect(try Document().changes([(1, direct)]).has(.layers))
    }

    @Test(
        "scripts, actions and names are added",
        arguments: ["/Names<</JavaScript<</Names[(a)30 0 R]>>>>", "/OpenAction 30 0 R", "/AA<</WC 30 0 R>>"])
    func actions(entry: String) throws {
        let changes = try Document().changes([(1, Document.catalogue(entry)), (30, "<</S/JavaScript/JS(app.alert)>>")])
        #expect(changes.has(.action))
    }

    @Test(
        "other keys of the catalogue and the trailer stay",
        arguments: [
            "/PageLabels<</Nums[0<</S/r>>]>>", "/Outlines<</Count 1>>", "/Lang(vi)", "/Perms<</DocMDP 21 0 R>>",
        ])
    func catalogue(entry: String) throws {
        #expect(try Document().changes([(1, Document.catalogue(entry))]).verdict == .suspicious)
        var document = Document()
        document.pdf.trailer["Mine"] = "4 0 R"
        #expect(try document.changes([(50, "null")]).has(.trailer))
    }

    @Test("the version of a document does not go down")
    func version() throws {
        let planted = [(1, Document.catalogue("/Version/2.0"))]
        #expect(try Document(planted: planted).changes([(1, Document.catalogue("/Version/1.7"))]).has(.catalogue))
    }

    @Test("the catalogue is another object: what it says counts")
    func anotherCatalogue() throws {
        var document = Document()
        document.pdf.trailer["Root"] = "30 0 R"
        #expect(try document.changes([(30, Document.catalogue("/DSS<</Certs[]>>"))]).suspicions == [])
        #expect(try document.changes([(30, Document.catalogue("/OpenAction[12 0 R/Fit]"))]).has(.action))
    }

    @Test("content in another filter is the same only where every reader unpacks it alike")
    func otherFilter() throws {
        let content = "BT /F1 12 Tf (Pay 100) Tj ET"
        let digits = content.utf8.map { String($0, radix: 16) }.joined()
        let hexadecimal = HandmadePDF.stream("/Filter/ASCIIHexDecode", digits + ">")
        #expect(try Document().changes([(4, hexadecimal)]).has(.pageContent))
        #expect(
            try Document(planted: [(4, hexadecimal)]).changes([(4, HandmadePDF.stream("", content))]).has(.pageContent))
        // Stored as it was.
        #expect(try Document(planted: [(4, hexadecimal)]).changes([(4, hexadecimal)]).suspicions == [])
    }
}
