import Foundation
import PKI
import TestSupport
import Testing

@testable import Signatures

/// Objects that are read without qpdf: qpdf must read the same from them, and without a warning.
@Suite("Plainly spelled PDF objects")
struct PDFPlainObjectTests {
    /// Compares every object of every revision that can be opened.
    /// - Returns: how many of them were plain.
    @discardableResult
    private static func compare(_ bytes: [UInt8], _ name: String) throws -> Int {
        let source = MemorySource(bytes)
        guard let last = try? PDFFile(source).last() else { return 0 }
        let judge = try PDFFile(source, budget: PDFBudget(fileSize: bytes.count, plain: 0)).last()
        var plain = 0
        for reference in last.locations.keys {
            var found: [Int32] = []
            guard try last.addPlainTargets(of: reference, to: &found) else { continue }
            plain += 1
            let read = try judge.guessedObject(reference)
            #expect(read.isClean, "\(name): \(reference) is not clean to qpdf")
            let own = try last.guessedObject(reference)
            #expect(own.isClean && own.object == read.object, "\(name): \(reference)")
            for (key, value) in read.object.dictionary?.entries ?? [:] where value.string != nil {
                let places = try (last.offset(of: key, in: reference), judge.offset(of: key, in: reference))
                #expect(places.0 == places.1, "\(name): \(reference) \(key.text)")
            }
            var none: [Int32] = []
            #expect(try !judge.addPlainTargets(of: reference, to: &none), "compared with itself")
            var expected: [Int32] = []
            read.object.value.forEachTarget { expected.append(Int32($0.number)) }
            #expect(found.sorted() == expected.sorted(), "\(name): \(reference)")
        }
        return plain
    }

    /// A document with one more object, of which only `body` is given.
    private static func plain(_ body: String) throws -> [Int32]? {
        var pdf = MintedPDF()
        pdf.append([6: body])
        try compare(pdf.bytes, body)
        var found: [Int32] = []
        let revision = try PDFFile(MemorySource(pdf.bytes)).last()
        return try revision.addPlainTargets(of: PDFReference(6), to: &found) ? found : nil
    }

    @Test(
        "what nearly all writers write is plain",
        arguments: [
            ("<< /A 1 0 R /B [2 0 R 3 0 R 4] /C << /D 5 0 R >> >>", [1, 2, 3, 5]),
            ("[1 2 3 0 R]", [3]), ("[0 0 1 0 R 7 0]", [1]), ("<</A(x)/B<0aFF>/C/D/E 1.5/F -2/G true>>", []),
            ("<< /A (a (b) \\) c) >>", []),
            ("<</Z 1/A -0/AB <>/B <abc>/AA(\t)/C[-1.50 007 0.0]/D()>>", []), ("<</A 12 0 R>>", [12]), ("[]", []),
            ("<< /Length 3 /X 1 0 R >>\nstream\nabc\nendstream", [1]),
            ("<< /Length 3 >>\nstream\r\nabcendstream", []),
        ] as [(String, [Int32])])
    func plain(_ body: String, _ targets: [Int32]) throws {
        #expect(try Self.plain(body) == targets, "\(body)")
    }

    @Test(
        "whatever is spelled otherwise is left to qpdf",
        arguments: [
            "<< /A 1 0 R % 2 0 R\n /B 1 >>", "<< /A#42 1 0 R >>", "<< /A 1 /A 2 0 R >>", "<< /A 1 0 R", "[1 0 R]]",
            "<< /A truex >>", "<< /A truefalse >>", "<< /A null >>", "<< /A 01 0 R >>", "<< /A 1 00 R >>",
            "<< /A 0 0 R >>", "<< /A 1 -0 R >>", "<< /A 1 0 R1 >>", "<< /A 1 0R >>", "<< /A 1 0 obj >>", "<< /A >>",
            "<< A 1 >>", "<< /A <0x> >>", "<< /A (b >>", "<< /A ) >>", "<< /A } >>", "<< /A +1 >>", "<< /A 1.2.3 >>",
            "<< /A 9999999999 0 R >>", "<< /\u{e9} 1 >>", "<< /A 5\u{e9} >>", "<< / 1 >>", "<</A 1/A#20 2>>",
            "<< /A 1\u{c}0 R >>", "<< /A 1\0 >>", "<< /A .5 >>", "[1.]", "[--1]",
            "<< /A (\(String(repeating: "x", count: 140_000))) >>", "7", "(x)", "1 0 R",
            "<< /Length 5 >>\nstream\nabc\nendstream", "<< /Length 5 0 R >>\nstream\nabc\nendstream",
            "<< /X 1 >>\nstream\nabc\nendstream", "<< /Length 3 >>\nstream\rabc\nendstream",
            "<< /Length 3.0 >>\nstream\nabc\nendstream", "[/Length 3]\nstream\nabc\nendstream",
            "<< /Length (3) >>\nstream\nabc\nendstream", "<< /A << /Length 3 >> >>\nstream\nabc\nendstream",
        ])
    func other(_ body: String) throws {
        #expect(try Self.plain(body) == nil, "\(body)")
    }

