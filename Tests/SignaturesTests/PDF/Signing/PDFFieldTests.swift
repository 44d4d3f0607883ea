import Foundation
import PKI
import Signatures
import TestSupport
import Testing

@Suite("Signature fields and certification", .enabled(if: Command.python != nil || Corpus.isRequired, "no pyHanko"))
struct PDFFieldTests {
    /// The demonstration's document with signature fields that pyHanko has put in.
    private func form(_ desk: PDFDesk, _ fields: String) throws -> [UInt8] {
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/add_signature_field.py").path
        let made = try Command.run(
            try #require(Command.python), script, PDFDesk.demonstration, desk.folder.file("form.pdf"), fields)
        try #require(made.status == 0, "\(made.errors)")
        return try desk.folder.read("form.pdf")
    }

    private func opinions(_ desk: PDFDesk, _ file: [UInt8]) throws -> [PDFDesk.Opinion] {
        try desk.folder.write(file, to: "opinion.pdf")
        #expect(try desk.complaints("opinion.pdf") == "")
        return try #require(try desk.pyHanko(["opinion.pdf"])["opinion.pdf"])
    }

    private func code(_ work: () throws -> [UInt8]) -> PDFSigningError.Code? {
        #expect(throws: PDFSigningError.self) { _ = try work() }?.code
    }

    @Test("an empty field is signed in its place, one after another, and a third signature gets a field of its own")
    func emptyFields() throws {
        let desk = try PDFDesk()
        let form = try form(desk, #"[{"name": "Owner", "box": [50, 50, 200, 100]}, {"name": "Agency"}]"#)
        var file = try desk.sign(form) { $0.fieldName = "Agency" }
        file = try desk.sign(file) { $0.fieldName = "Owner" }
        file = try desk.sign(file)
        let opinions = try opinions(desk, file)
        #expect(opinions.map(\.field) == ["Agency", "Owner", "Signature1"])
        #expect(opinions.allSatisfy { $0.ok && $0.permitted }, "\(opinions)")
        #expect(file.starts(with: form))
    }

    @Test("a field that is signed, one that is for something else and a name that cannot be are refused")
    func unusableFields() throws {
        let desk = try PDFDesk()
        let signed = try desk.sign(try desk.original()) { $0.fieldName = "Owner" }
        #expect(code { try desk.sign(signed) { $0.fieldName = "Owner" } } == .fieldSigned)
        for name in ["", "a.b", "a\n"] {
            #expect(code { try desk.sign(signed) { $0.fieldName = name } } == .fieldNameUnusable)
        }
        // A text field of that name.
        let script = """
            import sys
            from pyhanko.pdf_utils import generic
            from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
            writer = IncrementalPdfFileWriter(open(sys.argv[1], "rb"))
            name = generic.pdf_name
            field = writer.add_object(generic.DictionaryObject({
                name("/FT"): name("/Tx"), name("/T"): generic.pdf_string("Họ tên")}))
            writer.root["/AcroForm"] = generic.DictionaryObject({name("/Fields"): generic.ArrayObject([field])})
            writer.update_root()
            writer.write(open(sys.argv[2], "wb"))
            """
        let made = try Command.run(
            try #require(Command.python), "-c", script, PDFDesk.demonstration, desk.folder.file("text.pdf"))
        try #require(made.status == 0, "\(made.errors)")
        let text = try desk.folder.read("text.pdf")
        #expect(code { try desk.sign(text) { $0.fieldName = "Họ tên" } } == .fieldOfOtherKind)
        // The form stands in the catalogue itself here.
        let opinions = try opinions(desk, try desk.sign(try desk.sign(text)))
        #expect(opinions.count == 2 && opinions.allSatisfy { $0.ok && $0.permitted })
    }

    @Test("a certification says what it allows, and later signatures keep to it", arguments: [2, 3])
    func certification(_ level: Int) throws {
        let desk = try PDFDesk()
        let certified = try desk.sign(try desk.original()) { $0.certification = .init(rawValue: level) }
        let opinions = try opinions(desk, try desk.sign(certified))
        #expect(opinions.map(\.certifies) == [true, false])
        #expect(opinions.allSatisfy { $0.ok && $0.permitted }, "\(opinions)")
        #expect(code { try desk.sign(certified) { $0.certification = .noChanges } } == .alreadySigned)
    }

    @Test("after a certification without changes nobody signs, and no certification comes after a signature")
    func noChanges() throws {
        let desk = try PDFDesk()
        let certified = try desk.sign(try desk.original()) { $0.certification = .noChanges }
        let opinions = try opinions(desk, certified)
        #expect(opinions.count == 1 && opinions[0].ok && opinions[0].certifies)
        #expect(code { try desk.sign(certified) } == .changesForbidden)
        let approved = try desk.sign(try desk.original())
        #expect(code { try desk.sign(approved) { $0.certification = .annotations } } == .alreadySigned)
    }

    @Test("what a field's author wants locked with it is locked, and keeps later signatures out of it")
    func locks() throws {
        let desk = try PDFDesk()
        let fields = """
            [{"name": "Agency", "lock": {"action": "include", "fields": ["Owner"]}}, {"name": "Owner"}, {"name": "Other"},
             {"name": "Last", "lock": {"action": "all", "permission": 1}}]
            """
        let form = try form(desk, fields)
        let agency = try desk.sign(form) { $0.fieldName = "Agency" }
        #expect(code { try desk.sign(agency) { $0.fieldName = "Owner" } } == .fieldLocked)
        let other = try desk.sign(agency) { $0.fieldName = "Other" }
        let last = try desk.sign(other) { $0.fieldName = "Last" }
        let opinions = try opinions(desk, last)
        #expect(opinions.map(\.field) == ["Agency", "Other", "Last"])
        #expect(opinions.allSatisfy { $0.ok && $0.permitted }, "\(opinions)")
        #expect(code { try desk.sign(last) } == .changesForbidden)
    }

    @Test("a lock on everything keeps every later signature out")
    func lockOnAll() throws {
        let desk = try PDFDesk()
        let form = try form(desk, #"[{"name": "Agency", "lock": {"action": "all"}}, {"name": "Owner"}]"#)
        let signed = try desk.sign(form) { $0.fieldName = "Agency" }
        #expect(code { try desk.sign(signed) } == .fieldLocked)
        #expect(code { try desk.sign(signed) { $0.fieldName = "Owner" } } == .fieldLocked)
    }

    @Test("what a field's author requires is met or refused, each by its name")
    func seedValues() throws {
        let desk = try PDFDesk()
        func seeded(_ seed: String) throws -> [UInt8] { try form(desk, #"[{"name": "F", "seed": \#(seed)}]"#) }
        let refused: [(String, String)] = [
            (#"{"subfilters": ["adbe.pkcs7.detached"]}"#, "SubFilter"), (#"{"reasons": ["Approved"]}"#, "Reasons"),
            (#"{"digests": ["SHA512"]}"#, "DigestMethod"), (#"{"timestamp": "http://tsa.example.vn"}"#, "TimeStamp"),
            (#"{"certify": 2}"#, "MDP"), (#"{"certificate": true}"#, "Cert"),
        ]
        for (seed, key) in refused {
            let form = try seeded(seed)
            let error = #expect(throws: PDFSigningError.self) { try desk.sign(form) { $0.fieldName = "F" } }
            #expect(error?.code == .seedValue && error?.facts["what"] == key)
            // Another field is nobody's concern.
            #expect(throws: Never.self) { try desk.sign(form) }
        }
        let met: [(String, (inout PDFSigningRequest) -> Void)] = [
            (#"{"subfilters": ["ETSI.CAdES.detached", "adbe.pkcs7.detached"]}"#, { _ in }),
            (#"{"reasons": ["Approved", "Seen"]}"#, { $0.reason = "Seen" }), (#"{"digests": ["SHA256"]}"#, { _ in }),
            (#"{"timestamp": "http://tsa.example.vn"}"#, { $0.isTimestamped = true }),
            (#"{"certify": 2}"#, { $0.certification = .formFilling }),
        ]
        for (seed, configure) in met {
            let signed = try desk.sign(try seeded(seed)) {
                $0.fieldName = "F"
                configure(&$0)
            }
            #expect(try opinions(desk, signed).map(\.ok) == [true], "\(seed)")
        }
    }
}
