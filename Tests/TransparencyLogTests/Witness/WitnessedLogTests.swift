import PKI
import Testing
import TransparencyLog

@Suite("a witness's decisions")
struct WitnessedLogTests {
    let log = ForkedLog()
    let key = CosigningKey(name: "witness.example/w1", seed: [UInt8](repeating: 4, count: 32))!
    let other = NoteSigningKey(name: "vault.example/log", seed: [UInt8](repeating: 9, count: 32))!

    func fresh() throws -> WitnessedLog { try #require(WitnessedLog(keys: [log.key.verifierKey])) }

    /// The log after checkpoints of these sizes.
    func seen(_ sizes: Int...) throws -> WitnessedLog {
        var state = try fresh()
        var last = 0
        for size in sizes {
            state = try state.cosigning(log.request(last, size), with: key, at: 100).log
            last = size
        }
        return state
    }

    @Test("each checkpoint that continues the last one is cosigned, and only such")
    func growing() throws {
        var state = try fresh()
        var last = 0
        for size in [0, 1, 2, 3, 7, 8, 9, 31, 40] {
            let (next, line) = try state.cosigning(log.request(last, size), with: key, at: 1_700_000_000)
            let text = log.note(size).text
            #expect(key.verifierKey.verifies(line, over: text))
            #expect(next.newest?.checkpoint.size == UInt64(size))
            #expect(next.newest?.note.isSigned(by: log.key.verifierKey) == true)
            #expect(next.newest?.note.isSigned(by: key.verifierKey) == true)
            state = next
            last = size
        }
    }

    @Test("an old size that is not the one cosigned last is answered with that size, and nothing changes")
    func otherSizes() throws {
        let state = try seen(7, 9)
        for old in [0, 1, 7, 8, 10, 12] {
            let request = try WitnessRequest(
                oldSize: UInt64(old), proof: log.request(7, 12).proof, checkpoint: log.note(12).bytes)
            #expect(throws: WitnessRefusal.otherSize(9)) { try state.cosigning(request, with: key, at: 100) }
        }
        #expect(throws: WitnessRefusal.otherSize(0)) {
            try fresh().cosigning(log.request(7, 9), with: key, at: 100)
        }
        // A smaller tree after a larger one is never cosigned, whatever old size is named.
        for old in 0...7 {
            #expect(throws: WitnessRefusal.otherSize(9)) {
                try state.cosigning(log.request(old, 7), with: key, at: 100)
            }
        }
        let above = WitnessRequest(oldSize: 9, proof: [], checkpoint: log.note(7).bytes)
        #expect(throws: WitnessRefusal.oldSizeAbove) { try state.cosigning(above, with: key, at: 100) }
    }

    @Test("another tree of the same size is a fork; another tree of a larger one has no proof")
    func forks() throws {
        let state = try seen(9)
        let same = WitnessRequest(oldSize: 9, proof: [], checkpoint: log.note(9, of: log.forked).bytes)
        #expect(throws: WitnessRefusal.fork(size: 9)) { try state.cosigning(same, with: key, at: 100) }
        for size in [10, 16, 40] {
            let request = try log.request(9, size, of: log.forked)
            #expect(throws: WitnessRefusal.notConsistent(from: 9, to: UInt64(size))) {
                try state.cosigning(request, with: key, at: 100)
            }
        }
        #expect(WitnessRefusal.fork(size: 9).status == 409)
        #expect(WitnessRefusal.notConsistent(from: 9, to: 10).status == 422)
    }

    @Test("however many lines of the log a checkpoint has, what is kept of it is read again")
    func manyLines() throws {
        let keys = (0..<SignedNote.maximumSignatureCount).map { number in
            NoteSigningKey(name: log.key.name, seed: [UInt8](repeating: UInt8(number + 1), count: 32))!
        }
        let text = log.note(7).text
        let lines = keys.map { $0.sign(text).line + "\n" }.joined()
        let state = try #require(WitnessedLog(keys: keys.map(\.verifierKey)))
        let request = WitnessRequest(oldSize: 0, proof: [], checkpoint: Array((text + "\n" + lines).utf8))
        let kept = try #require(try state.cosigning(request, with: key, at: 100).log.newest).note
        #expect(state.resuming(kept.bytes, cosignedBy: key.verifierKey)?.newest?.checkpoint.size == 7)
    }

    @Test("a proof that is wrong, too short, too long, or there where none belongs, is refused")
    func proofs() throws {
        let state = try seen(7)
        let good = try log.request(7, 12)
        var wrong = [Array(good.proof.dropLast()), good.proof + [.leaf([1])], good.proof.reversed(), []]
        for at in good.proof.indices {
            var proof = good.proof
            proof[at] = .leaf([2])
            wrong.append(proof)
        }
        for proof in wrong {
            let request = WitnessRequest(oldSize: 7, proof: proof, checkpoint: good.checkpoint)
            #expect(throws: WitnessRefusal.notConsistent(from: 7, to: 12)) {
                try state.cosigning(request, with: key, at: 100)
            }
        }
        let fromNothing = WitnessRequest(oldSize: 0, proof: [.leaf([1])], checkpoint: log.note(7).bytes)
        #expect(throws: WitnessRefusal.notConsistent(from: 0, to: 7)) {
            try fresh().cosigning(fromNothing, with: key, at: 100)
        }
        let toItself = WitnessRequest(oldSize: 7, proof: [.leaf([1])], checkpoint: log.note(7).bytes)
        #expect(throws: WitnessRefusal.notConsistent(from: 7, to: 7)) {
            try state.cosigning(toItself, with: key, at: 100)
        }
    }

    @Test("only the log's own keys count, and a line that claims one of them must verify")
    func signatures() throws {
        let text = log.note(3).text
        let stranger = try SignedNote(parsing: Array((text + "\n" + other.sign(text).line + "\n").utf8))
        #expect(throws: WitnessRefusal.notSignedByLog) {
            try fresh().cosigning(.init(oldSize: 0, proof: [], checkpoint: stranger.bytes), with: key, at: 100)
        }
        let beside = try log.note(3).adding(other.sign(text))
        let claiming = try log.note(3).adding(log.key.sign(log.note(4).text))
        #expect(throws: WitnessRefusal.notSignedByLog) {
            try fresh().cosigning(.init(oldSize: 0, proof: [], checkpoint: claiming.bytes), with: key, at: 100)
        }
        // What is kept and given out holds no line of strangers.
        let kept = try fresh().cosigning(.init(oldSize: 0, proof: [], checkpoint: beside.bytes), with: key, at: 100).log
        #expect(kept.newest?.note.signatures.count == 2)
        // Two keys of one log: either may sign.
        let rotated = try #require(WitnessedLog(keys: [other.verifierKey, log.key.verifierKey]))
        #expect(throws: Never.self) {
            try rotated.cosigning(.init(oldSize: 0, proof: [], checkpoint: stranger.bytes), with: key, at: 100)
        }
        let elsewhere = try #require(NoteSigningKey(name: "elsewhere.example", seed: [UInt8](repeating: 1, count: 32)))
        let foreign = Checkpoint(origin: elsewhere.name, size: 3, root: log.honest.root(3)).signed(by: elsewhere)
        #expect(throws: WitnessRefusal.unknownLog) {
            try fresh().cosigning(.init(oldSize: 0, proof: [], checkpoint: foreign.bytes), with: key, at: 100)
        }
        #expect(WitnessedLog(keys: []) == nil)
        #expect(WitnessedLog(keys: [log.key.verifierKey, elsewhere.verifierKey]) == nil)
        #expect(WitnessedLog(keys: [key.verifierKey]) == nil)
    }

    @Test("the same checkpoint again gets the same line within a minute, and a newer time after it")
    func repeats() throws {
        let first = try fresh().cosigning(log.request(0, 7), with: key, at: 1000)
        let request = WitnessRequest(oldSize: 7, proof: [], checkpoint: log.note(7).bytes)
        let soon = try first.log.cosigning(request, with: key, at: 1059)
        #expect(soon.line == first.line && soon.log == first.log)
        let later = try first.log.cosigning(request, with: key, at: 1060)
        #expect(later.log.newest?.time == 1060)
        // A clock that was put back never makes a time before the last one.
        let back = try later.log.cosigning(request, with: key, at: 5)
        #expect(back.log.newest?.time == 1060)
        let next = try back.log.cosigning(log.request(7, 9), with: key, at: 7)
        #expect(next.log.newest?.time == 1060)
    }

    @Test("what was kept is taken up again only where the witness's own key signed it")
    func resuming() throws {
        let state = try seen(7, 12)
        let newest = try #require(state.newest)
        let again = try #require(try fresh().resuming(newest.note.bytes, cosignedBy: key.verifierKey))
        #expect(again == state)
        #expect(throws: Never.self) { try again.cosigning(log.request(12, 13), with: key, at: 100) }
        // The log's own checkpoint, another witness's, another log's, a changed one, half of it: no state.
        #expect(try fresh().resuming(log.note(12).bytes, cosignedBy: key.verifierKey) == nil)
        let stranger = try #require(CosigningKey(name: key.verifierKey.name, seed: [UInt8](repeating: 5, count: 32)))
        #expect(try fresh().resuming(newest.note.bytes, cosignedBy: stranger.verifierKey) == nil)
        for count in stride(from: 0, to: newest.note.bytes.count, by: 7) {
            #expect(try fresh().resuming(Array(newest.note.bytes.prefix(count)), cosignedBy: key.verifierKey) == nil)
        }
        let text = String(decoding: newest.note.bytes, as: UTF8.self)
        let changed = Array(text.replacing("\n12\n", with: "\n11\n").utf8)
        #expect(try fresh().resuming(changed, cosignedBy: key.verifierKey) == nil)
        let other = try #require(
            WitnessedLog(keys: [
                NoteSigningKey(name: "elsewhere.example", seed: [UInt8](repeating: 1, count: 32))!.verifierKey
            ]))
        #expect(other.resuming(newest.note.bytes, cosignedBy: key.verifierKey) == nil)
    }

    @Test("a key's text is read back, and shows its seed nowhere else")
    func keyText() throws {
        let read = try #require(CosigningKey(text: key.text))
        #expect(read.verifierKey == key.verifierKey && read.text == key.text)
        #expect(CosigningKey(text: key.text + "\n") == nil)
        #expect(CosigningKey(text: log.key.text) == nil)
        #expect(NoteSigningKey(text: key.text) == nil)
        #expect(CosigningKey(text: key.text.replacing("w1+", with: "w2+")) == nil)
        #expect(!"\(key)".contains(Base64.encode([4] + [UInt8](repeating: 4, count: 32))))
        #expect(CosigningKey.generate(name: "a b") == nil)
        let made = try #require(CosigningKey.generate(name: "w.example"))
        #expect(made.text != CosigningKey.generate(name: "w.example")?.text)
    }
}
