import CanonicalJSON
import Foundation
import PKI
import Synchronization
import TestSupport
import Testing
import TransparencyLog
import VaultClient

@testable import VaultCore
@testable import VaultSync

/// Sources that are honest, silent, late, or lie, each behind a real connection on this machine.
@Suite("Finding a document at other vaults")
struct FindTests {
    private static let portalID = "0f0e0d0c0b0a09080706050403020100"

    /// With two documents, of which the second has the usual code.
    private func vault(_ id: String = "000102030405060708090a0b0c0d0e0f") throws -> SourceVault {
        var vault = try SourceVault(id: id)
        try vault.deposit("KHAC-1")
        try vault.deposit()
        try vault.issueHead()
        return vault
    }

    private func line(_ vault: SourceVault, _ server: ScriptedServer, _ kind: String = "bilateral tinh") -> String {
        "\(kind) \(server.url) \(vault.id)\n"
    }

    /// What one source comes to that answers as the test says.
    private func outcome(
        _ vault: SourceVault, asker: AskingVault? = nil, pin: PinnedVault? = nil, withContents: Bool = false,
        at time: Instant = MintedPKI.now.adding(seconds: 5), limits: FindLimits = AskingVault.impatient,
        file: @escaping @Sendable (String) -> ScriptedServer.Reply? = { _ in nil },
        answer: @escaping @Sendable (CodeQuery) -> ScriptedServer.Reply? = { _ in nil }
    ) async throws -> (step: ResolutionStep, resolution: Resolution) {
        let server = try ScriptedServer.serving(vault, file: file, answer: answer)
        defer { server.stop() }
        let asker = try asker ?? AskingVault(line(vault, server))
        let resolution = try await asker.find(
            [try pin ?? vault.pinned()], withContents: withContents, at: time, limits: limits)
        return (try #require(resolution.steps.last), resolution)
    }

    private func json(_ json: JSON) -> ScriptedServer.Reply {
        .json(String(decoding: json.canonicalBytes, as: UTF8.self))
    }

    // MARK: The order

    @Test(
        "bilateral sources are asked in the order of their lines, the portal last, and nobody behind the one that has it"
    )
    func order() async throws {
        var (empty, full, portal) = (
            try SourceVault(id: String(repeating: "1", count: 32)), try vault(), try vault(Self.portalID)
        )
        try empty.deposit("KHAC-1")
        try empty.issueHead()
        let servers = try [empty, full, portal].map { try ScriptedServer.serving($0) }
        defer { for server in servers { server.stop() } }
        let pins = try [empty, full, portal].map { try $0.pinned() }
        let text =
            line(portal, servers[2], "portal dvcqg") + line(empty, servers[0], "bilateral khong-co")
            + line(full, servers[1], "bilateral tinh")
        let asker = try AskingVault(text)
        let found = try await asker.find(pins)
        #expect(found.answer == .onFile && found.hit?.source == "tinh" && found.hit?.step == 2)
        #expect(found.steps.map(\.source) == ["own", "khong-co", "tinh"])
        #expect(found.steps.map(\.outcome) == [.miss, .miss, .hit])
        #expect(found.flags.map(\.value) == ["1", "1", "0"])
        #expect(servers[2].requests.isEmpty)
        // The code is in no address, and in nothing that is entered.
        #expect(!servers.flatMap(\.requests).contains { $0.path.contains("038093015572") })
        #expect(asker.entered.count == 2 && asker.entered[0] == nil)
        let entered = try #require(asker.entered[1])
        #expect(entered.answer == .onFile && entered.vault == full.id && entered.index == 1)
        #expect(!entered.json.text.contains("038093015572"))

        // At the portal, where nobody else has it.
        let elsewhere = try await AskingVault(
            line(portal, servers[2], "portal dvcqg") + line(empty, servers[0], "bilateral khong-co")
        ).find(pins)
        #expect(elsewhere.answer == .onFile && elsewhere.hit?.step == 3)
        #expect(elsewhere.flags.map(\.value) == ["1", "1", "1"])
        // Nowhere.
        let nowhere = try await AskingVault(line(empty, servers[0])).find(pins)
        #expect(nowhere.answer == .notFound && nowhere.proof == nil)
        #expect(nowhere.flags.map(\.value) == ["0", "0", "0"])
    }

    @Test("whoever has it himself asks nobody")
    func own() async throws {
        let source = try vault()
        let server = try ScriptedServer.serving(source)
        defer { server.stop() }
        let answer = try source.answer(1, withContents: false)
        let proof = try ResolutionProof(
            record: answer.record, proof: answer.proof,
            identity: SealedDocument(bytes: source.identity, seal: []), head: nil, contents: nil)
        let asker = try AskingVault(line(source, server), finding: .found(proof))
        let found = try await asker.find([source.pinned()])
        #expect(found.answer == .onFile && found.hit?.step == 1 && server.requests.isEmpty)
        #expect(found.flags.map(\.value) == ["1", "1", "0"])
    }

    @Test("what is found comes with all that verifies it offline, and its bytes where they are few")
    func proof() async throws {
        let source = try vault()
        let (step, resolution) = try await outcome(source, withContents: true)
        #expect(step.outcome == .hit)
        let proof = try #require(resolution.proof)
        let pin = try source.pinned()
        let statement = try proof.receipt.verify(policy: pin.policy, seals: pin.seals, verifier: PinnedSeals())
        #expect(statement.index == 1 && statement.vault == source.id)
        #expect(proof.contents == [source.contents[1]])
        let head = try #require(proof.head)
        #expect(throws: Never.self) {
            try ManifestVerifier(vault: pin, chain: .all).accept(
                head: head, after: nil, at: MintedPKI.now, consistency: { _, _ in [] })
        }
        // It travels.
        let again = try Resolution(try JSON(canonical: resolution.json.canonicalBytes))
        #expect(again.proof == proof && again.steps == resolution.steps && again.answer == .onFile)
        #expect(try await outcome(source).resolution.proof?.contents == nil)
    }

