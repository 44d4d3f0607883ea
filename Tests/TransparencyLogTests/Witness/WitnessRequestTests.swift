import PKI
import TestSupport
import Testing
import TransparencyLog

@Suite("requests to witnesses")
struct WitnessRequestTests {
    let log = ForkedLog()
    let key = CosigningKey(name: "witness.example/w1", seed: [UInt8](repeating: 4, count: 32))!

    @Test("a request is the old size, the proof, an empty line and the checkpoint, and reads back")
    func form() throws {
        let request = try log.request(7, 12)
        let text = String(decoding: request.bytes, as: UTF8.self)
        #expect(text.hasPrefix("old 7\n"))
        #expect(text.hasSuffix("\n\n" + String(decoding: log.note(12).bytes, as: UTF8.self)))
        #expect(try WitnessRequest(parsing: request.bytes) == request)
        let first = try log.request(0, 12)
        #expect(String(decoding: first.bytes, as: UTF8.self).hasPrefix("old 0\n\nvault.example/log\n12\n"))
        #expect(try WitnessRequest(parsing: first.bytes) == first)
    }

    @Test("anything else in its place is malformed, and named")
    func malformed() throws {
        let note = String(decoding: log.note(12).bytes, as: UTF8.self)
        let hash = MerkleHash.leaf([1]).base64
        let cases: [(String, WitnessRefusal.Part)] = [
            ("", .oldSize), ("old 7", .oldSize), ("old\n\n\(note)", .oldSize), ("old  7\n\n\(note)", .oldSize),
            ("old 07\n\n\(note)", .oldSize), ("old -1\n\n\(note)", .oldSize), ("old +7\n\n\(note)", .oldSize),
            ("old 7 \n\n\(note)", .oldSize), ("old 7\r\n\n\(note)", .oldSize), ("Old 7\n\n\(note)", .oldSize),
            ("size 7\n\n\(note)", .oldSize), ("old 18446744073709551616\n\n\(note)", .oldSize), (note, .oldSize),
            ("old 7\n\(note)", .proof), ("old 7\n\(hash) \n\n\(note)", .proof),
            ("old 7\n\(hash.dropLast())\n\n\(note)", .proof), ("old 7\n\(hash)\r\n\n\(note)", .proof),
            ("old 7\n" + String(repeating: hash + "\n", count: 64) + "\n\(note)", .proof),
            ("old 7\n", .checkpoint), ("old 7\n\n", .checkpoint), ("old 7\n\(hash)\n", .checkpoint),
        ]
        for (text, part) in cases {
            #expect(throws: WitnessRefusal.malformed(part), "\(text.prefix(40))") {
                try WitnessRequest(parsing: Array(text.utf8))
            }
        }
        #expect(throws: Never.self) {
            try WitnessRequest(
                parsing: Array(("old 7\n" + String(repeating: hash + "\n", count: 63) + "\n\(note)").utf8))
        }
        let large = [UInt8](repeating: 0x61, count: WitnessRequest.maximumByteCount + 1)
        #expect(throws: WitnessRefusal.malformed(.tooLarge)) { try WitnessRequest(parsing: large) }
        // A note that is none is found when its origin is looked for.
        for bad in ["x", note.replacing("\n12\n", with: "\n012\n"), String(note.dropLast()), "\n\n" + note] {
            let request = try WitnessRequest(parsing: Array("old 0\n\n\(bad)".utf8))
            #expect(throws: WitnessRefusal.malformed(.checkpoint)) { try WitnessedLog.origin(of: request) }
        }
    }

    @Test("an answer counts only with a line of the pinned key that verifies over this very checkpoint")
    func answers() throws {
        let text = log.note(12).text
        let line = try #require(key.cosign(text, time: 77))
        let stranger = try #require(CosigningKey(name: "witness.example/w2", seed: [UInt8](repeating: 5, count: 32)))
        let foreign = try #require(stranger.cosign(text, time: 5))
        func answer(_ status: Int, _ body: String, _ type: String? = nil) -> WitnessAnswer {
            WitnessAnswer(
                status: status, mediaType: type, body: Array(body.utf8), of: key.verifierKey, over: text)
        }
        #expect(answer(200, line.line + "\n") == .cosigned(line, time: 77))
        #expect(answer(200, "\(foreign.line)\n\(line.line)\n") == .cosigned(line, time: 77))
        let earlier = try #require(key.cosign(text, time: 70))
        #expect(answer(200, "\(line.line)\n\(earlier.line)\n") == .cosigned(earlier, time: 70))
        let lie = try #require(key.cosign(log.note(11).text, time: 77))
        for body in [
            "", "\n", line.line, foreign.line + "\n", lie.line + "\n", "\(line.line)\n\(lie.line)\n",
            "\(line.line)\n\n", "\n\(line.line)\n", "ok\n", "\(line.line)\r\n",
            String(repeating: foreign.line + "\n", count: 101) + line.line + "\n",
        ] {
            #expect(answer(200, body) == .unusable(status: 200), "\(body.prefix(60))")
        }
        #expect(answer(409, "7\n", "text/x.tlog.size") == .otherSize(7))
        for body in ["", "7", "07\n", "-7\n", "7\n\n", "7 \n", "18446744073709551616\n"] {
            #expect(answer(409, body, "text/x.tlog.size") == .unusable(status: 409))
        }
        for type in ["text/x.tlog.size; charset=utf-8", "Text/X.tlog.size", "text/x.tlog.size ;a=b"] {
            #expect(answer(409, "7\n", type) == .otherSize(7), "\(type)")
        }
        #expect(answer(409, "7\n", "text/x.tlog.sizes") == .fork)
        #expect(answer(409, "7\n", "text/plain") == .fork)
        #expect(answer(409, "7\n") == .fork)
        #expect(answer(422, "") == .notConsistent)
        #expect(answer(404, "") == .unknownLog)
        #expect(answer(403, "") == .notSignedByLog)
        for status in [0, 201, 204, 301, 400, 429, 500, 503] {
            #expect(answer(status, line.line + "\n") == .unusable(status: status))
        }
    }

    @Test("random changes to a good request never crash, and never get a line over another tree", arguments: 0..<8)
    func mutations(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let start = try #require(WitnessedLog(keys: [log.key.verifierKey]))
            .cosigning(log.request(0, 7), with: key, at: 50).log
        let good = try log.request(7, 12)
        let forked = try log.request(7, 12, of: log.forked)
        var cosigned = 0
        for round in 0..<600 {
            let bytes = random.changed((round.isMultiple(of: 4) ? forked : good).bytes)
            guard let request = try? WitnessRequest(parsing: bytes) else { continue }
            #expect(request.bytes == bytes)
            guard let (next, line) = try? start.cosigning(request, with: key, at: 60) else { continue }
            cosigned += 1
            let newest = try #require(next.newest)
            #expect(newest.checkpoint == (try? Checkpoint(parsing: log.note(12).text)) || newest.checkpoint.size == 7)
            #expect(newest.checkpoint.root == log.honest.root(Int(newest.checkpoint.size)))
            #expect(key.verifierKey.verifies(line, over: newest.note.text))
        }
        // Some changes only touch lines of nobody; not all may be refused by accident.
        #expect(cosigned < 600)
    }
}

extension SeededNumbers {
    /// Up to four bytes replaced, put in, taken out or doubled.
    fileprivate mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0...3, using: &self) where !bytes.isEmpty {
            let at = Int.random(in: bytes.indices, using: &self)
            let telling: [UInt8] = Array("\n +-/0=o".utf8) + [0, 0xe2, 0xff]
            let byte = telling.randomElement(using: &self) ?? 0
            switch Int.random(in: 0...3, using: &self) {
            case 0: bytes[at] = byte
            case 1: bytes.insert(byte, at: at)
            case 2: bytes.remove(at: at)
            default: bytes.insert(contentsOf: bytes[at..<min(at + 9, bytes.count)], at: at)
            }
        }
        return bytes
    }
}
