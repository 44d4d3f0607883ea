import CanonicalJSON
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultClient

@testable import VaultCore
@testable import VaultSync

/// Sources that lie, or seem to.
@Suite("Finding a document: what is proved false")
struct LyingSourceTests: SourceSuite {
    @Test("who is not the pinned vault, or signs with other keys, is refused")
    func otherKeys() async throws {
        let source = try vault()
        let other = try vault(Self.portalID)
        let foreign = try vault()
        let key = try #require(NoteSigningKey.generate(name: SourceVault.origin))
        var otherLog = source
        try otherLog.issueHead(note: source.checkpoint(signedBy: key))
        for (files, code) in [
            (["/vault.json": other, "/vault.json.p7s": other], "FIND_OTHER_VAULT"),
            (["/vault.json": foreign, "/vault.json.p7s": foreign], "FIND_IDENTITY_REFUSED"),
            (["/vault.json.p7s": foreign], "FIND_IDENTITY_REFUSED"),
            (
                ["/v1/manifests/all/head.json": foreign, "/v1/manifests/all/head.json.p7s": foreign],
                "MANIFEST_UNKNOWN_KEY"
            ),
            (["/v1/manifests/all/head.json.p7s": foreign], "MANIFEST_BAD_SIGNATURE"),
            (
                ["/v1/manifests/all/head.json": otherLog, "/v1/manifests/all/head.json.p7s": otherLog],
                "MANIFEST_UNKNOWN_KEY"
            ),
        ] as [([String: SourceVault], String)] {
            let (step, resolution) = try await outcome(
                source, file: { path in files[path].flatMap { $0.files[path] }.map { .init(body: $0) } })
            #expect(step.outcome == .refused && [code, "MANIFEST_UNKNOWN_KEY"].contains(step.code), "\(code): \(step)")
            #expect(resolution.hasRefusal && resolution.answer == .undecided && resolution.proof == nil)
        }
        for name in ["/vault.json.p7s", "/v1/manifests/all/head.json.p7s"] {
            let (step, _) = try await outcome(source, file: { $0 == name ? .init(body: [1, 2, 3]) : nil })
            #expect(step.outcome == .refused, "\(name): \(step)")
        }
        let note = source.checkpoint(signedBy: key)
        let lie = try source.answer(1, withContents: false, note: note).json
        let (step, _) = try await outcome(source, answer: { _ in json(lie) })
        #expect(step.outcome == .refused && step.code == "FIND_UNKNOWN_KEY")
    }

    @Test(
        "another document, a pending one, a changed record, a proof of something else, changed bytes: each is refused")
    func lies() async throws {
        var source = try vault()
        try source.deposit("038093015572.CHO", status: .pending)
        try source.issueHead()
        let honest = try source.answer(1, withContents: true).json
        func changed(_ change: (inout JSON.Object) throws -> Void) throws -> JSON {
            var object = try #require(honest.object)
            try change(&object)
            return .object(object)
        }
        let other = try source.answer(0, withContents: true).json
        let lies: [(JSON, String)] = [
            (other, "FIND_OTHER_DOCUMENT"),
            (
                try changed { object in
                    var record = try #require(object["record"]?.object)
                    record["salt"] = .string(String(repeating: "0", count: 64))
                    object["record"] = .object(record)
                }, "FIND_RECORD_FALSE"
            ),
            (try changed { $0["proof"] = other["proof"] }, "FIND_PROOF_FALSE"),
            (
                try changed { object in
                    var file = try #require(object["files"]?[0]?.object)
                    file["content"] = .string(Base64.encode(source.contents[0]))
                    object["files"] = [.object(file)]
                }, "FIND_CONTENT_DIFFERS"
            ),
        ]
        for (lie, code) in lies {
            let (step, resolution) = try await outcome(source, withContents: true, answer: { _ in json(lie) })
            #expect(step.outcome == .refused && step.code == code, "\(code): \(step)")
            #expect(resolution.hasRefusal && resolution.proof == nil)
        }
        let pending = try await AskingVault("").find([], code: "038093015572.CHO")
        #expect(pending.answer == .notFound)
        let server = try ScriptedServer.serving(source)
        defer { server.stop() }
        let found = try await AskingVault(line(source, server)).find([source.pinned()], code: "038093015572.CHO")
        #expect(found.steps[1].code == "FIND_OTHER_DOCUMENT" && found.steps[1].outcome == .refused)
        // A scheme counts as well.
        let asker = try AskingVault(line(source, server))
        let pin = try source.pinned()
        let resolver = Resolver(
            vault: asker, pool: ThreadPerWork(), pins: { [pin] },
            connect: { try AskedServer($0.server, limits: $1) }, limits: AskingVault.impatient, now: { MintedPKI.now })
        let query = CodeQuery(code: SourceVault.code, scheme: "component")
        #expect(try await resolver.resolve(query).answer == .notFound)
    }