    @Test("a document that was withdrawn or has expired is found and counts as none; that is said")
    func ended() async throws {
        var source = try vault()
        source.ends[1] = .withdrawn
        let (step, resolution) = try await outcome(source)
        #expect(step.outcome == .ended && step.standing == .withdrawn && resolution.answer == .notFound)
        #expect(resolution.flags.map(\.value) == ["0", "0", "0"])
        let own = try AskingVault("", finding: .ended(.expired))
        let ownResolution = try await own.find([])
        #expect(ownResolution.answer == .notFound && ownResolution.steps[0].standing == .expired)
    }

    @Test("an owner is not told of another's document, whatever code it has")
    func others() async throws {
        let source = try vault()
        let server = try ScriptedServer.serving(source)
        defer { server.stop() }
        let asker = try AskingVault(line(source, server), mayLearn: false)
        let resolution = try await asker.find([source.pinned()])
        #expect(resolution.answer == .notFound && resolution.steps.map(\.outcome) == [.miss, .miss])
    }

    @Test("what no document can have as its code is passed on to nobody, and nothing is entered")
    func noCode() async throws {
        let source = try vault()
        let server = try ScriptedServer.serving(source)
        defer { server.stop() }
        let asker = try AskingVault(line(source, server))
        let pins = [try source.pinned()]
        for code in ["", String(repeating: "1", count: 257), "a\u{0}b", "a\nb"] {
            await #expect(throws: VaultError(.codeMalformed)) { try await asker.find(pins, code: code) }
        }
        #expect(server.requests.isEmpty && asker.entered.isEmpty)
    }

    // MARK: Sources that cannot be heard