    @Test("an object of another number or generation is not what stands there")
    func header() throws {
        var pdf = MintedPDF()
        pdf.append([6: "<< /A 1 0 R >>"])
        for (wrong, right) in [("\n7 0 obj", "\n6 0 obj"), ("\n6 1 obj", "\n6 0 obj"), ("\n6  0obj", "\n6 0 obj")] {
            var changed = Data(pdf.bytes)
            let place = try #require(changed.range(of: Data(right.utf8)))
            changed.replaceSubrange(place, with: Data(wrong.utf8))
            let bytes = [UInt8](changed)
            var found: [Int32] = []
            guard let revision = try? PDFFile(MemorySource(bytes)).last() else { continue }
            #expect(try !revision.addPlainTargets(of: PDFReference(6), to: &found), "\(wrong)")
        }
    }

    /// qpdf finds a cross-reference stream by its place, and keeps it under the number that it has there.
    @Test(
        "an object with the number of the cross-reference stream is what it is to qpdf",
        arguments: ["9", "%x\n09", "+9"])
    func crossReferenceStream(_ header: String) throws {
        var file = "%PDF-1.7\n"
        var places = [Int](repeating: 0, count: 10)
        for (number, body) in [
            (1, "<</Type/Catalog/Pages 2 0 R>>"), (2, "<</Type/Pages/Kids[]/Count 0>>"), (9, "<</A 1 0 R>>"),
        ] {
            places[number] = file.utf8.count
            file += "\(number) 0 obj\n\(body)\nendobj\n"
        }
        let table = file.utf8.count
        var entries: [UInt8] = []
        for place in places { entries += [place == 0 ? 0 : 1, 0, UInt8(place), 0] }
        file += "\(header) 0 obj\n<</Type/XRef/Size 10/W[1 2 1]/Root 1 0 R/Length \(entries.count)>>\nstream\n"
        file += String(decoding: entries, as: UTF8.self)
        file += "\nendstream\nendobj\nstartxref\n\(table)\n%%EOF\n"
        let bytes = [UInt8](file.utf8)
        #expect(try Self.compare(bytes, "number of the table") == 2)
        let last = try PDFFile(MemorySource(bytes)).last()
        #expect(last.locations[PDFReference(9)] == .offset(places[9]))
        var found: [Int32] = []
        #expect(try !last.addPlainTargets(of: PDFReference(9), to: &found))
    }

    @Test("long objects and deep ones are as they are to qpdf")
    func sizes() throws {
        let long = "[\((1...20_000).map { "\($0) 0 R" }.joined(separator: " "))]"
        #expect(try Self.plain(long) == nil)
        let usual = "[\((1...4_000).map { "\($0) 0 R" }.joined(separator: " "))]"
        #expect(try Self.plain(usual)?.count == 4_000)
        for depth in [3, 15, 16, 17, 18, 40] {
            let nested = String(repeating: "[", count: depth) + "1 0 R" + String(repeating: "]", count: depth)
            _ = try Self.plain(nested)
        }
        let keys = (0..<70).map { "/K\($0) 1 0 R" }
        #expect(try Self.plain("<< \(keys.prefix(64).joined(separator: " ")) >>")?.count == 64)
        #expect(try Self.plain("<< \(keys.joined(separator: " ")) >>") == nil)
    }

    @Test("objects that end where the piece ends that is looked at", arguments: 480...530)
    func cuts(_ length: Int) throws {
        #expect(try Self.plain("<< /A (\(String(repeating: "x", count: length))) /B 1 0 R >>") == [1])
    }

    @Test("in changed files too, what is plain is the same to qpdf", arguments: 0..<8)
    func mutations(_ seed: UInt64) throws {
        var pdf = MintedPDF()
        pdf.append([
            6: "<< /A 1 0 R /B [2 0 R 3 0 R 4] /C << /D 5 0 R /E (a(b)c) /F <0a0b> >> /G 1.5 /H true >>",
            7: "<< /Length 12 /Type /X /K [ 1 0 R 2 0 R ] >>\nstream\n1 0 R 2 0 R \nendstream",
            8: "<</Kids[1 0 R 2 0 R]/Parent 6 0 R/Count 2/T(x)>>",
        ])
        let start = try #require(Data(pdf.bytes).range(of: Data("\n6 0 obj".utf8))).lowerBound
        let end = try #require(Data(pdf.bytes).range(of: Data("xref".utf8), in: start..<pdf.count)).lowerBound
        let letters = Array("0123456789 \r\n\t\0()<>[]{}/%#RobjendstramLgth.+-\\xé".utf8)
        var generator = SeededGenerator(seed: seed)
        var plain = 0
        for _ in 0..<1500 {
            var bytes = pdf.bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: start..<end, using: &generator)] = letters.randomElement(using: &generator) ?? 0
            }
            plain += try Self.compare(bytes, "seed \(seed)")
        }
        #expect(plain > 1500)
    }

    @Test("in every file of the corpus, what is plain is the same to qpdf", .enabled(if: Corpus.isUsable("pades")))
    func corpus() throws {
        let folder = try #require(Corpus.folder("pades"), "the corpus is required and is not there")
        var plain = 0
        for label in try CorpusLabel.all(in: "pades") {
            plain += try Self.compare([UInt8](Data(contentsOf: folder.appending(path: label.file))), label.file)
        }
        print("PAdES corpus: \(plain) objects plainly spelled")
        #expect(plain > 1000)
    }
}
