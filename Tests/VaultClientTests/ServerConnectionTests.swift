import CanonicalJSON
import Foundation
import PKI
import Synchronization
import TestSupport
import Testing
import VaultCore

@testable import VaultClient

@Suite("A connection to a server")
struct ServerConnectionTests {
    static func limits() -> ClientLimits {
        var limits = ClientLimits()
        limits.pauseMilliseconds = 1
        // On a machine that does ten things at once nothing moves for a while.
        limits.connectSeconds = 120
        limits.silentSeconds = 300
        return limits
    }

    private func connection(
        _ server: ScriptedServer, session: any SessionSource = GivenSession("t"), limits: ClientLimits = limits()
    ) throws -> ServerConnection {
        try ServerConnection(try ServerOrigin(server.url), session: session, limits: limits)
    }

    @Test("asks with the token, and nothing else that says who asks")
    func asking() async throws {
        let server = try ScriptedServer { _, _ in .json(#"{"a":1}"#) }
        defer { server.stop() }
        let json = try await connection(server).json(.ask("/v1/documents/list", ["limit": 1]))
        #expect(json == ["a": 1])
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.path == "/v1/documents/list")
        #expect(request.headers["authorization"] == "Bearer t")
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"limit":1}"#)
        #expect(request.headers["cookie"] == nil && request.headers["accept-encoding"] == nil)
    }