    @Test("a source that cannot be asked leaves it undecided, and those behind it are asked")
    func unreachable() async throws {
        let (gone, full) = (try vault(Self.portalID), try vault())
        let server = try ScriptedServer.serving(full)
        let silent = try ScriptedServer.serving(gone, file: { _ in .init(isSilent: true) })
        defer {
            server.stop()
            silent.stop()
        }
        let pins = [try gone.pinned(), try full.pinned()]
        let first = line(gone, silent, "bilateral im-lang")
        let alone = try await AskingVault(first).find(pins)
        #expect(alone.answer == .undecided && alone.steps[1].code == "SERVER_UNREACHABLE")
        #expect(alone.steps[1].outcome == .error && !alone.hasRefusal)
        #expect(alone.steps[1].facts == ["host": "im-lang"])
        let both = try await AskingVault(first + line(full, server)).find(pins)
        #expect(both.answer == .onFile && both.steps.map(\.outcome) == [.miss, .error, .hit])
    }

    @Test("one that takes too long is given up, and so are all together")
    func slow() async throws {
        let source = try vault()
        var limits = AskingVault.impatient
        limits.source = .milliseconds(300)
        let slow = try await outcome(
            source, limits: limits, answer: { _ in .init(body: [UInt8](repeating: 32, count: 200_000), pause: 1) })
        #expect(slow.step.outcome == .error && slow.step.code == "SERVER_TIMED_OUT")
        #expect(slow.resolution.answer == .undecided)
        limits.all = .zero
        let late = try await outcome(source, limits: limits)
        #expect(late.step.outcome == .error && late.step.code == "FIND_TIME_PASSED")
    }

