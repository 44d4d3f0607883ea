import CanonicalJSON
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultClient

@testable import VaultCore
@testable import VaultSync

/// What of a source's answer is taken over, and what is not.
@Suite("Finding a document: what of an answer counts")
struct SourceAnswerTests {
    /// With two documents, of which the second has the usual code.
    private func vault(size: Int = 40) throws -> SourceVault {
        var vault = try SourceVault()
        try vault.deposit("KHAC-1")
        try vault.deposit(size: size)
        try vault.issueHead()
        return vault
    }

    /// What a source comes to that gives this answer.
    private func find(
        _ vault: SourceVault, withContents: Bool = false, _ answer: JSON,
        file: @escaping @Sendable (String) -> ScriptedServer.Reply? = { _ in nil }
    ) async throws -> Resolution {
        let server = try ScriptedServer.serving(
            vault, file: file, answer: { _ in .json(String(decoding: answer.canonicalBytes, as: UTF8.self)) })
        defer { server.stop() }
        let asker = try AskingVault("bilateral tinh \(server.url) \(vault.id)\n")
        return try await asker.find([vault.pinned()], withContents: withContents)
    }

    @Test("that a document ended is believed of one that is proved to be in the log, and of no other")
    func ended() async throws {
        var source = try vault()
        source.ends[1] = .withdrawn
        let honest = try source.answer(1, withContents: false).json
        let told = try await find(source, honest)
        #expect(told.steps[1].outcome == .ended && told.answer == .notFound)
        var object = try #require(honest.object)
        object["proof"] = try source.answer(0, withContents: false).json["proof"]
        let lied = try await find(source, .object(object))
        #expect(lied.steps[1].outcome == .refused && lied.steps[1].code == "FIND_PROOF_FALSE", "\(lied.steps)")
        #expect(lied.answer == .undecided)
        // Nor under the key of another log.
        var other = try vault()
        other.ends[1] = .withdrawn
        let foreign = try await find(source, other.answer(1, withContents: false).json)
        #expect(foreign.steps[1].code == "FIND_UNKNOWN_KEY" && foreign.answer == .undecided, "\(foreign.steps)")
    }

    @Test("of a source that gives no more than one scope it is said that it has none in that scope")
    func scope() async throws {
        let source = try vault()
        for (granted, told) in [("all", nil), ("dat-dai", "dat-dai")] as [(String, String?)] {
            let server = try ScriptedServer.serving(
                source,
                file: { path in
                    path == "/v1/actor" ? .json(#"{"entrance":"http","role":"service","scope":"\#(granted)"}"#) : nil
                })
            defer { server.stop() }
            let resolution = try await AskingVault("bilateral tinh \(server.url) \(source.id)\n").find(
                [source.pinned()], code: "KHONG-CO")
            #expect(resolution.steps[1].outcome == .miss && resolution.steps[1].facts["scope"] == told)
            #expect(resolution.steps[1].code == nil && resolution.answer == .notFound)
        }
    }

    @Test("whoever waits for a server's answer is told before he gives up, however long its sources take")
    func patience() {
        #expect(FindLimits().all + .seconds(5) < .seconds(ClientLimits().silentSeconds))
        #expect(FindLimits().source < FindLimits().all)
    }

    @Test("bytes that nobody asked for, or more than an answer may hold, are left away; what was found travels on")
    func contents() async throws {
        let small = try vault()
        let unasked = try await find(small, small.answer(1, withContents: true).json)
        #expect(unasked.answer == .onFile && unasked.proof != nil && unasked.proof?.contents == nil)
        let large = try vault(size: CodeQuery.maximumInline)
        let much = try await find(large, withContents: true, large.answer(1, withContents: true).json)
        #expect(much.answer == .onFile && much.proof != nil && much.proof?.contents == nil)
        let again = try Resolution(JSON(canonical: much.json.canonicalBytes))
        #expect(again.answer == .onFile && again.proof == much.proof)
    }

    @Test("bytes are asked for when it is known that the actor may be told of the document, and not before")
    func contentsLast() async throws {
        let source = try vault()
        for (mayLearn, asked) in [(true, [false, true]), (false, [false])] {
            let server = try ScriptedServer.serving(source)
            defer { server.stop() }
            let asker = try AskingVault("bilateral tinh \(server.url) \(source.id)\n", mayLearn: mayLearn)
            let found = try await asker.find([source.pinned()], withContents: true)
            let questions = try server.requests.filter { $0.method == "POST" }.map {
                try CodeQuery(JSON(parsing: $0.body)).wantsContents
            }
            #expect(questions == asked)
            #expect(found.proof?.contents == (mayLearn ? [source.contents[1]] : nil))
        }
    }

    @Test("what was proved stays so where its bytes cannot be had, or are of what took its place meanwhile")
    func contentsGone() async throws {
        let source = try vault()
        var later = source
        try later.deposit(salt: 3)
        let replaced = try later.answer(2, withContents: true).json
        for reply in [
            .problem("DOCUMENT_NOT_FOUND", status: 404), .problem("ACCESS_DENIED", status: 403),
            .json(String(decoding: replaced.canonicalBytes, as: UTF8.self)),
        ] as [ScriptedServer.Reply] {
            let server = try ScriptedServer.serving(source, answer: { $0.wantsContents ? reply : nil })
            defer { server.stop() }
            let found = try await AskingVault("bilateral tinh \(server.url) \(source.id)\n").find(
                [source.pinned()], withContents: true)
            #expect(found.answer == .onFile && found.proof?.record.record.index == 1, "\(found.steps)")
            #expect(found.proof?.contents == nil)
        }
    }
}
