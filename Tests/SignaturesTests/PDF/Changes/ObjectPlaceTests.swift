import Testing

@testable import Signatures

/// Found by a review: updates that name one object twice, so that readers differ on where it stands.
@Suite("Objects that readers find in different places")
struct ObjectPlaceTests {
    private typealias Document = SignedDocument

    private static let same = Document.page()
    private static let other = Document.page().replacing("4 0 R", with: "40 0 R")
    private static let evil = (40, HandmadePDF.stream("", "BT /F1 12 Tf (Pay 900) Tj ET"))

    private func verdict(
        _ list: String, _ packed: String, _ indices: [Int: Int], objects: [(Int, String)] = [evil]
    ) throws -> ChangeVerdict {
        var document = Document()
        document.pdf.append(list: list, packed: packed, indices: indices, objects: objects)
        return try document.changes().verdict
    }

    @Test("one number twice in an object stream: some readers take the first, others the last")
    func twiceInStream() throws {
        let list = "3 0 3 \(Self.other.utf8.count + 1) "
        for index in [0, 1] {
            #expect(try verdict(list, Self.other + " " + Self.same, [3: index]) == .suspicious, "\(index)")
        }
        #expect(try verdict("3 0 ", Self.same, [3: 0], objects: []) == .permitted)
    }

    @Test("an index under which the object stream has another object")
    func otherIndex() throws {
        let list = "9 0 3 \(Document.empty().utf8.count + 1) "
        let packed = Document.empty() + " " + Self.same
        #expect(try verdict(list, packed, [3: 0], objects: []) == .suspicious)
        #expect(try verdict(list, packed, [3: 2], objects: []) == .suspicious)
        #expect(try verdict(list, packed, [3: 1], objects: []) == .permitted)
    }

    @Test("an index that an update changes, into an object stream that was signed")
    func oldStream() throws {
        // Nobody finds the second until an update says that it is the page.
        var document = Document()
        document.pdf = HandmadePDF()
        let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Annots[20 0 R]>>"
        let shadow = page.replacing("4 0 R", with: "40 0 R")
        document.pdf.append([
            (1, "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>"), (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"),
            (4, HandmadePDF.stream("", "0 g")), Self.evil, (5, "<</Fields[20 0 R]/SigFlags 3>>"),
            (20, Document.field("sig1", 21)),
        ])
        document.pdf.append(list: "3 0 3 \(shadow.utf8.count + 1) ", packed: shadow + " " + page, indices: [3: 1])
        let container = 100
        document.pdf.append([(21, HandmadePDF.signature())])
        #expect(try document.changes().verdict == .none)
        document.pdf.append(rows: [(3, 2, container, 0)])
        #expect(try document.changes().verdict == .suspicious)
    }

    @Test("objects of an object stream that overlap, or run on")
    func overlapping() throws {
        let cut = try #require(Self.same.range(of: "/Contents")).lowerBound
        let start = Self.same.utf8.distance(from: Self.same.startIndex, to: cut)
        #expect(try verdict("3 0 60 \(start) ", Self.same + " ", [3: 0, 60: 1], objects: []) == .suspicious)
        for (list, packed) in [
            ("60 0 61 1 ", "12"), ("60 0 61 4 ", "(a\\)(b)"), ("60 0 61 4 ", "<<>>  "), ("60 0 61 5 ", "% (a (b)"),
            ("60 0 61 4 ", "1 2 3 "), ("60 5 61 0 ", "(a)  (b)"), ("60 0 61 0 ", "null"), ("60 0 61 4 ", "<31 32> 5"),
        ] {
            #expect(try verdict(list, packed, [60: 0], objects: []) == .suspicious, "\(list) \(packed)")
        }
        for (list, packed) in [
            ("60 0 61 2 ", "1 2"), ("60 0 61 3 ", "(a)(b)"), ("60 0 61 7 ", "(a\\)b) [/A<</B(])>>]"),
            ("60 0 61 2 ", "12<</A<3e>>>"), ("60 0 61 4 ", "true/x"),
        ] {
            #expect(try verdict(list, packed, [60: 0], objects: []) != .suspicious, "\(list) \(packed)")
        }
    }

    @Test("one number twice in a table: some readers take the first line, others the last")
    func twiceInTable() throws {
        let same = HandmadePDF.stream("", "BT /F1 12 Tf (Pay 100) Tj ET")
        for lines in [[(4, 1), (4, 0)], [(4, 0), (4, 1)]] {
            var document = Document()
            document.pdf.append([(4, Self.evil.1), (4, same)], lines: lines)
            #expect(try document.changes().verdict == .suspicious, "\(lines)")
        }
        var document = Document()
        document.pdf.append([(4, same), (18, "<</Producer(other)>>")], lines: [(18, 1), (4, 0)])
        #expect(try document.changes().verdict == .permitted)
    }

    @Test("one number twice in a cross-reference stream")
    func twiceInCrossReferenceStream() throws {
        let same = HandmadePDF.stream("", "BT /F1 12 Tf (Pay 100) Tj ET")
        var document = Document()
        let first = document.pdf.bytes.count
        document.pdf.append(raw: "4 0 obj\n\(Self.evil.1)\nendobj\n")
        let second = document.pdf.bytes.count
        document.pdf.append(raw: "4 0 obj\n\(same)\nendobj\n")
        var twice = document
        twice.pdf.append(rows: [(4, 1, second, 0), (4, 1, first, 0)])
        #expect(try twice.changes().verdict == .suspicious)
        document.pdf.append(rows: [(4, 1, second, 0)])
        #expect(try document.changes().verdict != .suspicious)
    }

    @Test("a subsection that begins at a number of any size ends in no crash")
    func hugeSubsection() throws {
        var document = Document()
        document.pdf.append([(18, "<</Producer(other)>>")], lines: [(18, 0), (.max, 0)])
        #expect((try? document.changes())?.verdict ?? .suspicious == .suspicious)
    }
}
