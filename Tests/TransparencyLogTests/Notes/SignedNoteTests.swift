import PKI
import Testing
import TransparencyLog

@Suite("signed notes")
struct SignedNoteTests {
    let key = NoteSigningKey(name: "vault.example/log", seed: NoteKeyTests.seed)!
    let text = "first\n\nsecond \u{e8} line\n"

    private func note(_ lines: [String]) -> [UInt8] { Array((text + "\n" + lines.map { $0 + "\n" }.joined()).utf8) }

    @Test("a note parses to its text and signatures, and gives the same bytes again")
    func roundTrip() throws {
        let bytes = note([key.sign(text).line])
        let note = try SignedNote(parsing: bytes)
        #expect(note.text == text)
        #expect(note.signatures == [key.sign(text)])
        #expect(note.bytes == bytes)
        #expect(note.isSigned(by: key.verifierKey))
    }

    @Test("signature lines of unknown keys and unknown types are ignored")
    func unknownLines() throws {
        // An ML-DSA-44 cosignature (type 0x06) is 2428 bytes after its key ID; the ID shares nothing with ours.
        let postQuantum = try #require(
            NoteSignature(name: "witness.example/pq", keyID: 0x0600_0006, bytes: .init(repeating: 6, count: 2428)))
        let sameName = try #require(NoteSignature(name: key.name, keyID: 1, bytes: [1]))
        let sameID = try #require(
            NoteSignature(name: "other", keyID: key.verifierKey.keyID, bytes: .init(repeating: 0, count: 64)))
        let bytes = note([postQuantum.line, sameName.line, key.sign(text).line, sameID.line])
        let note = try SignedNote(parsing: bytes)
        #expect(note.signatures.count == 4)
        #expect(note.bytes == bytes)
        #expect(note.isSigned(by: key.verifierKey))
    }

    @Test("a key that has a good and a bad line did not sign")
    func badLine() throws {
        var bytes = key.sign(text).bytes
        bytes[5] ^= 1
        let bad = try #require(NoteSignature(name: key.name, keyID: key.verifierKey.keyID, bytes: bytes))
        #expect(try !SignedNote(parsing: note([bad.line])).isSigned(by: key.verifierKey))
        #expect(try !SignedNote(parsing: note([key.sign(text).line, bad.line])).isSigned(by: key.verifierKey))
        #expect(
            try SignedNote(parsing: note([key.sign(text).line, key.sign(text).line])).isSigned(by: key.verifierKey))
    }

    @Test("any changed byte of a note makes it unsigned or no note")
    func changedBytes() throws {
        let bytes = note([key.sign(text).line])
        for at in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[at] ^= 1 << bit
                let signed = (try? SignedNote(parsing: other))?.isSigned(by: key.verifierKey) ?? false
                #expect(!signed, "byte \(at), bit \(bit)")
            }
        }
    }

    @Test("a note cut anywhere is refused")
    func truncated() throws {
        let bytes = note([key.sign(text).line])
        for count in 0..<bytes.count {
            #expect(throws: NoteError.self) { try SignedNote(parsing: Array(bytes[..<count])) }
        }
    }

    @Test(
        "malformed notes are refused, each by its name",
        arguments: [
            ("", .noSignatureBlock), ("\n", .noSignatureBlock), ("text\n", .noSignatureBlock),
            ("text\n\n", .noSignatureBlock), ("\n\n\n", .noSignatureBlock),
            ("text\n\u{2014} a AAAAAAE=\n", .noSignatureBlock), ("text\n\n\u{2014} a AAAAAAE=", .noSignatureBlock),
            ("te\txt\n\n\u{2014} a AAAAAAE=\n", .controlCharacter),
            ("text\r\n\n\u{2014} a AAAAAAE=\n", .controlCharacter),
            ("text\n\n\u{2014} a AAAAAAE=\n\n", .noSignatureBlock),
            ("text\n\nx\n", .malformedSignatureLine(1)), ("text\n\n- a AAAAAAE=\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014}a AAAAAAE=\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} AAAAAAE=\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014}  AAAAAAE=\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a  AAAAAAE=\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a AAAAAAE= \n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a b AAAAAAE=\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a+b AAAAAAE=\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a\u{a0}b AAAAAAE=\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a AAAAAAE\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a AAAAAAF=\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a AAAAAA==\n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a \n", .malformedSignatureLine(1)),
            ("text\n\n\u{2014} a AAAAAAE=\n\u{2014} a\n", .malformedSignatureLine(2)),
        ] as [(String, NoteError)])
    func malformed(note: String, error: NoteError) {
        #expect(throws: error) { try SignedNote(parsing: Array(note.utf8)) }
    }

    @Test("bytes that are no UTF-8 are refused in the text and in a name")
    func notUTF8() {
        #expect(throws: NoteError.notUTF8) {
            try SignedNote(parsing: [0xff] + Array("\n\n\u{2014} a AAAAAAE=\n".utf8))
        }
        #expect(throws: NoteError.malformedSignatureLine(1)) {
            try SignedNote(parsing: Array("t\n\n\u{2014} ".utf8) + [0xc0, 0x80] + Array(" AAAAAAE=\n".utf8))
        }
    }

    @Test("limits are held: 100 lines and a mebibyte are read, more is not")
    func limits() throws {
        let line = "\u{2014} a AAAAAAE="
        #expect(try SignedNote(parsing: note(Array(repeating: line, count: 100))).signatures.count == 100)
        #expect(throws: NoteError.tooManySignatures(limit: 100)) {
            try SignedNote(parsing: note(Array(repeating: line, count: 101)))
        }
        let tail = Array("\n\n\(line)\n".utf8)
        let whole = [UInt8](repeating: 0x41, count: (1 << 20) - tail.count) + tail
        #expect(try SignedNote(parsing: whole).text.utf8.count == whole.count - tail.count + 1)
        #expect(throws: NoteError.tooLarge(byteCount: (1 << 20) + 1, limit: 1 << 20)) {
            try SignedNote(parsing: [0x41] + whole)
        }
    }

    @Test("a line can be added, up to the limit")
    func adding() throws {
        let line = try #require(NoteSignature(name: "a", keyID: 1, bytes: [1]))
        var note = try SignedNote(parsing: note([key.sign(text).line]))
        for _ in 1..<100 { note = try note.adding(line) }
        #expect(try SignedNote(parsing: note.bytes) == note)
        #expect(throws: NoteError.tooManySignatures(limit: 100)) { try note.adding(line) }
    }
}