    @Test("never talks to another machine without TLS")
    func plain() throws {
        #expect(throws: ClientError(.plain, ["host": "kho.example"])) {
            try ServerConnection(try ServerOrigin("http://kho.example"))
        }
        _ = try ServerConnection(try ServerOrigin("http://localhost:1"))
        _ = try ServerConnection(try ServerOrigin("https://kho.example"))
        #expect(throws: ClientError(.authoritiesMalformed)) {
            try ServerConnection(try ServerOrigin("https://kho.example"), authorities: Array("x".utf8))
        }
    }

    @Test("follows no redirect, whatever it leads to")
    func redirect() async throws {
        let other = try ScriptedServer { _, _ in .json("{}") }
        let server = try ScriptedServer { _, _ in
            .init(status: 307, headers: [("Location", other.url + "/v1/actor")])
        }
        defer {
            server.stop()
            other.stop()
        }
        await #expect(throws: ClientError.self) { _ = try await connection(server).json(.get("/v1/actor")) }
        #expect(other.requests.isEmpty)
    }

    @Test("takes no proxy from the environment")
    func proxy() async throws {
        let proxy = try ScriptedServer { _, _ in .json(#"{"from":"proxy"}"#) }
        let server = try ScriptedServer { _, _ in .json(#"{"from":"server"}"#) }
        defer {
            server.stop()
            proxy.stop()
        }
        setenv("http_proxy", proxy.url, 1)
        setenv("HTTP_PROXY", proxy.url, 1)
        defer {
            unsetenv("http_proxy")
            unsetenv("HTTP_PROXY")
        }
        #expect(try await connection(server).json(.get("/v1/actor")) == ["from": "server"])
    }

    @Test("tries again what may be repeated, when the server says, and nothing else")
    func retries() async throws {
        let server = try ScriptedServer { _, number in
            number < 2 ? .problem("SERVER_IS_BUSY", status: 503, [("Retry-After", "0")]) : .json("{}")
        }
        defer { server.stop() }
        _ = try await connection(server).json(.get("/v1/actor"))
        #expect(server.requests.count == 3)

        let once = try ScriptedServer { _, _ in .problem("SERVER_IS_BUSY", status: 503) }
        defer { once.stop() }
        await #expect(throws: ClientError(.busy, ["host": "127.0.0.1", "status": "503"])) {
            _ = try await connection(once).json(.enter("/v1/erasures/x/approval", [:]))
        }
        #expect(once.requests.count == 1)

        let keyed = try ScriptedServer { _, number in
            number == 0 ? .init(isSilent: true) : .json("{}")
        }
        defer { keyed.stop() }
        _ = try await connection(keyed).json(.enter("/v1/documents", [:], key: "k"))
        #expect(keyed.requests.map { $0.headers["idempotency-key"] } == ["k", "k"])
    }

    @Test("gives up after some tries, and at once where it would have to wait for long")
    func givingUp() async throws {
        let server = try ScriptedServer { _, _ in .problem("X", status: 429, [("Retry-After", "0")]) }
        defer { server.stop() }
        await #expect(throws: ClientError.self) { _ = try await connection(server).json(.get("/v1/actor")) }
        #expect(server.requests.count == 5)
        let patient = try ScriptedServer { _, _ in .problem("X", status: 429, [("Retry-After", "3600")]) }
        defer { patient.stop() }
        await #expect(throws: ClientError.self) { _ = try await connection(patient).json(.get("/v1/actor")) }
        #expect(patient.requests.count == 1)
    }

    @Test("pauses grow, differ, and are never shorter than the server asks for")
    func pauses() {
        var limits = ClientLimits()
        limits.pauseMilliseconds = 100
        limits.longestPauseSeconds = 2
        for _ in 0..<100 {
            var pause = RetryPause(limits)
            for longest in [100, 200, 400, 800, 1600, 2000, 2000] {
                let duration = pause.duration()!
                #expect(duration >= .milliseconds(longest / 2 - 1) && duration <= .milliseconds(longest + 1))
            }
            #expect(pause.duration(wanted: 2)! >= .seconds(2))
            #expect(pause.duration(wanted: 3) == nil)
        }
    }

    @Test("an endless answer is cut off")
    func endless() async throws {
        var limits = Self.limits()
        limits.maximumAnswer = 100_000
        let server = try ScriptedServer { _, _ in
            .init(
                headers: [("Content-Type", "application/json")], body: [UInt8](repeating: 32, count: 10_000_000),
                statedLength: 1 << 40)
        }
        defer { server.stop() }
        await #expect(throws: ClientError(.answerTooLarge)) {
            _ = try await connection(server, limits: limits).json(.get("/v1/actor"))
        }
    }

    @Test("a server that sends a little now and then is not waited for")
    func slow() async throws {
        var limits = Self.limits()
        limits.answerSeconds = 1
        limits.attempts = 1
        let server = try ScriptedServer { _, _ in
            .init(
                headers: [("Content-Type", "application/json")], body: [UInt8](repeating: 32, count: 10_000_000),
                pause: 0.2)
        }
        defer { server.stop() }
        await #expect(throws: ClientError(.timedOut, ["host": "127.0.0.1"])) {
            _ = try await connection(server, limits: limits).json(.get("/v1/actor"))
        }
    }

    @Test(
        "what is no JSON is no answer",
        arguments: [
            ScriptedServer.Reply(headers: [("Content-Type", "text/html")], body: Array("{}".utf8)),
            .json("{"), .json("[1.5]"), .json(#"{"a":1,"a":2}"#), .init(status: 500, body: Array("<html>".utf8)),
        ].map(ReplyBox.init))
    fileprivate func noAnswer(_ reply: ReplyBox) async throws {
        let server = try ScriptedServer { _, _ in reply.reply }
        defer { server.stop() }
        await #expect { _ = try await connection(server).json(.get("/v1/actor")) } throws: {
            ($0 as? ClientError)?.code == .answerMalformed
        }
    }

    struct ReplyBox: Sendable { let reply: ScriptedServer.Reply }

    @Test("what the vault says comes as its own error; a foreign code is shown, and a foreign text never")
    func problems() async throws {
        for (code, status, expected) in [
            ("CODE_TAKEN", 409, VaultError(.codeTaken) as any Error), ("ACCESS_DENIED", 403, VaultError(.accessDenied)),
            (
                "FROM_THE_FUTURE", 422,
                ClientError(.refused, ["host": "127.0.0.1", "status": "422", "reason": "FROM_THE_FUTURE"])
            ),
            ("\\u001b[31m", 422, ClientError(.refused, ["host": "127.0.0.1", "status": "422", "reason": "?"])),
        ] {
            let server = try ScriptedServer { _, _ in .problem(code, status: status) }
            await #expect { _ = try await connection(server).json(.get("/v1/actor")) } throws: {
                $0 as? VaultError == expected as? VaultError && $0 as? ClientError == expected as? ClientError
            }
            server.stop()
        }
    }

    /// Gives another token once.
    private final class Renewing: SessionSource {
        private let asked = Mutex(0)
        var count: Int { asked.withLock { $0 } }

        func token(_ connection: ServerConnection) async throws -> String? { "old" }

        func token(_ connection: ServerConnection, insteadOf refused: String?) async throws -> String? {
            asked.withLock { $0 += 1 }
            return refused == "old" ? "new" : nil
        }
    }

    @Test("signs in again once where the session is over, and not for ever")
    func renewed() async throws {
        let server = try ScriptedServer { request, _ in
            request.headers["authorization"] == "Bearer new" ? .json("{}") : .problem("SIGN_IN_NEEDED", status: 401)
        }
        defer { server.stop() }
        let session = Renewing()
        _ = try await connection(server, session: session).json(.enter("/v1/codes", [:]))
        #expect(session.count == 1)
        let never = try ScriptedServer { _, _ in .problem("SIGN_IN_NEEDED", status: 401) }
        defer { never.stop() }
        await #expect(throws: ClientError(.notSignedIn)) {
            _ = try await connection(never, session: Renewing()).json(.get("/v1/actor"))
        }
        #expect(never.requests.count == 2)
    }

    @Test("nobody there is said so")
    func nobody() async throws {
        let server = try ScriptedServer { _, _ in .json("{}") }
        server.stop()
        try await Task.sleep(for: .milliseconds(50))
        await #expect(throws: ClientError(.unreachable, ["host": "127.0.0.1"])) {
            _ = try await connection(server).json(.get("/v1/actor"))
        }
    }
}
