import Foundation
import Hummingbird
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore
import VaultStorage

@testable import VaultServer

/// The second answer is written on the connection's own thread: nobody can tell it from the first.
@Suite("Answers that were given before", .serialized)
struct CachedAnswerTests {
    private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" }

    /// A served vault; with so many documents its manifest is larger than what is written at once.
    private func served(
        documents: Int = 650, tls: Bool = false, _ configure: @Sendable (inout ServingOptions) -> Void = { _ in }
    ) async throws -> ServedVault {
        let served = try await ServedVault(documents: documents, tls: tls, configure: configure)
        try await VaultManifests.open(served.vault, writes: true).issue(seal: served.seal, at: .now())
        return served
    }

    private static let paths = [
        "/checkpoint", "/tile/0/000", "/tile/entries/001", "/v1/manifests/all/1.json", "/v1/manifests/all/1.json.p7s",
    ]

    /// Heads and bodies, of answers whose bodies are text.
    private static func answers(_ text: String) -> [(head: String, body: [UInt8])] {
        var answers: [(head: String, body: [UInt8])] = []
        var rest = Array(text.utf8)[...]
        while let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
            let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self).lowercased()
            let count = head.firstMatch(of: /content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
            rest = rest[end.upperBound...]
            answers.append((head, Array(rest.prefix(count))))
            rest = rest.dropFirst(count)
        }
        return answers
    }

    @Test(
        "the second answer is the first one's like, over TLS too, and names another request", arguments: [false, true])
    func alike(_ tls: Bool) async throws {
        let served = try await served(tls: tls)
        for path in Self.paths {
            let first = try await served.curl(path)
            let second = try await served.curl(path)
            #expect(first.status == 200 && second.status == 200 && first.body == second.body && !first.body.isEmpty)
            let own = ["date", "kho-request-id"]
            #expect(
                first.headers.filter { !own.contains($0.key) } == second.headers.filter { !own.contains($0.key) },
                "\(path)")
            #expect(first.headers["kho-request-id"] != second.headers["kho-request-id"])
            let digest = Digest.sha256(of: second.body)
            #expect(second.headers["etag"] == "\"\(digest.hexadecimal)\"")
            #expect(second.headers["repr-digest"] == digest.fieldValue)
            #expect(second.headers["date"]?.hasSuffix(" GMT") == true)
            #expect(try await served.curl(path, "--head").status == 200)
            let tag = try #require(second.headers["etag"])
            let known = try await served.curl(path, "--header", "If-None-Match: \(tag)")
            #expect(known.status == 304 && known.body.isEmpty)
        }
        await served.close()
    }

    @Test("requests behind each other are answered in their order, whoever answers which")
    func order() async throws {
        let served = try await served()
        for path in Self.paths { _ = try await served.curl(path) }
        let sent = [
            "/healthz", "/checkpoint", "/vault.json", "/v1/manifests/all/1.json", "/nothing",
            "/v1/manifests/all/1.json",
            "/v1/manifests/all/1.json", "/openapi.yaml", "/checkpoint", "/healthz", "/v1/manifests/all/1.json",
        ]
        var alone: [[UInt8]] = []
        for path in sent { alone.append(try await served.curl(path).body) }
        let connection = try RawConnection(port: served.port)
        connection.send(sent.map(Self.get).joined())
        connection.endSending()
        let answers = Self.answers(await connection.rest())
        #expect(answers.count == sent.count)
        for (path, (answer, body)) in zip(sent, zip(answers, alone)) where path != "/nothing" {
            #expect(answer.body == body, "\(path)")
        }
        #expect(answers.map { $0.head.hasPrefix("http/1.1 404") } == sent.map { $0 == "/nothing" })
        await served.close()
    }

    @Test("who reads slowly, and who says that he sends no more, gets a large answer whole")
    func slowReader() async throws {
        let served = try await served()
        let path = "/v1/manifests/all/1.json"
        let whole = try await served.curl(path).body
        #expect(whole.count > ResponseBody.pieceByteCount)
        let connection = try RawConnection(port: served.port)
        // More than the system takes for one who does not read.
        connection.send(String(repeating: Self.get(path), count: 60))
        connection.endSending()
        try await Task.sleep(for: .milliseconds(500))
        let answers = Self.answers(await connection.rest())
        #expect(answers.count == 60)
        #expect(answers.allSatisfy { $0.body == whole })
        await served.close()
    }

    @Test("what is no HTTP behind a large answer is refused behind it, and not in its middle")
    func nonsenseBehind() async throws {
        let served = try await served()
        let path = "/v1/manifests/all/1.json"
        let whole = try await served.curl(path).body
        let connection = try RawConnection(port: served.port)
        connection.send(String(repeating: Self.get(path), count: 20) + "nonsense\r\n\r\n" + Self.get("/checkpoint"))
        connection.endSending()
        let answers = Self.answers(await connection.rest())
        #expect(answers.count == 21)
        #expect(answers.prefix(20).allSatisfy { $0.body == whole })
        #expect(answers.last?.head.hasPrefix("http/1.1 400") == true)
        await served.close()
    }

    @Test("what is committed by another process is in the next checkpoint")
    func freshness() async throws {
        let served = try await served(documents: 1)
        for count in 2...6 {
            for _ in 0..<2 { _ = try await served.curl("/checkpoint") }
            try await MintedVault.deposit(1, into: served.vault)
            let text = String(decoding: try await served.curl("/checkpoint").body, as: UTF8.self)
            #expect(text.split(separator: "\n")[1] == "\(count)")
        }
        await served.close()
    }

    @Test("the gates are the same: a foreign host, a body, a token that is none, a caller who comes too often")
    func gates() async throws {
        let served = try await served(documents: 1) {
            $0.budgets.limitsThisMachine = true
            $0.budgets.requestsPerSecond = 1
            $0.budgets.requestBurst = 20
        }
        for _ in 0..<2 { #expect(try await served.curl("/checkpoint").status == 200) }
        #expect(try await served.curl("/checkpoint", "--header", "Host: kho.example").status == 421)
        #expect(try await served.curl("/checkpoint", "--header", "Authorization: Bearer x").status == 401)
        #expect(try await served.curl("/checkpoint", "--request", "GET", "--data", "x").status == 200)
        #expect(try await served.curl("/checkpoint", "--request", "POST", "--data", "x").status == 405)
        #expect(try await served.curl("/checkpoint", "--header", "Connection: close").status == 200)
        let connection = try RawConnection(port: served.port)
        // One host, and then another, on one connection.
        connection.send(Self.get("/checkpoint") + "GET /checkpoint HTTP/1.1\r\nHost: kho.example\r\n\r\n")
        connection.endSending()
        #expect(RawConnection.statuses(await connection.rest()) == [200, 421])
        // At once, each on a connection of its own: what waits for its turn behind another is let in again meanwhile.
        let statuses = RawConnection.statuses(
            try await RawConnection.atOnce(60, port: served.port, Self.get("/checkpoint")))
        #expect(statuses.count == 60 && statuses.contains(429), "\(statuses)")
        #expect(statuses.allSatisfy { [200, 429].contains($0) })
        await served.close()
    }

    @Test("whose certificate is refused hears so, also where a stranger is answered from memory")
    func certificates() async throws {
        let served = try await ServedVault(
            documents: 1,
            services: { folder in
                // No list is there by which anybody could tell whether a certificate is revoked.
                try ServiceAuthorities(authorities: ServedVault.read("\(folder)/client-ca.pem"), lists: { [] })
            })
        for _ in 0..<2 {
            #expect(try await served.curl("/checkpoint").status == 200)
            let shown = try await served.curl(
                "/checkpoint", "--cert", "\(served.folder)/client.pem", "--key", "\(served.folder)/client.key")
            #expect(shown.status == 403 && shown.problem == "SERVICE_CERTIFICATE_REFUSED")
        }
        await served.close()
    }

    @Test(
        "a connection that asks for nothing but what was answered before is not idle, and is idle when it asks no more")
    func idleness() async throws {
        let served = try await served(documents: 1) { $0.budgets.times.idle = .seconds(5) }
        _ = try await served.curl("/checkpoint")
        let connection = try RawConnection(port: served.port)
        // Twice as long as one may be idle.
        await connection.ask(Self.get("/checkpoint"), times: 40, pause: 250_000)
        connection.send(Self.get("/checkpoint"))
        let answer = await connection.rest()
        #expect(RawConnection.statuses(answer) == [200], "\(answer.prefix(200))")
        await served.close()
    }

    @Test("each answer is counted, and its target is the one that its item has")
    func figures() async throws {
        let served = try await served(documents: 1) { $0.metricsPort = 0 }
        for _ in 0..<5 { _ = try await served.curl("/v1/manifests/all/1.json") }
        let metrics = try #require(served.metrics)
        // An answer is counted when it is out: whoever has it may ask before.
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        var text = ""
        while !text.contains(#"kind="manifest",status="200"} 5"#), Date.now < deadline {
            text = String(
                decoding: try await Fetched(url: metrics, options: [], folder: served.folder).body, as: UTF8.self)
        }
        #expect(text.contains(#"kind="manifest",status="200"} 5"#), "\(text)")
        for path in Self.paths + ["/tile/0/000.p/7", "/vault.json", "/vault.json.p7s", "/v1/manifests/a.b.2/head.json"]
        {
            guard case .item(let item) = try #require(Route(target: path)) else {
                Issue.record("\(path) is no item")
                continue
            }
            #expect(Route.target(of: item) == path)
        }
        await served.close()
    }

    @Test("the Date field is as RFC 9110 has it")
    func date() {
        let date = DateField()
        #expect(date.text(at: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(date.text(at: 0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(date.text(at: 1_709_164_799) == "Wed, 28 Feb 2024 23:59:59 GMT")
    }
}
