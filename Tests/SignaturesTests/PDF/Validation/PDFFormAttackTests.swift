import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// Forms of a PDF signature that leave room for other content ("1 Trillion Dollar Refund", CCS 2019: universal
/// signature forgery, incremental saving, signature wrapping), and neighbours of theirs. Each is made here.
@Suite("Forms of PDF signatures")
struct PDFFormAttackTests {
    let scene: PDFScene

    init() throws { scene = try PDFScene() }

    private func expectRefused(
        _ pdf: MintedPDF, _ code: String, _ comment: Comment = "", location: SourceLocation = #_sourceLocation
    ) throws {
        let signature = try scene.only(pdf)
        #expect(signature.indication == .totalFailed, "\(comment) \(signature.summary)", sourceLocation: location)
        #expect(signature.subIndication == .formatFailure, "\(comment) \(signature.summary)", sourceLocation: location)
        #expect(signature.has(code), "\(comment) \(signature.summary)", sourceLocation: location)
        #expect(try scene.report(pdf).indication == .totalFailed, sourceLocation: location)
    }

    @Test("the honest form passes, and white space at the end is no harm")
    func honest() throws {
        var pdf = try scene.signed()
        let signature = try scene.only(pdf)
        #expect(signature.indication == .totalPassed, "\(signature.summary)")
        #expect(signature.intact && signature.coversWholeFile)
        #expect(signature.changesAfterSigning == ChangeVerdict.none)
        #expect(signature.level == "PAdES-BASELINE-B")
        #expect(signature.claimedSigningTime == Instant("2026-05-31T05:00:00Z"))
        pdf.append(raw: "\r\n\n")
        let again = try scene.only(pdf)
        #expect(again.indication == .totalPassed && !again.coversWholeFile, "\(again.summary)")
    }

    @Test("a changed byte anywhere in the page is a wrong digest")
    func changedContent() throws {
        var pdf = try scene.signed()
        try pdf.replace("Don de nghi", with: "Don da ghi.")
        let signature = try scene.only(pdf)
        #expect(!signature.intact && signature.subIndication == .hashFailure, "\(signature.summary)")
    }

    @Test(
        "universal forgery: without what says what is covered, or without the signature itself",
        arguments: [
            ("/ByteRange", "/ByteRangf", "PDF_SIGNATURE_INCOMPLETE"),
            ("/Contents <", "/Contentz <", "PDF_SIGNATURE_INCOMPLETE"),
        ])
    func missingEntries(_ old: String, _ new: String, _ code: String) throws {
        var pdf = try scene.signed()
        try pdf.replace(old, with: new)
        try expectRefused(pdf, code)
    }