    @Test(
        "a log that goes back, forks, or is withheld is found out by what was seen of it, with both sides as evidence")
    func history() async throws {
        let early = try vault()
        var later = early
        for number in 0..<300 { try later.deposit("KHAC-2-\(number)") }
        try later.issueHead()
        var fork = early
        for number in 0..<400 { try fork.deposit("KHAC-3-\(number)", salt: 7) }
        try fork.issueHead(sequence: 9)

        // One asker for all: what it has seen counts for each.
        let asker = try SwitchedServer(early)
        let vault = try AskingVault("bilateral tinh \(asker.server.url) \(early.id)\n")
        let pins = [try early.pinned()]
        #expect(try await vault.find(pins).answer == .onFile)
        asker.serve(later)
        #expect(try await vault.find(pins).answer == .onFile)
        asker.serve(early)
        let rolledBack = try await vault.find(pins)
        #expect(rolledBack.steps[1].code == "FIND_LOG_ROLLED_BACK" && rolledBack.hasRefusal)
        #expect(rolledBack.steps[1].evidence?.seen == later.checkpoint())
        #expect(rolledBack.steps[1].evidence?.received == early.checkpoint())
        // Also where the old head is out of date: that says more than that it is old.
        let frozen = try await vault.find(pins, at: MintedPKI.now.adding(seconds: 1000))
        #expect(frozen.steps[1].code == "FIND_LOG_ROLLED_BACK")
        asker.serve(fork)
        let forked = try await vault.find(pins)
        #expect(forked.steps[1].code == "FIND_LOG_FORKED" && forked.steps[1].evidence?.received == fork.checkpoint())
        #expect(!asker.server.requests.suffix(3).contains { $0.method == "POST" })
        // Who was proved false once is heard again when he tells the same story as before.
        asker.serve(later)
        #expect(try await vault.find(pins).answer == .onFile)
    }

    @Test("an answer under another history than the head's is refused, and so are files that lead nowhere")
    func answersOfAnotherHistory() async throws {
        let early = try vault()
        var (head, fork) = (early, early)
        for number in 0..<5 { try head.deposit("KHAC-2-\(number)") }
        try head.issueHead()
        for number in 0..<9 { try fork.deposit("KHAC-3-\(number)", salt: 9) }
        let lie = try fork.answer(1, withContents: false).json
        let tiles = fork.files
        let (step, _) = try await outcome(
            head, file: { path in path.hasPrefix("/tile/") ? tiles[path].map { .init(body: $0) } : nil },
            answer: { _ in json(lie) })
        #expect(step.outcome == .refused && step.code == "FIND_LOG_FORKED", "\(step)")
        // Of the same history, an older or newer state is as good.
        let older = try early.answer(1, withContents: false).json
        #expect(try await outcome(head, answer: { _ in json(older) }).step.outcome == .hit)
        // Tiles of another tree prove no fork.
        let honest = head.files
        let broken = try await outcome(
            head,
            file: { path in
                path.hasPrefix("/tile/") ? honest[path].map { .init(body: $0.map { $0 ^ 1 }) } : nil
            }, answer: { _ in json(older) })
        #expect(broken.step.outcome == .refused && broken.step.code == "FIND_LOG_DIFFERS")
        // Nor does one that was cut off on its way prove anything.
        for count in [0, 1, 33] {
            let cut = try await outcome(
                head,
                file: { path in
                    path.hasPrefix("/tile/") ? honest[path].map { .init(body: Array($0.prefix(count))) } : nil
                }, answer: { _ in json(older) })
            #expect(cut.step.outcome == .error && cut.step.code == "SERVER_ANSWER_MALFORMED", "\(count): \(cut.step)")
        }
        let absent = try await outcome(
            head, file: { $0.hasPrefix("/tile/") ? .problem("RESOURCE_NOT_FOUND", status: 404) : nil },
            answer: { _ in json(older) })
        #expect(absent.step.outcome == .error && absent.step.code == "SERVER_HAS_NOT")
    }

    @Test("where witnesses are asked for, what they have seen counts, also under an answer that they have not seen yet")
    func witnesses() async throws {
        let witness = try #require(CosigningKey(name: "nhan-chung.example.vn", seed: [UInt8](repeating: 5, count: 32)))
        var source = try vault()
        let pin = try source.pinned(witness: witness.verifierKey.text)
        let (bare, _) = try await outcome(source, pin: pin)
        #expect(bare.outcome == .error && bare.code == "MANIFEST_NOT_WITNESSED")
        let note = try SignedNote(parsing: source.checkpoint())
        let cosignature = try #require(witness.cosign(note.text, time: 1_780_000_000)).line
        try source.issueHead(note: source.checkpoint() + Array("\(cosignature)\n".utf8))
        let head = source
        for number in 0..<3 { try source.deposit("KHAC-2-\(number)") }
        let files = head.files
        let (step, resolution) = try await outcome(
            source, pin: pin, file: { path in path.contains("head.json") ? files[path].map { .init(body: $0) } : nil })
        #expect(step.outcome == .hit, "\(step)")
        let proof = try #require(resolution.proof)
        let statement = try proof.receipt.verify(policy: pin.policy, seals: pin.seals, verifier: PinnedSeals())
        #expect(statement.isWitnessed && statement.treeSize == 2)
        // What came after that is not witnessed yet.
        let newest = try source.answer(4, withContents: false)
        let code = try #require(newest.document.code?.value)
        let server = try ScriptedServer.serving(
            source, file: { path in path.contains("head.json") ? files[path].map { .init(body: $0) } : nil })
        defer { server.stop() }
        let late = try await AskingVault(line(source, server)).find([pin], code: code)
        #expect(late.steps[1].code == "FIND_NOT_WITNESSED" && late.answer == .undecided)
    }

    @Test("a log of another origin that an operator pinned in the place of the first is taken as it is")
    func otherOrigin() async throws {
        let source = try vault()
        let seen = try #require(
            SeenCheckpoint(
                Checkpoint(
                    origin: "kho.example.vn/cu", size: 900, root: .emptyRoot
                ).signed(by: source.logKey).bytes))
        let server = try ScriptedServer.serving(source)
        defer { server.stop() }
        let asker = try AskingVault(line(source, server))
        _ = try await asker.remember(SeenVault(vault: source.id, head: seen, newest: seen, last: nil), after: nil)
        #expect(try await asker.find([source.pinned()]).answer == .onFile)
        #expect(asker.held(source.id)?.head.checkpoint.size == 2)
    }
}
