import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultServer

/// A real vault behind a real server, asked by `curl`.
@Suite("What is served", .serialized)
struct ServingTests {
    @Test("the log fetched over TLS is, byte for byte, one that a verifier written from the C2SP texts accepts")
    func wholeLog() async throws {
        let served = try await ServedVault(documents: 300)
        let mirror = "\(served.folder)/mirror"
        for path in [
            "checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000",
            "tile/entries/001.p/44",
        ] {
            let fetched = try await served.curl("/" + path)
            #expect(fetched.status == 200, "\(path)")
            let file = URL(fileURLWithPath: "\(mirror)/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(fetched.body).write(to: file)
        }
        let key = try #require(served.identity.logKeys.first?.key.text)
        let python = ProcessInfo.processInfo.environment["KHO_TEST_PYTHON"] ?? "python3"
        let verifier = Corpus.packageRoot.appendingPathComponent("Tests/Interoperability/verify_note_and_proof.py").path
        let verified = try await Program.run(python, [verifier, "log", mirror, key])
        #expect(verified.output == "good: a log of 300 entries\n")
        #expect(verified.status == 0)
        await served.close()
    }

    @Test("the checkpoint comes from the committed row, not from its file")
    func checkpointOfRow() async throws {
        let served = try await ServedVault(documents: 1)
        let before = try await served.curl("/checkpoint")
        try served.put("a forged checkpoint", at: "log/checkpoint")
        #expect(try await served.curl("/checkpoint").body == before.body)
        await served.close()
    }

    @Test("what is deposited while the server runs is served at once")
    func growth() async throws {
        let served = try await ServedVault(documents: 1)
        #expect(try await served.curl("/tile/0/000.p/3").problem == "RESOURCE_NOT_FOUND")
        try await MintedVault.deposit(2, into: served.vault)
        let checkpoint = String(decoding: try await served.curl("/checkpoint").body, as: UTF8.self)
        #expect(checkpoint.split(separator: "\n")[1] == "3")
        #expect(try await served.curl("/tile/0/000.p/3").body.count == 96)
        await served.close()
    }

    @Test("a narrower tile than the last is the beginning of it, a wider one is not there")
    func narrowerTiles() async throws {
        let served = try await ServedVault(documents: 300)
        let full = try await served.curl("/tile/0/000").body
        #expect(full.count == 256 * 32)
        let narrow = try await served.curl("/tile/0/000.p/7").body
        #expect(narrow == Array(full.prefix(7 * 32)))
        let entries = try EntryBundle.entries(
            try await served.curl("/tile/entries/000").body, of: #require(TileCoordinate(level: -1, index: 0)))
        let some = try await served.curl("/tile/entries/000.p/7").body
        #expect(try EntryBundle.bytes(entries.prefix(7)) == some)
        for path in ["/tile/0/001.p/45", "/tile/0/001", "/tile/0/002.p/1", "/tile/1/000.p/2", "/tile/2/000.p/1"] {
            #expect(try await served.curl(path).problem == "RESOURCE_NOT_FOUND", "\(path)")
        }
        await served.close()
    }

    @Test("a tile that is committed and not yet written is temporarily unavailable, not absent")
    func notYet() async throws {
        let served = try await ServedVault(documents: 2)
        try FileManager.default.removeItem(atPath: "\(served.vault)/log/tile/0")
        let answer = try await served.curl("/tile/0/000.p/2")
        #expect(answer.status == 503)
        #expect(answer.problem == "NOT_PUBLISHED_YET")
        #expect(answer.headers["retry-after"] == "1")
        await served.close()
    }

    @Test("manifests, heads and bodies are served from their folder, each with its media type")
    func manifests() async throws {
        let served = try await ServedVault()
        for (name, type, cache) in [
            ("head.json", "application/json", "no-cache"),
            ("head.json.p7s", "application/pkcs7-signature", "no-cache"),
            ("0.json", "application/json", "public, max-age=31536000, immutable"),
            ("0.json.p7s", "application/pkcs7-signature", "public, max-age=31536000, immutable"),
        ] {
            #expect(try await served.curl("/v1/manifests/full/\(name)").problem == "RESOURCE_NOT_FOUND")
            try served.put("content of \(name)", at: "manifests/full/\(name)")
            let answer = try await served.curl("/v1/manifests/full/\(name)")
            #expect(answer.status == 200)
            #expect(answer.body == Array("content of \(name)".utf8))
            #expect(answer.headers["content-type"] == type)
            #expect(answer.headers["cache-control"] == cache)
        }
        await served.close()
    }

    @Test("the description of the routes is served, and is the one in docs")
    func description() async throws {
        let served = try await ServedVault()
        let answer = try await served.curl("/openapi.yaml")
        let file = Corpus.packageRoot.appendingPathComponent("docs/api/openapi.yaml").path
        #expect(answer.body == (try ServedVault.read(file)))
        #expect(answer.headers["content-type"] == "application/yaml")
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(ProblemCode.allCases.allSatisfy { text.contains("- \($0.rawValue)\n") })
        await served.close()
    }

    @Test("a hundred fetches at once all get the same bytes")
    func concurrency() async throws {
        let served = try await ServedVault(documents: 40)
        let one = try await served.curl("/tile/entries/000.p/40").body
        let result = try await Program.run(
            "curl",
            [
                "--silent", "--noproxy", "*", "--cacert", "\(served.folder)/tls-root.pem", "--parallel",
                "--parallel-max", "50",
                "--output", "\(served.folder)/many-#1", "\(served.url)/tile/entries/000.p/40?[1-100]",
            ])
        #expect(result.status == 0)
        for number in 1...100 { #expect(try ServedVault.read("\(served.folder)/many-\(number)") == one) }
        await served.close()
    }
}