    @Test(
        "universal forgery: byte ranges of other forms",
        arguments: [
            [0, 0, 0, 0], [0], [], [0, -1, 5, 5], [0, 100], [0, 10, 20, 30, 40, 50], [5, 100, 200, 300],
            [0, 1 << 40, 1 << 41, 1],
        ])
    func otherRanges(_ range: [Int]) throws {
        let pdf = try scene.signed { $0.byteRange = { _, _ in range } }
        let signature = try scene.only(pdf)
        #expect(signature.indication == .totalFailed && signature.subIndication == .formatFailure)
        #expect(
            ["PDF_BYTE_RANGE_FORM", "PDF_SIGNATURE_INCOMPLETE", "PDF_BYTE_RANGE_BEYOND_END", "PDF_GAP_NOT_CONTENTS"]
                .contains { signature.has($0) }, "\(signature.summary)")
    }

    @Test("universal forgery: Contents of nothing, of zeros, of no CMS", arguments: [[], [0], [0x30, 0x00], [0xff]])
    func noMessage(_ bytes: [UInt8]) throws {
        let pdf = try scene.signed { $0.message = { _ in bytes } }
        try expectRefused(pdf, "PDF_CMS_MALFORMED")
    }

    @Test("wrapping: a gap that holds more than Contents", arguments: ["before", "behind", "both"])
    func wideGap(_ side: String) throws {
        let pdf = try scene.signed {
            $0.byteRange = { gap, end in
                let start = side == "behind" ? gap.lowerBound : gap.lowerBound - 10
                let behind = side == "before" ? gap.upperBound : gap.upperBound + 3
                return [0, start, behind, end - behind]
            }
        }
        try expectRefused(pdf, "PDF_GAP_NOT_CONTENTS", "\(side)")
    }

    @Test("wrapping: the gap is some other place's hexadecimal string")
    func otherString() throws {
        // The digits of the real Contents stand in another object too, and the gap is around those.
        var pdf = MintedPDF()
        pdf.append([8: "<< /Other <\(String(repeating: "0", count: 16384))> >>"])
        var signing = MintedPDF.Signing()
        let place = try #require(pdf.find("/Other <")) + 7
        signing.byteRange = { gap, end in [0, place, place + gap.count, end - place - gap.count] }
        try pdf.sign(scene.citizen, signing)
        try expectRefused(pdf, "PDF_SIGNATURE_NOT_IN_REVISION")
    }

    @Test("what stands in the gap is digits alone", arguments: ["< ", "<\n"])
    func strangeGap(_ opening: String) throws {
        let pdf = try scene.signed { $0.brackets = (opening, ">") }
        let signature = try scene.only(pdf)
        #expect(signature.indication == .totalFailed && signature.has("PDF_GAP_NOT_CONTENTS"), "\(signature.summary)")
    }

    @Test("a signature that covers only the beginning of its revision")
    func uncoveredTail() throws {
        let pdf = try scene.signed {
            $0.byteRange = { gap, end in [0, gap.lowerBound, gap.upperBound, end - gap.upperBound - 40] }
        }
        try expectRefused(pdf, "PDF_REVISION_INCOMPLETE")
    }

    @Test("a file that was cut off")
    func cut() throws {
        let pdf = try scene.signed { $0.byteRange = { [0, $0.lowerBound, $0.upperBound, $1 - $0.upperBound + 9] } }
        try expectRefused(pdf, "PDF_BYTE_RANGE_BEYOND_END")
    }

    @Test("incremental saving without a table: objects, or anything, that no cross-reference names")
    func unreferencedBytes() throws {
        var pdf = try scene.signed()
        let start = try #require(pdf.text.range(of: "startxref\n", options: .backwards))
        let tail = String(pdf.text[start.lowerBound...])
        pdf.append(raw: "4 0 obj\n\(MintedPDF.stream("BT (Other) Tj ET"))\nendobj\n\(tail)")
        try expectRefused(pdf, "PDF_APPENDED_BYTES")
    }

    @Test("incremental saving without an end: no reader has to mend what is read here")
    func garbage() throws {
        var pdf = try scene.signed()
        pdf.append(raw: "4 0 obj\n<< >>\nendobj\n")
        #expect(throws: SignedFileError.self) { try scene.report(pdf) }
    }

    @Test("a second document behind the first, whose table does not go on from it")
    func secondDocument() throws {
        var pdf = try scene.signed()
        let other = MintedPDF(content: "BT (Other) Tj ET")
        // Offsets of the second are moved; it has no /Prev.
        let base = pdf.count
        var text = other.text.replacingOccurrences(of: "%PDF-1.7", with: "%PDF-1.7")
        for number in 1...5 {
            let offset = try #require(other.find("\(number) 0 obj"))
            func digits(_ value: Int) -> String {
                String(repeating: "0", count: 10 - String(value).count) + String(value)
            }
            text = text.replacingOccurrences(
                of: digits(offset) + " 00000 n", with: digits(offset + base) + " 00000 n")
        }
        let table = try #require(other.find("xref\n0 1"))
        text = text.replacingOccurrences(of: "startxref\n\(table)", with: "startxref\n\(table + base)")
        pdf.append(raw: text)
        // The form of the second document is empty: the signature is found by its bytes, and fails.
        let report = try? scene.report(pdf)
        #expect(report?.indication != .totalPassed)
    }

    @Test("one signature for two fields is good for neither")
    func sharedDictionary() throws {
        let pdf = try scene.signed {
            $0.fields = "[6 0 R 8 0 R]"
            $0.objects[8] =
                "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Other) /Rect [0 0 0 0] /F 132 /P 3 0 R /V 7 0 R >>"
        }
        try expectRefused(pdf, "PDF_SIGNATURE_SHARED")
    }

    @Test("a signature dictionary with two values for one key", arguments: ["/Contents <00>", "/ByteRange [0 1 2 3]"])
    func doubledKey(_ entry: String) throws {
        let pdf = try scene.signed { $0.entries = entry }
        try expectRefused(pdf, "PDF_SIGNATURE_MALFORMED")
    }

    @Test("a signature dictionary that stands in its field")
    func directDictionary() throws {
        var pdf = MintedPDF()
        pdf.append([
            5: "<< /Fields [6 0 R] >>",
            6: """
            << /FT /Sig /T (A) /V << /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange \
            [0 10 20 30] /Contents <00> >> >>
            """,
        ])
        let signature = try scene.only(pdf)
        #expect(signature.indication == .totalFailed, "\(signature.summary)")
    }

    @Test("a signature whose field was taken out of the form is still found")
    func removedField() throws {
        var pdf = try scene.signed()
        pdf.append([5: "<< /Fields [] >>"])
        #expect(try scene.report(pdf).signatures.count == 1)
    }

    @Test("a form whose tree of fields runs in a circle, and one without end, end")
    func loops() throws {
        var pdf = try scene.signed()
        pdf.append([8: "<< /T (A) /Kids [8 0 R 9 0 R] >>", 9: "<< /T (B) /Kids [8 0 R] >>", 5: "<< /Fields [8 0 R] >>"])
        #expect(try scene.report(pdf).signatures.count == 1)
        var deep = MintedPDF()
        deep.append(Dictionary(uniqueKeysWithValues: (8..<200).map { ($0, "<< /T (A) /Kids [\($0 + 1) 0 R] >>") }))
        deep.append([5: "<< /Fields [8 0 R] >>"])
        #expect(throws: SignedFileError.self) { try scene.report(deep) }
    }
}
