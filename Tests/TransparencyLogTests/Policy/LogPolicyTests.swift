import PKI
import Testing
import TransparencyLog

@Suite("log policy")
struct LogPolicyTests {
    let log = NoteSigningKey(name: "vault.example/log", seed: [UInt8](repeating: 1, count: 32))!
    let witnesses = (1...5).map {
        CosigningKey(name: "witness.example/w\($0)", seed: [UInt8](repeating: UInt8(10 + $0), count: 32))!
    }
    var note: SignedNote { Checkpoint(origin: log.name, size: 1, root: .leaf([1])).signed(by: log) }

    private func policy(_ rest: String) throws -> LogPolicy {
        var lines = ["log \(log.verifierKey.text)"]
        for (number, witness) in witnesses.enumerated() {
            lines.append("witness W\(number + 1) \(witness.verifierKey.text)")
        }
        return try LogPolicy(parsing: lines.joined(separator: "\n") + "\n" + rest + "\n")
    }

    private func cosigned(_ times: [Int: UInt64]) throws -> SignedNote {
        try times.sorted { $0.key < $1.key }.reduce(note) { note, line in
            try note.adding(#require(witnesses[line.key - 1].cosign(note.text, time: line.value)))
        }
    }

    @Test("under quorum none a checkpoint is accepted and not witnessed, whoever cosigned")
    func quorumNone() throws {
        let policy = try policy("quorum none")
        #expect(!policy.requiresWitnesses)
        for note in [note, try cosigned([1: 100])] {
            let evaluation = try policy.evaluate(note)
            #expect(evaluation.isAccepted)
            #expect(!evaluation.isWitnessed)
            #expect(evaluation.quorum == .notRequired)
            #expect(evaluation.log == log.verifierKey)
            #expect(evaluation.checkpoint.size == 1)
        }
        #expect(try policy.evaluate(cosigned([1: 100])).cosignatures.map(\.time) == [100])
    }

    @Test("a single witness as quorum must have cosigned")
    func single() throws {
        let policy = try policy("quorum W2")
        #expect(try policy.evaluate(note).quorum == .notMet)
        #expect(try !policy.evaluate(cosigned([1: 5])).isAccepted)
        let evaluation = try policy.evaluate(cosigned([1: 5, 2: 9]))
        #expect(evaluation.quorum == .met(time: 9))
        #expect(evaluation.cosignatures.map(\.witness.name) == ["witness.example/w1", "witness.example/w2"])
    }

    @Test("groups count their members, and the time is when the quorum was met")
    func groups() throws {
        let policy = try policy(
            """
            group X 2 W1 W2 W3
            group Y any W4 W5
            group X-and-Y all X Y
            quorum X-and-Y
            """)
        #expect(try policy.evaluate(cosigned([1: 10, 2: 20, 3: 30])).quorum == .notMet)
        #expect(try policy.evaluate(cosigned([1: 10, 4: 5, 5: 6])).quorum == .notMet)
        #expect(try policy.evaluate(cosigned([1: 30, 2: 20, 3: 10, 4: 5])).witnessedTime == 20)
        #expect(try policy.evaluate(cosigned([1: 30, 3: 10, 4: 50, 5: 40])).witnessedTime == 40)
    }

    @Test("a witness that signed twice counts once, from its earliest time")
    func twice() throws {
        let policy = try policy("group X 2 W1 W2\nquorum X")
        var note = try cosigned([1: 50])
        note = try note.adding(#require(witnesses[0].cosign(note.text, time: 40)))
        #expect(try policy.evaluate(note).quorum == .notMet)
        #expect(try policy.evaluate(note).cosignatures.map(\.time) == [40])
    }

    @Test("lines of unknown keys are ignored; a bad line of a known key refuses the note")
    func badLines() throws {
        let policy = try policy("quorum W1")
        var good = try cosigned([1: 50])
        good = try good.adding(
            #require(NoteSignature(name: "pq", keyID: 0x0606_0606, bytes: .init(repeating: 1, count: 2428))))
        #expect(try policy.evaluate(good).isWitnessed)
        let bad = try #require(
            NoteSignature(name: witnesses[1].verifierKey.name, keyID: witnesses[1].verifierKey.keyID, bytes: [1]))
        #expect(throws: NoteError.badSignature(keyName: "witness.example/w2")) { try policy.evaluate(good.adding(bad)) }
        let badLog = try #require(NoteSignature(name: log.name, keyID: log.verifierKey.keyID, bytes: [1]))
        #expect(throws: NoteError.badSignature(keyName: log.name)) { try policy.evaluate(good.adding(badLog)) }
    }

    @Test("a checkpoint by no log of the policy is refused, and so is one of another origin")
    func origins() throws {
        let policy = try policy("quorum none")
        let stranger = try #require(NoteSigningKey(name: log.name, seed: [UInt8](repeating: 2, count: 32)))
        #expect(throws: LogPolicyError.notSignedByLog) {
            try policy.evaluate(Checkpoint(origin: log.name, size: 1, root: .leaf([1])).signed(by: stranger))
        }
        #expect(throws: LogPolicyError.originMismatch(keyName: log.name)) {
            try policy.evaluate(Checkpoint(origin: "other.example", size: 1, root: .leaf([1])).signed(by: log))
        }
        let text = "not a checkpoint\n"
        let note = try SignedNote(parsing: Array("\(text)\n\(log.sign(text).line)\n".utf8))
        #expect(throws: CheckpointError.malformedLines) { try policy.evaluate(note) }
        let noLogs = try LogPolicy(parsing: "quorum none\n")
        #expect(throws: LogPolicyError.notSignedByLog) { try noLogs.evaluate(self.note) }
    }

