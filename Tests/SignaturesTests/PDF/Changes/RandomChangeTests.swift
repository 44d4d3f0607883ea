import Testing

@testable import Signatures

/// Any object of the document is replaced, under any reading of it, by something else: nobody accepts that.
@Suite("Random changes after signing")
struct RandomChangeTests {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Objects that show or do something; 7, 9, 16, 18 and 22 may change in ways that are permitted.
    private static let objects = [1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 13, 14, 15, 17, 19, 20, 21]
    private static let values = [
        "null", "0", "[1 2]", "(text)", "/Name", "<<>>", "<</Type/Page>>", "[4 0 R]", "<</Fields[]>>",
        "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]>>", "<</S/JavaScript/JS(a)>>", "<</N 17 0 R>>",
        HandmadePDF.stream("", "BT (Pay 900) Tj ET"), HandmadePDF.stream("/Type/Metadata/Subtype/XML", "<x/>"),
        HandmadePDF.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 g"), "<</Type/Sig>>",
    ]

    @Test("an object that is replaced is never accepted", arguments: HandmadePDF.Style.allCases)
    func replaced(style: HandmadePDF.Style) throws {
        let document = SignedDocument(style: style)
        for object in Self.objects {
            for value in Self.values {
                var later = document
                later.update([(object, value)])
                // Where nothing is readable any more, nothing is accepted either.
                guard let found = try? FoundSignatures(later.pdf.bytes), !found.results.isEmpty else { continue }
                #expect(found.results[0].verdict == .suspicious, "\(object) became \(value)")
            }
        }
    }

    @Test("a key that is taken out of an object, or put into one, is never accepted")
    func keys() throws {
        var dice = Dice(state: 1)
        let document = SignedDocument()
        let bodies = [
            1: SignedDocument.catalogue(), 3: SignedDocument.page(), 5: SignedDocument.form(),
            8: SignedDocument.amount(),
            20: SignedDocument.field("sig1", 21), 9: SignedDocument.empty(), 7: SignedDocument.name(),
        ]
        let keys = [
            "/A", "/AA", "/OC", "/Rect", "/Contents", "/Resources", "/Kids", "/XFA", "/Dests", "/Rotate", "/Threads",
            "/CO",
        ]
        let values = ["4 0 R", "<</S/JavaScript/JS(a)>>", "[4 0 R]", "90", "[0 0 9 9]", "17 0 R"]
        for _ in 0..<300 {
            guard let (object, body) = bodies.randomElement(using: &dice), let key = keys.randomElement(using: &dice),
                let value = values.randomElement(using: &dice), !body.contains(key)
            else { continue }
            let changed = String(body.dropLast(2)) + key + " " + value + ">>"
            var later = document
            later.update([(object, changed)])
            // A form that cannot be read any more is not accepted either.
            guard let found = try? FoundSignatures(later.pdf.bytes), let changes = found.results.first else { continue }
            #expect(changes.verdict == .suspicious, "\(object) became \(changed)")
        }
    }

    @Test("a graph that loops, fans out or is deep ends in a refusal")
    func hostile() throws {
        let count = 400
        let fan = (0..<count).map { "\(100 + $0) 0 R" }.joined(separator: " ")
        let loops = (0..<count).map { (100 + $0, "<</Kids[\(fan)]/Parent 100 0 R/T(a)/FT/Sig>>") }
        let chain = (0..<count).map { (100 + $0, "<</Kids[\(101 + $0) 0 R]/T(a)>>") }
        for objects in [loops, chain] {
            var document = SignedDocument()
            document.update(objects + [(5, SignedDocument.form(" 100 0 R"))])
            #expect(try document.changes(takingAsSignatures: [(20, 21)]).has(.limit))
        }
        // One array that refers to everything, everything new.
        let many = 20_000
        let names = (0..<many).map { "\(100 + $0) 0 R" }.joined(separator: " ")
        var wide = SignedDocument()
        wide.update(
            (0..<many).map { (100 + $0, SignedDocument.field("f\($0)", 99)) } + [(5, SignedDocument.form(" " + names))])
        let start = ContinuousClock.now
        #expect(try wide.changes(takingAsSignatures: [(20, 21)]).verdict == .suspicious)
        #expect(ContinuousClock.now - start < .seconds(30), "a file of two megabytes")
        var resources = SignedDocument()
        let looks = (0..<count).map {
            (100 + $0, SignedDocument.look("/X Do", "/Resources<</XObject<</X \(100 + ($0 + 1) % count) 0 R>>>>"))
        }
        resources.update(
            looks + [(9, SignedDocument.empty("/V 31 0 R/AP<</N 100 0 R>>")), (31, HandmadePDF.signature())])
        #expect(try resources.changes().verdict == .permitted)
    }
}
