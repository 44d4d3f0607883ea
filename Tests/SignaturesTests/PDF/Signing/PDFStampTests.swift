import Foundation
import PKI
import Signatures
import TestSupport
import Testing

@Suite("Visible signatures", .enabled(if: Command.python != nil || Corpus.isRequired, "no pyHanko"))
struct PDFStampTests {
    static let fontPath = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    /// Every letter of Vietnamese with its tones, and what stands around them.
    static let letters =
        "ăâđêôơư ĂÂĐÊÔƠƯ àáảãạ ằắẳẵặ ầấẩẫậ èéẻẽẹ ềếểễệ ìíỉĩị òóỏõọ ồốổỗộ ờớởỡợ ùúủũụ ừứửữự ỳýỷỹỵ"

    private func stamp(
        _ corner: PDFStamp.Corner = .bottomRight, page: PDFStamp.Page = .number(1),
        lines: [String] = ["Ký bởi: Nguyễn Văn An", "Thời gian ký: 2026-06-01 07:00:00+07:00"]
    ) throws -> PDFStamp {
        let font = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.fontPath)))
        return PDFStamp(page: page, corner: corner, lines: lines, font: font)
    }

    private func text(_ desk: PDFDesk, _ name: String, _ arguments: String...) throws -> String {
        let seen = try Command.run("pdftotext", arguments + ["-layout", desk.folder.file(name), "-"])
        #expect(seen.errors == "")
        return seen.text
    }

    /// The page as it is drawn, at 50 dots to the inch: rows of grey values.
    private func drawn(_ desk: PDFDesk, _ name: String) throws -> [[UInt8]] {
        let made = try Command.run(
            "pdftoppm", "-gray", "-r", "50", "-f", "1", "-l", "1", desk.folder.file(name), desk.folder.file("drawn"))
        #expect(made.status == 0 && made.errors == "", "\(made.errors)")
        let file = try #require(
            FileManager.default.contentsOfDirectory(atPath: desk.folder.path).first { $0.hasPrefix("drawn") })
        let bytes = try desk.folder.read(file)
        try FileManager.default.removeItem(atPath: desk.folder.file(file))
        // P5, width, height, 255, each on its own or with spaces.
        let head = bytes.prefix(20).split(maxSplits: 4, whereSeparator: { $0 == 0x0a || $0 == 0x20 })
        let numbers = head.dropFirst().prefix(2).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        let (width, height) = (numbers[0], numbers[1])
        let pixels = Array(bytes.suffix(width * height))
        return (0..<height).map { Array(pixels[$0 * width..<($0 + 1) * width]) }
    }

    @Test("name, time and reason are read on the page, every Vietnamese letter among them, composed or not")
    func vietnamese() throws {
        let desk = try PDFDesk()
        let decomposed = Self.letters.decomposedStringWithCanonicalMapping
        for (name, letters) in [("composed.pdf", Self.letters), ("decomposed.pdf", decomposed)] {
            let signed = try desk.sign(try desk.original()) { request in
                request.stamp = try? stamp(lines: ["Ký bởi: Nguyễn Văn An", "Lý do: \(letters)"])
                request.certification = .formFilling
            }
            try desk.folder.write(signed, to: name)
            let words = Set(try text(desk, name).split(whereSeparator: \.isWhitespace).map(String.init))
            for word in Self.letters.split(separator: " ").map(String.init) + ["Nguyễn", "Văn", "An"] {
                // Byte by byte: composed, as they were asked for.
                #expect(words.contains { $0.unicodeScalars.elementsEqual(word.unicodeScalars) }, "\(word)")
            }
            #expect(try desk.complaints(name) == "")
            #expect(try desk.pdfsig(name) == [true])
        }
        let opinions = try desk.pyHanko(["composed.pdf"])["composed.pdf"]
        #expect(opinions?.map(\.ok) == [true])
        // A tenth of a font of 750 KB.
        #expect(try desk.folder.read("composed.pdf").count - desk.original().count < 75_000)
    }

    @Test("it is drawn upright in its corner, however the page is turned", arguments: [0, 90, 180, 270])
    func corners(_ rotation: Int) throws {
        let desk = try PDFDesk()
        let original = try desk.original(qpdf: ["--rotate=\(rotation)"])
        try desk.folder.write(original, to: "before.pdf")
        let before = try drawn(desk, "before.pdf")
        for corner in PDFStamp.Corner.allCases {
            let stamp = try stamp(corner)
            try desk.folder.write(try desk.sign(original) { $0.stamp = stamp }, to: "after.pdf")
            let after = try drawn(desk, "after.pdf")
            var changed: [(row: Int, column: Int)] = []
            for (row, pixels) in after.enumerated() {
                for (column, pixel) in pixels.enumerated() where pixel != before[row][column] {
                    changed.append((row, column))
                }
            }
            let rows = changed.map(\.row)
            let columns = changed.map(\.column)
            let height = try #require(rows.max()) - (try #require(rows.min()))
            let width = try #require(columns.max()) - (try #require(columns.min()))
            // Wider than high: it is not turned with the page.
            #expect(width > 3 * height, "\(rotation) \(corner): \(width) × \(height)")
            let isTop = rows.allSatisfy { $0 < after.count / 2 }
            let isLeft = columns.allSatisfy { $0 < after[0].count / 2 + 40 }
            #expect(isTop == (corner == .topLeft || corner == .topRight), "\(rotation) \(corner)")
            #expect(isLeft == (corner == .topLeft || corner == .bottomLeft), "\(rotation) \(corner)")
            // Upright: the text, read without turning the page, is in the same place in the file.
            #expect(try text(desk, "after.pdf").contains("Nguyễn Văn An"))
        }
    }

    @Test("three visible signatures in one corner lie beside each other, and every one stays good")
    func threeStamps() throws {
        let desk = try PDFDesk()
        var file = try desk.original()
        for number in 1...3 {
            let stamp = try stamp(lines: ["Người ký số \(number)", "Thời gian ký: 2026-06-01 07:0\(number):00+07:00"])
            file = try desk.sign(file) { $0.stamp = stamp }
        }
        try desk.folder.write(file, to: "a.pdf")
        let opinions = try #require(try desk.pyHanko(["a.pdf"])["a.pdf"])
        #expect(opinions.map(\.ok) == [true, true, true] && opinions.allSatisfy(\.permitted), "\(opinions)")
        let words = try text(desk, "a.pdf")
        for number in 1...3 { #expect(words.contains("Người ký số \(number)")) }
        let script = """
            import sys
            from pyhanko.pdf_utils.reader import PdfFileReader
            reader = PdfFileReader(open(sys.argv[1], "rb"))
            boxes = [[float(n) for n in s.sig_field["/Rect"]] for s in reader.embedded_signatures]
            print(all(a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
                for i, a in enumerate(boxes) for b in boxes[:i]), len(boxes))
            """
        let seen = try Command.run(try #require(Command.python), "-c", script, desk.folder.file("a.pdf"))
        #expect(seen.text == "True 3\n", "\(seen.errors)")
    }

    @Test("a long reason is broken into lines, a word without end too, and what does not fit the page is refused")
    func longReasons() throws {
        let desk = try PDFDesk()
        let original = try desk.original()
        for lines in [[String](repeating: "từ", count: 60).joined(separator: " "), String(repeating: "x", count: 300)] {
            let stamp = try stamp(lines: [lines])
            try desk.folder.write(try desk.sign(original) { $0.stamp = stamp }, to: "a.pdf")
            let seen = try text(desk, "a.pdf").filter { !$0.isWhitespace }
            #expect(seen.contains(lines.filter { !$0.isWhitespace }.prefix(20)))
        }
        let endless = try stamp(lines: [String(repeating: "x", count: 10_000)])
        let error = #expect(throws: PDFSigningError.self) { try desk.sign(original) { $0.stamp = endless } }
        #expect(error?.code == .stampWithoutRoom)
    }

    @Test("controls and changes of direction in a name are not drawn")
    func hostileText() throws {
        let desk = try PDFDesk()
        let stamp = try stamp(lines: ["An\u{202e}gnaB\u{0}\n)Tj(\\"])
        try desk.folder.write(try desk.sign(try desk.original()) { $0.stamp = stamp }, to: "a.pdf")
        #expect(try text(desk, "a.pdf").contains("An gnaB )Tj(\\"))
        #expect(try desk.complaints("a.pdf") == "")
    }

    @Test("after a certification, on a page that is not there, in a field with its own place: each refused by its name")
    func refused() throws {
        let desk = try PDFDesk()
        let original = try desk.original()
        func code(_ file: [UInt8], _ stamp: PDFStamp) -> PDFSigningError.Code? {
            #expect(throws: PDFSigningError.self) { try desk.sign(file) { $0.stamp = stamp } }?.code
        }
        let certified = try desk.sign(original) { $0.certification = .annotations }
        #expect(code(certified, try stamp()) == .stampForbidden)
        #expect(code(original, try stamp(page: .number(999))) == .stampPageMissing)
        #expect(throws: Never.self) {
            let last = try stamp(page: .last)
            _ = try desk.sign(original) { $0.stamp = last }
        }
        #expect(code(original, try stamp(lines: ["漢字"])) == .stampWithoutGlyph)
    }

    @Test("a broken font is refused, wherever it is broken, and never a crash")
    func brokenFonts() throws {
        let desk = try PDFDesk()
        let original = try desk.original()
        let good = try stamp()
        func attempt(_ font: [UInt8]) -> PDFSigningError.Code? {
            do {
                _ = try desk.sign(original) {
                    $0.stamp = PDFStamp(page: good.page, corner: good.corner, lines: good.lines, font: font)
                }
                return nil
            } catch let error as PDFSigningError {
                return error.code
            } catch {
                Issue.record("\(error)")
                return nil
            }
        }
        #expect(attempt([]) == .stampFontUnusable)
        #expect(attempt(Array("OTTO".utf8) + good.font.dropFirst(4)) == .stampFontUnusable)
        var isCut = 0
        for length in stride(from: 0, to: good.font.count, by: 40_009)
        where attempt(Array(good.font.prefix(length))) != nil {
            isCut += 1
        }
        #expect(isCut > 15)
        // Bytes of the directory and the heads of tables, turned one at a time.
        var generator = SystemRandomNumberGenerator()
        for place in stride(from: 0, to: 3000, by: 29) {
            var font = good.font
            font[place] = UInt8.random(in: 0...255, using: &generator)
            _ = attempt(font)
        }
    }
}
