import PKI
import TestSupport
import Testing
import TransparencyLog

@testable import VaultCore
@testable import VaultSync

/// What is remembered of a source, while others ask it too and after its log was replaced.
@Suite("Finding a document: what is remembered of a source")
struct SourceMemoryTests {
    /// With two documents, of which the second has the usual code.
    private func vault() throws -> SourceVault {
        var vault = try SourceVault()
        try vault.deposit("KHAC-1")
        try vault.deposit()
        try vault.issueHead()
        return vault
    }

    private func line(_ vault: SourceVault, _ server: ScriptedServer) -> String {
        "bilateral tinh \(server.url) \(vault.id)\n"
    }

    /// - Parameter sequence: of the last manifest that `SourceVault.issueHead` names.
    private func seen(_ vault: SourceVault, _ sequence: UInt64? = nil) throws -> SeenVault {
        let checkpoint = try #require(SeenCheckpoint(vault.checkpoint()))
        return SeenVault(
            vault: vault.id, head: checkpoint, newest: checkpoint,
            last: sequence.map { .init(sequence: $0, digest: .sha256(of: Array("\($0)".utf8))) })
    }

    @Test("a source that tells two stories to two who search at the same time is found out")
    func twoStories() async throws {
        let early = try vault()
        var (one, other) = (early, early)
        for number in 0..<3 { try one.deposit("KHAC-2-\(number)") }
        for number in 0..<5 { try other.deposit("KHAC-3-\(number)", salt: 7) }
        try other.issueHead()
        let server = try ScriptedServer.serving(other)
        defer { server.stop() }
        let asker = try AskingVault(line(other, server), meanwhile: seen(one))
        let resolution = try await asker.find([other.pinned()])
        #expect(resolution.steps[1].code == "FIND_LOG_FORKED" && resolution.hasRefusal, "\(resolution.steps)")
        #expect(resolution.steps[1].evidence?.seen == one.checkpoint())
        #expect(resolution.steps[1].evidence?.received == other.checkpoint())
        #expect(try asker.held(one.id) == seen(one))
        #expect(!server.requests.contains { $0.method == "POST" })
    }

    @Test("two manifests of one number, told at the same time, are a fork too")
    func twoManifests() async throws {
        let source = try vault()
        let server = try ScriptedServer.serving(source)
        defer { server.stop() }
        let checkpoint = try #require(SeenCheckpoint(source.checkpoint()))
        let other = SeenVault(
            vault: source.id, head: checkpoint, newest: checkpoint,
            last: .init(sequence: 1, digest: .sha256(of: Array("another".utf8))))
        let resolution = try await AskingVault(line(source, server), meanwhile: other).find([source.pinned()])
        #expect(resolution.steps[1].code == "FIND_LOG_FORKED", "\(resolution.steps)")
    }

    @Test("what others are told of an honest source meanwhile keeps nobody from finding; the newest is what stays")
    func together() async throws {
        let early = try vault()
        var later = early
        for number in 0..<3 { try later.deposit("KHAC-2-\(number)") }
        try later.issueHead()
        for (served, meanwhile, kept) in [
            (later, try seen(early, 1), try seen(later, 2)), (early, try seen(later, 2), try seen(later, 2)),
        ] as [(SourceVault, SeenVault, SeenVault)] {
            // Its tiles are those of the newest state, whatever head is given out.
            let (files, tiles) = (served.files, later.files)
            let server = try ScriptedServer.serving(
                served,
                file: { path in (path.hasPrefix("/tile/") ? tiles[path] : files[path]).map { .init(body: $0) } })
            defer { server.stop() }
            let asker = try AskingVault(line(served, server), meanwhile: meanwhile)
            let resolution = try await asker.find([served.pinned()])
            #expect(resolution.answer == .onFile, "\(resolution.steps)")
            #expect(asker.held(served.id) == kept)
        }
    }

    @Test("what was seen of a log is not forgotten for one of another origin while both are pinned")
    func twoOrigins() async throws {
        let source = try vault()
        let old = try #require(NoteSigningKey.generate(name: "kho.example.vn/cu"))
        let note = Checkpoint(origin: "kho.example.vn/cu", size: 900, root: .emptyRoot).signed(by: old).bytes
        let checkpoint = try #require(SeenCheckpoint(note))
        let seen = SeenVault(vault: source.id, head: checkpoint, newest: checkpoint, last: nil)
        let server = try ScriptedServer.serving(source)
        defer { server.stop() }
        let asker = try AskingVault(line(source, server))
        _ = try await asker.remember(seen, after: nil)
        let pin = try source.pinned()
        let policy = "log \(source.logKey.verifierKey.text)\nlog \(old.verifierKey.text)\nquorum none\n"
        let both = PinnedVault(id: pin.id, seals: pin.seals, policy: try LogPolicy(parsing: policy))
        let resolution = try await asker.find([both])
        #expect(resolution.steps[1].code == "FIND_IDENTITY_REFUSED" && resolution.hasRefusal, "\(resolution.steps)")
        #expect(asker.held(source.id) == seen)
        // Once the operator has taken the old one off, the new log stands in its place.
        #expect(try await asker.find([pin]).answer == .onFile)
    }
}
