import Foundation
import PKI
import TestSupport
import Testing

@testable import Signatures

@Suite("The bytes that are certified")
struct CertifiedScanTests {
    private func scan(_ bytes: [UInt8], in file: [UInt8], contents: [[UInt8]] = []) throws -> CertifiedScan {
        try CertifiedScan(
            .sha256(of: bytes), size: bytes.count, in: MemorySource(file),
            contents: contents.map { OriginalContent(name: "x", source: MemorySource($0)) })
    }

    @Test("are the PDF before its first signature, its pages counted, after one signature or two")
    func beforeSigning() throws {
        let desk = try PDFDesk()
        let original = try desk.original()
        let once = try desk.sign(original)
        let twice = try desk.sign(once)
        for file in [once, twice] {
            let found = try scan(original, in: file)
            #expect(found.places == [.beforeSigning] && found.pages == 1 && found.isPDF)
        }
        // A file that was signed already is not what the first signature was put on.
        #expect(try scan(once, in: twice).places.isEmpty)
        #expect(try scan(twice, in: twice).places == [.file])
        #expect(try scan(Array(original.dropLast(3)), in: once).places.isEmpty)
        #expect(try scan(Array(original.prefix(9)), in: once).places.isEmpty)
        #expect(try scan(original + [10], in: once).places.isEmpty)
    }

    @Test("are not a PDF whose page was changed before it was signed, in whatever update")
    func changedBeforeSigning() throws {
        let desk = try PDFDesk()
        let original = try desk.original()
        // A second page tree over the same file, as an editor would append it: the page is turned.
        let text = String(decoding: original, as: UTF8.self)
        let page = try #require(text.firstMatch(of: /(\d+) 0 obj\s*<<(?:(?!endobj)[\s\S])*?\/Type \/Page\b(?!s)/))
        let number = try #require(Int(page.1))
        let start = try #require(
            original.indices.first {
                original[$0...].starts(with: Array("\(number) 0 obj".utf8)) && ($0 == 0 || original[$0 - 1] == 10)
            })
        let end = try #require(original[start...].indices.first { original[$0...].starts(with: Array("endobj".utf8)) })
        let object = String(decoding: original[start..<end], as: UTF8.self)
        let changed = object.replacing("<<", with: "<< /Rotate 180", maxReplacements: 1)
            .replacing(/\/Rotate 0/, with: "")
        let previous = try #require(text.matches(of: /startxref\s+(\d+)/).last?.1)
        let trailer = try #require(text.matches(of: /trailer\s*<<([\s\S]*?)>>\s*startxref/).last?.1)
        var update = "\n" + changed + "endobj\n"
        let table = original.count + update.utf8.count
        update += "xref\n\(number) 1\n" + String(format: "%010d 00000 n \n", original.count + 1)
        update += "trailer\n<<\(trailer)/Prev \(previous)>>\nstartxref\n\(table)\n%%EOF\n"
        let turned = original + Array(update.utf8)
        let signed = try desk.sign(turned)
        #expect(try scan(turned, in: signed).places == [.beforeSigning])
        #expect(try scan(original, in: signed).places.isEmpty)
    }

    @Test("are not a PDF in which a field was filled in after it was signed, though signatures permit that")
    func filledAfterSigning() throws {
        let signed = SignedDocument()
        let end = try #require(signed.pdf.bytes.firstRange(of: Array("%%EOF\n".utf8))?.upperBound)
        let original = Array(signed.pdf.bytes[..<end])
        #expect(try scan(original, in: signed.pdf.bytes).places == [.beforeSigning])
        #expect(try scan(original, in: signed.pdf.bytes).shownUntil == 0)
        var stamped = signed
        stamped.update([
            (3, SignedDocument.page(" 30 0 R")), (5, SignedDocument.form(" 30 0 R")),
            (30, SignedDocument.field("sig3", 31, "10 10 30 30", "/AP<</N 32 0 R>>")),
            (31, HandmadePDF.signature()), (32, SignedDocument.look("0 g")),
        ])
        let shown = try scan(original, in: stamped.pdf.bytes)
        #expect(shown.places == [.beforeSigning] && shown.shownUntil == stamped.pdf.bytes.count)
        var filled = signed
        filled.update([
            (7, SignedDocument.name("/V(An)", look: 30)), (30, SignedDocument.look("BT (An) Tj ET")),
        ])
        #expect(try filled.changes().verdict == .permitted)
        #expect(try scan(original, in: filled.pdf.bytes).places.isEmpty)
        #expect(try scan(filled.pdf.bytes, in: filled.pdf.bytes).places.isEmpty)
    }

    @Test("are a content beside the file, or the one inside of a CMS")
    func contents() throws {
        let pki = try MintedPKI()
        let identity = try pki.signer()
        let signer = try CAdESSigner(key: identity.key, certificate: identity.certificate)
        let content = Array("một trang".utf8)
        let halves = try signer.attached(MemorySource(content), signingTime: MintedPKI.now)
        let attached = halves.beforeContent + content + halves.afterContent
        #expect(try scan(content, in: attached).places == [.attached])
        #expect(try scan([1], in: attached).places.isEmpty)
        let detached = try signer.detached(MemorySource(content), signingTime: MintedPKI.now)
        #expect(try scan(content, in: detached, contents: [[1], content]).places == [.content(1)])
        #expect(try scan(content, in: detached).places.isEmpty)
        #expect(try scan(detached, in: detached).places == [.file])
    }

    @Test("a countersignature is validated, says what it states, and a changed value or another parent breaks it")
    func countersignature() throws {
        let pki = try MintedPKI()
        let (one, two) = (try pki.signer(), try pki.signer(MintedPKI.citizen("001200000001", name: "Bình")))
        let content = MemorySource(Array("một trang".utf8))
        func file(over other: Bool = false) throws -> [UInt8] {
            let first = try CAdESSigner(key: one.key, certificate: one.certificate)
            let draft = try first.draft(content, signingTime: MintedPKI.now, statement: "Lời thứ nhất")
            let signed = other ? try first.draft(content, signingTime: MintedPKI.now, statement: "khác") : draft
            let counter = try CAdESSigner(key: two.key, certificate: two.certificate)
                .counterDraft(over: signed, signingTime: MintedPKI.now, statement: "Lời thứ hai")
            let stamp = try pki.timestampAuthority.token(imprint: .sha256(of: counter.signature), at: MintedPKI.now)
            return draft.halves(
                attachedCount: nil,
                unsignedAttributes: [
                    counter.counterSignatureAttribute(unsignedAttributes: [SignedDataDraft.timestampAttribute(stamp)])
                ], counterSigner: counter
            ).beforeContent
        }
        let validator = SignatureValidator(trust: pki.trust(crls: try pki.lists()))
        func report(_ bytes: [UInt8]) throws -> ValidationReport {
            try validator.validate(
                MemorySource(bytes), contents: [OriginalContent(name: "x", source: content)], at: MintedPKI.now)
        }
        let good = try report(file())
        #expect(good.indication == .totalPassed, "\(good.signatures.map(\.reasons))")
        #expect(good.signatures.map(\.statement) == ["Lời thứ nhất", "Lời thứ hai"])
        #expect(good.signatures[1].counterSignatureOf == good.signatures[0].id)
        #expect(good.signatures[1].bestSignatureTime != nil)
        #expect(
            try ValidationReport(document: good.document(contents: ["x"]), contents: ["x"]).signatures.map(\.statement)
                == good.signatures.map(\.statement))
        #expect(try report(file(over: true)).indication == .totalFailed)
    }
}
