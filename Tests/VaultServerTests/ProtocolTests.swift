import Foundation
import PKI
import Testing

/// How answers are labelled, and what is not answered.
@Suite("HTTP", .serialized)
struct ProtocolTests {
    @Test("checkpoints are asked for anew, tiles are kept for good; both carry the SHA-256 of their bytes")
    func labels() async throws {
        let served = try await ServedVault(documents: 1)
        let checkpoint = try await served.curl("/checkpoint")
        #expect(checkpoint.headers["cache-control"] == "no-cache")
        #expect(checkpoint.headers["content-type"] == "text/plain; charset=utf-8")
        let tile = try await served.curl("/tile/0/000.p/1")
        #expect(tile.headers["cache-control"] == "public, max-age=31536000, immutable")
        #expect(tile.headers["content-type"] == "application/octet-stream")
        for answer in [checkpoint, tile] {
            #expect(answer.headers["etag"] == "\"\(Digest.sha256(of: answer.body).hexadecimal)\"")
            #expect(answer.headers["content-length"] == String(answer.body.count))
            #expect(answer.headers["x-content-type-options"] == "nosniff")
        }
        await served.close()
    }

    @Test("what the client has already is not sent again")
    func notModified() async throws {
        let served = try await ServedVault(documents: 1)
        let tag = try #require(try await served.curl("/checkpoint").headers["etag"])
        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            let answer = try await served.curl("/checkpoint", "--header", "If-None-Match: \(known)")
            #expect(answer.status == 304)
            #expect(answer.body.isEmpty)
            #expect(answer.headers["etag"] == tag)
        }
        #expect(try await served.curl("/checkpoint", "--header", "If-None-Match: \"other\"").status == 200)
        try await MintedVault.deposit(1, into: served.vault)
        #expect(try await served.curl("/checkpoint", "--header", "If-None-Match: \(tag)").status == 200)
        await served.close()
    }

    @Test("HEAD says what GET would, without the bytes")
    func head() async throws {
        let served = try await ServedVault(documents: 1)
        let get = try await served.curl("/tile/entries/000.p/1")
        let head = try await served.curl("/tile/entries/000.p/1", "--head")
        #expect(head.status == 200)
        #expect(head.headers["content-length"] == String(get.body.count))
        #expect(head.headers["etag"] == get.headers["etag"])
        #expect(try await served.curl("/nothing", "--head").status == 404)
        await served.close()
    }

    @Test("nothing can be written, whatever the method", arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
    func methods(_ method: String) async throws {
        let served = try await ServedVault(documents: 1)
        let answer = try await served.curl("/checkpoint", "--request", method, "--data", "x")
        #expect(answer.status == 405)
        #expect(answer.problem == "METHOD_NOT_ALLOWED")
        #expect(answer.headers["allow"] == "GET, HEAD")
        await served.close()
    }

    @Test("no path leads out of what is published")
    func traversal() async throws {
        let served = try await ServedVault(documents: 1)
        try served.put("secret", at: "manifests/secret.json")
        for path in [
            "/tile/../../keys/log.key", "/tile/0/../../../keys/log.key", "/../keys/log.key", "/%2e%2e/keys/log.key",
            "/v1/manifests/../keys/log.key", "/v1/manifests/../../vault.json", "/v1/manifests/full/../secret.json",
            "/v1/manifests/full/%2e%2e/secret.json", "/v1/manifests/..%2f..%2fvault.json",
            "/v1/manifests/./secret.json",
            "//checkpoint", "/checkpoint/", "/vault.json/", "/keys/log.key", "/catalogue.sqlite", "/",
        ] {
            let answer = try await served.curl(path)
            #expect(answer.status == 404, "\(path)")
            #expect(answer.problem == "RESOURCE_NOT_FOUND", "\(path)")
        }
        await served.close()
    }

    @Test("a link in the folder of manifests leads nowhere")
    func links() async throws {
        let served = try await ServedVault()
        let folder = "\(served.vault)/manifests"
        try FileManager.default.createDirectory(atPath: "\(folder)/full", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/full/1.json", withDestinationPath: "../../keys/log.key")
        let answer = try await served.curl("/v1/manifests/full/1.json")
        #expect(answer.status != 200)
        #expect(!String(decoding: answer.body, as: UTF8.self).contains("PRIVATE"))
        await served.close()
    }

    @Test("headers beyond the limit are refused")
    func largeHeaders() async throws {
        let served = try await ServedVault()
        let answer = try await served.curl(
            "/checkpoint", "--header", "X-Long: \(String(repeating: "x", count: 40_000))")
        #expect(answer.status != 200)
        #expect(try await served.curl("/checkpoint").status == 200)
        await served.close()
    }

    @Test("a failure inside is told by its code alone")
    func failures() async throws {
        let served = try await ServedVault(documents: 1)
        try FileManager.default.removeItem(atPath: "\(served.vault)/log/tile/0/000.p/1")
        try FileManager.default.createDirectory(
            atPath: "\(served.vault)/log/tile/0/000.p/1", withIntermediateDirectories: true)
        let answer = try await served.curl("/tile/0/000.p/1")
        #expect(answer.status == 500)
        #expect(answer.problem == "SERVER_FAILURE")
        #expect(!String(decoding: answer.body, as: UTF8.self).contains(served.folder))
        await served.close()
    }
}
