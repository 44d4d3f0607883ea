import Testing
import TransparencyLog

@Suite("checkpoints")
struct CheckpointTests {
    let root = MerkleHash.leaf([1])

    @Test("a checkpoint is three lines, signed as a note, and parses back")
    func roundTrip() throws {
        let key = try #require(NoteSigningKey(name: "vault.example/log", seed: NoteKeyTests.seed))
        let checkpoint = Checkpoint(origin: key.name, size: 42, root: root)
        #expect(checkpoint.text == "vault.example/log\n42\n\(root.base64)\n")
        let note = checkpoint.signed(by: key)
        let parsed = try SignedNote(parsing: note.bytes)
        #expect(parsed == note)
        #expect(parsed.isSigned(by: key.verifierKey))
        #expect(try Checkpoint(parsing: parsed.text) == checkpoint)
    }

    @Test("sizes of 64 bits are written and read", arguments: [0, 1, 1 << 53, UInt64.max])
    func sizes(size: UInt64) throws {
        let checkpoint = Checkpoint(origin: "o", size: size, root: size == 0 ? .emptyRoot : root)
        #expect(try Checkpoint(parsing: checkpoint.text) == checkpoint)
    }

    @Test("extension lines of other logs are kept")
    func extensions() throws {
        let text = "o\n1\n\(root.base64)\nsome thing\nelse\n"
        let checkpoint = try Checkpoint(parsing: text)
        #expect(checkpoint.extensionLines == ["some thing", "else"])
        #expect(checkpoint.text == text)
    }

    @Test("malformed checkpoints are refused, each by its name")
    func malformed() {
        let hash = root.base64
        let cases: [(String, CheckpointError)] = [
            ("", .malformedLines), ("o\n1\n", .malformedLines), ("o\n1\n\(hash)", .malformedLines),
            ("\n1\n\(hash)\n", .malformedLines), ("o\n\n\(hash)\n", .malformedLines),
            ("o\n1\n\(hash)\n\n", .malformedLines), ("o\n1\n\(hash)\n\nx\n", .malformedLines),
            ("o\r\n1\n\(hash)\n", .malformedLines), ("o\u{0}\n1\n\(hash)\n", .malformedLines),
            ("o\n01\n\(hash)\n", .malformedSize), ("o\n-1\n\(hash)\n", .malformedSize),
            ("o\n+1\n\(hash)\n", .malformedSize), ("o\n1 \n\(hash)\n", .malformedSize),
            ("o\n0x1\n\(hash)\n", .malformedSize), ("o\n18446744073709551616\n\(hash)\n", .malformedSize),
            ("o\n\u{0661}\n\(hash)\n", .malformedSize), ("o\n1\n\(hash.dropLast())\n", .malformedRoot),
            ("o\n1\n \(hash)\n", .malformedRoot), ("o\n1\nAAAA\n", .malformedRoot), ("o\n0\n\(hash)\n", .malformedRoot),
        ]
        for (text, error) in cases {
            #expect(throws: error, "\(text)") { try Checkpoint(parsing: text) }
        }
    }

    @Test("origins are compared by their bytes")
    func origins() {
        let composed = Checkpoint(origin: "kh\u{f3}", size: 1, root: root)
        #expect(composed != Checkpoint(origin: "kho\u{301}", size: 1, root: root))
        #expect(Checkpoint.isValidOrigin("C\u{f3} d\u{1ea5}u c\u{e1}ch"))
        #expect(!Checkpoint.isValidOrigin("") && !Checkpoint.isValidOrigin("a\nb") && !Checkpoint.isValidOrigin("\t"))
    }
}