    @Test("an answer without end, and one that is none, are errors and nothing else")
    func nonsense() async throws {
        let source = try vault()
        for (path, reply, code) in [
            ("", .init(body: [UInt8](repeating: 32, count: 5 << 20)), "SERVER_ANSWER_TOO_LARGE"),
            ("", .json("{}"), "SERVER_ANSWER_MALFORMED"), ("", .json("[[["), "SERVER_ANSWER_MALFORMED"),
            ("", .init(body: Array("<html>".utf8)), "SERVER_ANSWER_MALFORMED"),
            ("", .problem("ACCESS_DENIED", status: 403), "SERVER_DENIES"),
            ("", .problem("SIGN_IN_NEEDED", status: 401), "SERVER_DENIES"),
            ("", .problem("REFERENCE_AMBIGUOUS", status: 409), "SERVER_REFUSED"),
            ("", .problem("RESOURCE_NOT_FOUND", status: 404), "SERVER_REFUSED"),
            ("", .problem(#"\u001b[31m"#, status: 418), "SERVER_REFUSED"),
            ("", .problem("\u{1b}[31m", status: 418), "SERVER_ANSWER_MALFORMED"),
            ("/vault.json", .init(body: [UInt8](repeating: 32, count: 2 << 20)), "SERVER_ANSWER_TOO_LARGE"),
            ("/vault.json", .init(body: Array("{}".utf8)), "SERVER_ANSWER_MALFORMED"),
            ("/v1/manifests/all/head.json", .problem("RESOURCE_NOT_FOUND", status: 404), "SERVER_HAS_NOT"),
        ] as [(String, ScriptedServer.Reply, String)] {
            let (step, resolution) = try await outcome(
                source, file: { $0 == path ? reply : nil }, answer: { _ in path.isEmpty ? reply : nil })
            #expect(step.outcome == .error && step.code == code, "\(path) \(code): \(step)")
            #expect(resolution.answer == .undecided && !resolution.hasRefusal)
            #expect(!step.json.text.contains("\u{1b}"))
        }
    }

    @Test("a vault that is not pinned is not even asked")
    func notPinned() async throws {
        let source = try vault()
        let server = try ScriptedServer.serving(source)
        defer { server.stop() }
        let resolution = try await AskingVault(line(source, server)).find([])
        #expect(resolution.steps[1].code == "FIND_SOURCE_NOT_PINNED" && resolution.answer == .undecided)
        #expect(server.requests.isEmpty)
    }

    @Test("one whose certificate cannot be read is said to be so, and those behind it are asked")
    func unusable() async throws {
        let (broken, full) = (try vault(Self.portalID), try vault())
        let server = try ScriptedServer.serving(full)
        defer { server.stop() }
        let asker = try AskingVault(line(broken, server, "bilateral hong") + line(full, server))
        let pins = [try broken.pinned(), try full.pinned()]
        struct NoFile: Error {}
        let resolution = try await Resolver(
            vault: asker, pool: ThreadPerWork(), pins: { pins },
            connect: { source, limits in
                guard source.name != "hong" else { throw NoFile() }
                return try AskedServer(source.server, limits: limits)
            }, limits: AskingVault.impatient, now: { MintedPKI.now }
        ).resolve(CodeQuery(code: SourceVault.code))
        #expect(resolution.steps.map(\.outcome) == [.miss, .error, .hit])
        #expect(resolution.steps[1].code == "FIND_SOURCE_UNUSABLE" && resolution.answer == .onFile)
    }

    @Test("where a vault has no scope for the asker, that it has nothing for him says nothing")
    func withoutScope() async throws {
        let source = try vault()
        for (actor, code) in [
            (.json(#"{"entrance":"http","role":"service"}"#), "FIND_NO_SCOPE"),
            (.json(#"{"entrance":"http","role":"owner","scope":"all"}"#), "FIND_NO_SCOPE"),
            (.json("[]"), "SERVER_ANSWER_MALFORMED"), (.problem("SIGN_IN_NEEDED", status: 401), "SERVER_DENIES"),
        ] as [(ScriptedServer.Reply, String)] {
            let (step, resolution) = try await outcome(
                source, file: { $0 == "/v1/actor" ? actor : nil },
                answer: { _ in .problem("DOCUMENT_NOT_FOUND", status: 404) })
            #expect(step.outcome == .error && step.code == code, "\(code): \(step)")
            #expect(resolution.answer == .undecided)
        }
        let miss = try await outcome(source, answer: { _ in .problem("DOCUMENT_NOT_FOUND", status: 404) })
        #expect(miss.step.outcome == .miss && miss.resolution.answer == .notFound)
    }

    @Test("what is known of a log that is out of date decides nothing, whether it has the document or not")
    func stale() async throws {
        var source = try vault()
        let late = MintedPKI.now.adding(seconds: 301)
        let server = try ScriptedServer.serving(source)
        defer { server.stop() }
        for code in [SourceVault.code, "038093015572.KHONG-CO"] {
            let resolution = try await AskingVault(line(source, server)).find([source.pinned()], code: code, at: late)
            #expect(resolution.steps[1].outcome == .stale && resolution.steps[1].code == "MANIFEST_STALE_HEAD")
            #expect(resolution.answer == .undecided && !resolution.hasRefusal)
        }
        // It is not asked for the document at all.
        #expect(!server.requests.contains { $0.method == "POST" })
        try source.issueHead(madeAt: late.adding(seconds: 61))
        let early = try await outcome(source, at: late)
        #expect(early.step.outcome == .error && early.step.code == "MANIFEST_HEAD_FROM_THE_FUTURE")
    }

    // MARK: Sources that lie

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

    @Test("a search that is given up ends at once, and as nothing that was found out")
    func cancelled() async throws {
        let source = try vault()
        let server = try ScriptedServer.serving(
            source,
            file: { _ in
                Thread.sleep(forTimeInterval: 5)
                return .init(isSilent: true)
            })
        defer { server.stop() }
        let asker = try AskingVault(line(source, server))
        let pins = [try source.pinned()]
        let search = Task { try await asker.find(pins) }
        // It has begun once the source is asked for something.
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        search.cancel()
        await #expect(throws: CancellationError.self) { try await search.value }
        #expect(asker.entered == [nil])
    }
}

/// A server whose vault is another from one question to the next.
private final class SwitchedServer: Sendable {
    let server: ScriptedServer
    private let current: Current

    private final class Current: Sendable {
        let vault: Mutex<SourceVault>
        init(_ vault: SourceVault) { self.vault = Mutex(vault) }
    }

    init(_ vault: SourceVault) throws {
        let current = Current(vault)
        self.current = current
        server = try .serving { current.vault.withLock { $0 } }
    }

    deinit { server.stop() }

    func serve(_ vault: SourceVault) { current.vault.withLock { $0 = vault } }
}
