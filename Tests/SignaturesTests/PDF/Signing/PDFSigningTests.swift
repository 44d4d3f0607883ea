import PKI
import Signatures
import TestSupport
import Testing

@Suite("Signing PDF", .enabled(if: Command.python != nil || Corpus.isRequired, "no pyHanko"))
struct PDFSigningTests {
    static let kinds: [String: PrivateKey.NewKind] = [
        "rsa": .rsa(bits: 2048), "p256": .p256, "p384": .p384, "ed25519": .ed25519,
    ]

    /// How `qpdf` writes the original anew: nil leaves it as it is.
    static let forms: [String: [String]?] = [
        "as it is": nil,
        "with object streams": ["--object-streams=generate"],
        "with a classic table": ["--object-streams=disable"],
        "linearized": ["--linearize"],
        "PDF 2.0": ["--force-version=2.0", "--object-streams=generate"],
    ]

    @Test(
        "every kind of key signs, and the file is accepted by pyHanko, pdfsig and qpdf", arguments: kinds.keys.sorted())
    func oneSignature(_ kind: String) throws {
        let desk = try PDFDesk(key: try #require(Self.kinds[kind]))
        let original = try desk.original()
        let signed = try desk.sign(original)
        #expect(signed.starts(with: original))
        try desk.folder.write(signed, to: "a.pdf")
        let opinions = try #require(try desk.pyHanko(["a.pdf"])["a.pdf"])
        try #require(opinions.count == 1)
        #expect(opinions[0].ok && opinions[0].trusted && opinions[0].coverage == "ENTIRE_FILE")
        #expect(opinions[0].field == "Signature1" && !opinions[0].certifies && !opinions[0].timestamp)
        #expect(try desk.complaints("a.pdf") == "")
        // NSS, on which pdfsig stands, knows no EdDSA in CMS.
        #expect(try desk.pdfsig("a.pdf") == [kind != "ed25519"])
    }

    @Test("every form of a PDF file can be signed, three times over", arguments: forms.keys.sorted())
    func threeSignatures(_ form: String) throws {
        let desk = try PDFDesk()
        let original = try desk.original(qpdf: try #require(Self.forms[form]))
        var file = original
        for number in 1...3 {
            let before = file
            file = try desk.sign(before, by: try desk.pki.signer(MintedPKI.citizen("00109900000\(number)"))) {
                $0.time = MintedPKI.now.adding(seconds: Int64(number) * 60)
            }
            #expect(file.starts(with: before))
            #expect(file.count - before.count < 20_000)
        }
        try desk.folder.write(file, to: "a.pdf")
        let opinions = try #require(try desk.pyHanko(["a.pdf"], at: "2026-06-01T01:00:00Z")["a.pdf"])
        #expect(opinions.map(\.field) == ["Signature1", "Signature2", "Signature3"])
        #expect(opinions.allSatisfy { $0.ok && $0.permitted })
        #expect(opinions.map(\.changes) == ["FORM_FILLING", "FORM_FILLING", "NONE"])
        #expect(opinions.last?.coverage == "ENTIRE_FILE")
        #expect(try desk.pdfsig("a.pdf") == [true, true, true])
        #expect(try desk.complaints("a.pdf") == "")
    }

    @Test("the same file, time and key give the same update, but for the signature value")
    func deterministic() throws {
        // Ed25519 has no chance in it.
        let desk = try PDFDesk(key: .ed25519)
        let original = try desk.original()
        #expect(try desk.sign(original) == desk.sign(original))
    }

    @Test("time, reason and location stand in the file, in any script")
    func claims() throws {
        let desk = try PDFDesk()
        let signed = try desk.sign(try desk.original()) {
            $0.reason = "Đồng ý với (toàn bộ) nội dung"
            $0.location = "Hue (Vietnam)"
        }
        try desk.folder.write(signed, to: "a.pdf")
        let script = """
            import sys
            from pyhanko.pdf_utils.reader import PdfFileReader
            signature = PdfFileReader(open(sys.argv[1], "rb")).embedded_signatures[0]
            print(signature.sig_object["/Reason"], signature.sig_object["/Location"], sep="|")
            print(signature.self_reported_timestamp.timestamp())
            print(len(signature.signer_info["signed_attrs"]), signature.sig_object["/SubFilter"])
            print(sorted(a["type"].native for a in signature.signer_info["signed_attrs"]))
            """
        let seen = try Command.run(try #require(Command.python), "-c", script, desk.folder.file("a.pdf"))
        let lines = seen.text.split(separator: "\n").map(String.init)
        try #require(lines.count == 4, "\(seen.errors)")
        #expect(lines[0] == "Đồng ý với (toàn bộ) nội dung|Hue (Vietnam)")
        #expect(lines[1] == "\(MintedPKI.now.seconds).0")
        // ETSI EN 319 142-1 clause 6.3: no signing-time attribute.
        #expect(
            lines[3] == "['cms_algorithm_protection', 'content_type', 'message_digest', 'signing_certificate_v2']")
    }

    @Test("with a timestamp it is B-T, and pyHanko accepts the timestamp")
    func timestamped() throws {
        let desk = try PDFDesk()
        try desk.folder.write(try desk.sign(try desk.original()) { $0.isTimestamped = true }, to: "a.pdf")
        let opinions = try #require(try desk.pyHanko(["a.pdf"])["a.pdf"])
        #expect(opinions.count == 1 && opinions.allSatisfy { $0.ok && $0.timestamp })
        #expect(try desk.pdfsig("a.pdf") == [true])
    }

    @Test("a timestamp that finds no room is refused, never cut")
    func noRoom() throws {
        let desk = try PDFDesk()
        let draft = try desk.signer().draft(
            MemorySource(try desk.original()), PDFSigningRequest(time: MintedPKI.now))
        let error = #expect(throws: PDFSigningError.self) {
            try draft.update(timestampToken: DER.octetString([UInt8](repeating: 0, count: 20_000)))
        }
        #expect(error?.code == .signatureTooLarge)
    }

    @Test("a changed byte before or after the signature value is noticed by pyHanko")
    func covered() throws {
        let desk = try PDFDesk()
        let signed = try desk.sign(try desk.original())
        for place in [400, signed.count - 8] {
            var changed = signed
            changed[place] ^= 1
            try desk.folder.write(changed, to: "\(place).pdf")
            let opinions = try desk.pyHanko(["\(place).pdf"])["\(place).pdf"] ?? []
            #expect(opinions.allSatisfy { !$0.ok }, "\(place)")
        }
    }

    /// A file that somebody writes anew as soon as it was read once.
    private final class ChangingSource: ByteSource, @unchecked Sendable {
        private let before: [UInt8]
        private let after: [UInt8]
        /// Used by one thread.
        private var wasRead = false

        init(_ before: [UInt8], then after: [UInt8]) {
            self.before = before
            self.after = after
        }

        var count: Int { before.count }

        func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let end = min(count, position + buffer.count)
            buffer.copyBytes(from: (wasRead ? after : before)[position..<end])
            if end == count { wasRead = true }
            return end - position
        }
    }

    @Test("a draft is of the bytes that were there before its structure was looked at")
    func changedMeanwhile() throws {
        let before = MintedPDF(content: "BT (Pay 100) Tj ET").bytes
        let after = MintedPDF(content: "BT (Pay 900) Tj ET").bytes
        try #require(before.count == after.count)
        let desk = try PDFDesk()
        let draft = try desk.signer().draft(
            ChangingSource(before, then: after), PDFSigningRequest(time: MintedPKI.now))
        #expect(draft.fileDigest == .sha256(of: before), "what is written is of another digest, and refused")
    }
}
