import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing
import VaultClient

@testable import VaultCore
@testable import VaultSync

/// Sources that are honest, silent, late, or lie, each behind a real connection on this machine.
@Suite("Finding a document at other vaults")
struct FindTests: SourceSuite {
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
        // That nobody could be heard is no flag's "0".
        #expect(alone.flags.isEmpty && alone.json["DuocSoHoa"] == nil && alone.json["DuocTaiSuDung"] == nil)
        #expect(try Resolution(JSON(canonical: alone.json.canonicalBytes)).answer == .undecided)
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