    @Test("a witness of a type that is not verified never counts, and does not spoil the rest")
    func unknownWitness() throws {
        let key = try #require(
            NoteVerifierKey(
                name: "pq.example", algorithm: .unknown(0x06), publicKey: [UInt8](repeating: 6, count: 1312)))
        let line = try #require(
            NoteSignature(name: key.name, keyID: key.keyID, bytes: .init(repeating: 1, count: 2428)))
        let note = try cosigned([1: 7]).adding(line)
        let either = try policy("witness PQ \(key.text)\ngroup G any W1 PQ\nquorum G")
        #expect(try either.evaluate(note).witnessedTime == 7)
        let both = try policy("witness PQ \(key.text)\ngroup G all W1 PQ\nquorum G")
        #expect(try both.evaluate(note).quorum == .notMet)
    }

    @Test("blanks, comments, URLs and octets beyond ASCII are read as the specification says")
    func syntax() throws {
        let text = """
            # a comment

            \t # another
            \tlog\t \(log.verifierKey.text)   https://vault.example/\u{20}
            witness kh\u{f3} \(witnesses[0].verifierKey.text) https://w.example
            witness kho\u{301} \(witnesses[1].verifierKey.text)
            group any any kh\u{f3}
            quorum any

            """
        let policy = try LogPolicy(parsing: text)
        #expect(policy.logs.map(\.url) == ["https://vault.example/"])
        #expect(policy.witnesses.map(\.url) == ["https://w.example", nil])
        #expect(policy.requiresWitnesses)
        var bytes = Array(text.utf8)
        bytes.insert(contentsOf: Array("# ".utf8) + [0xff, 0xfe, 0x0a], at: 0)
        #expect(try LogPolicy(parsing: bytes).witnesses.count == 2)
    }

    @Test("malformed policies are refused, with the line and what is wrong with it")
    func malformed() throws {
        let key = log.verifierKey.text
        let other = try #require(NoteSigningKey(name: "b", seed: [UInt8](repeating: 1, count: 32))).verifierKey.text
        let w1 = witnesses[0].verifierKey.text
        let w2 = witnesses[1].verifierKey.text
        let w1Again = try #require(
            CosigningKey(name: "again", seed: [UInt8](repeating: 11, count: 32))
        ).verifierKey.text
        let cases: [(String, Int, LogPolicyError.LineFault)] = [
            ("quorum none", 1, .unterminated), ("log \(key)\nquorum none\n# end", 3, .unterminated),
            ("quorum none\r\n", 1, .controlCharacter), ("# \u{7f}\n", 1, .controlCharacter),
            ("quorom none\n", 1, .unknownKeyword), ("LOG \(key)\n", 1, .unknownKeyword),
            ("log\n", 1, .wrongItemCount), ("log \(key) u v\n", 1, .wrongItemCount),
            ("witness \(w1)\n", 1, .wrongItemCount), ("group G any\n", 1, .wrongItemCount),
            ("quorum\n", 1, .wrongItemCount), ("quorum none none\n", 1, .wrongItemCount),
            ("log x\n", 1, .malformedKey), ("witness W x\n", 1, .malformedKey),
            ("log \(w1)\n", 1, .wrongKeyType), ("witness W \(key)\n", 1, .wrongKeyType),
            ("log \(key)\nlog \(other)\n", 2, .duplicateKey),
            ("witness A \(w1)\nwitness B \(w1Again)\n", 2, .duplicateKey),
            ("witness A \(w1)\nwitness A \(w2)\n", 2, .duplicateName),
            ("witness A \(w1)\ngroup A any A\n", 2, .duplicateName),
            ("witness none \(w1)\n", 1, .reservedName), ("witness A \(w1)\ngroup none any A\n", 2, .reservedName),
            ("group G any A\n", 1, .unknownName), ("quorum A\nwitness A \(w1)\n", 1, .unknownName),
            ("witness A \(w1)\ngroup G any none\n", 2, .unknownName),
            ("witness A \(w1)\ngroup G any G\n", 2, .unknownName),
            ("witness A \(w1)\ngroup G any A A\n", 2, .memberTwice),
            ("witness A \(w1)\ngroup G any A\ngroup H any A\n", 3, .memberTwice),
            ("witness A \(w1)\ngroup G 0 A\n", 2, .malformedThreshold),
            ("witness A \(w1)\ngroup G 2 A\n", 2, .malformedThreshold),
            ("witness A \(w1)\ngroup G 01 A\n", 2, .malformedThreshold),
            ("witness A \(w1)\ngroup G ALL A\n", 2, .malformedThreshold),
            ("quorum none\nquorum none\n", 2, .secondQuorum),
        ]
        for (text, line, fault) in cases {
            #expect(throws: LogPolicyError.malformed(line: line, fault), "\(text)") { try LogPolicy(parsing: text) }
        }
        #expect(throws: LogPolicyError.noQuorum) { try LogPolicy(parsing: "") }
        #expect(throws: LogPolicyError.noQuorum) { try LogPolicy(parsing: "log \(key)\n") }
    }

    @Test("256 witnesses and groups are read, more are not")
    func limits() throws {
        func text(_ count: Int) throws -> String {
            let names = 0..<count
            var lines = try names.map { number in
                let seed = Digest.sha256(of: Array("seed \(number)".utf8)).bytes
                return "witness W\(number) \(try #require(CosigningKey(name: "w", seed: seed)).verifierKey.text)"
            }
            // A chain of groups, as deep as can be.
            for number in names {
                lines.append("group G\(number) any W\(number)" + (number > 0 ? " G\(number - 1)" : ""))
            }
            return lines.joined(separator: "\n") + "\nquorum G\(count - 1)\n"
        }
        let policy = try LogPolicy(parsing: text(256))
        #expect(policy.witnesses.count == 256)
        #expect(throws: LogPolicyError.malformed(line: 257, .tooMany)) { try LogPolicy(parsing: text(257)) }
        #expect(throws: LogPolicyError.tooLarge(byteCount: (1 << 20) + 1, limit: 1 << 20)) {
            try LogPolicy(parsing: [UInt8](repeating: 0x20, count: (1 << 20) + 1))
        }
    }
}
