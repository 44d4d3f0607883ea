import Foundation
import NIOCore
import Testing

@testable import VaultServer

/// What no honest client sends, on bare sockets.
@Suite("Hostile requests", .serialized)
struct HostileRequestTests {
    /// A server that loses its patience soon.
    private func impatient(_ change: @Sendable (inout TimeBudget) -> Void) async throws -> ServedVault {
        try await ServedVault(
            tls: false,
            configure: {
                change(&$0.budgets.times)
                $0.metricsPort = 0
            })
    }

    private static let host = "Host: 127.0.0.1\r\n"
    /// A refused body is drained for so long, which is also how long the refusal may take to be written.
    private static let answering = TimeAmount.seconds(30)

    @Test(
        "a request that two readers would take for two is refused, and nothing behind it is heard",
        arguments: [
            "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
            "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "Content-Length: 5, 5\r\n\r\nhello", "Content-Length: +5\r\n\r\nhello", "Content-Length: -1\r\n\r\n",
            "Content-Length: 0x5\r\n\r\nhello", "Content-Length: 5 \u{b}\r\n\r\nhello",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n",
            "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", " Folded: line\r\n\r\n", "No colon\r\n\r\n",
            "Na me: value\r\n\r\n", "Null: a\u{0}b\r\n\r\n",
        ])
    func smuggling(_ rest: String) async throws {
        let served = try await ServedVault(tls: false)
        let connection = try RawConnection(port: served.port)
        connection.send("POST /v1/login HTTP/1.1\r\n" + Self.host + "Content-Type: application/pkcs7-mime\r\n" + rest)
        connection.send("GET /healthz HTTP/1.1\r\n" + Self.host + "\r\n")
        connection.endSending()
        let answer = await connection.rest()
        #expect(!answer.contains("alive"), "\(answer)")
        #expect(RawConnection.statuses(answer).allSatisfy { (400..<500).contains($0) }, "\(answer)")
        await served.close()
    }

    @Test("a folded header field does not hide anything behind it")
    func folding() async throws {
        let served = try await ServedVault(tls: false)
        let connection = try RawConnection(port: served.port)
        connection.send(
            "GET /checkpoint HTTP/1.1\r\nX-Long: a\r\n Host: evil.example\r\n" + Self.host + "Connection: close\r\n\r\n"
        )
        let answer = await connection.rest()
        #expect([[200], [400]].contains(RawConnection.statuses(answer)))
        await served.close()
    }

    @Test(
        "what is no HTTP request gets no answer but that it is none",
        arguments: [
            "GET /checkpoint\r\n\r\n", "GET  /checkpoint HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}\u{0}\u{0}",
            "GET /checkpoint HTTP/9.9\r\n\r\n", "get /checkpoint HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\r\n\r\n\r\n\r\nx", "GET /\u{0} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        ])
    func noRequest(_ text: String) async throws {
        let served = try await ServedVault(tls: false)
        let connection = try RawConnection(port: served.port)
        connection.send(text)
        connection.endSending()
        #expect(RawConnection.statuses(await connection.rest()).allSatisfy { (400..<500).contains($0) })
        #expect(try await served.curl("/checkpoint").status == 200)
        await served.close()
    }

    @Test("without a host, or with two, a request on plain HTTP is not heard")
    func hosts() async throws {
        let served = try await ServedVault(tls: false)
        for hosts in ["", "Host: evil.example\r\n" + Self.host, Self.host + "Host: evil.example\r\n"] {
            let connection = try RawConnection(port: served.port)
            connection.send("GET /checkpoint HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n")
            #expect(RawConnection.statuses(await connection.rest()).allSatisfy { (400..<500).contains($0) }, "\(hosts)")
        }
        await served.close()
    }

    @Test("requests behind each other on one connection are answered in their order")
    func pipelining() async throws {
        let served = try await ServedVault(documents: 1, tls: false)
        let connection = try RawConnection(port: served.port)
        let paths = ["/healthz", "/nothing", "/checkpoint", "/v1/login", "/tile/0/000.p/1"]
        connection.send(paths.map { "GET \($0) HTTP/1.1\r\n" + Self.host + "\r\n" }.joined())
        connection.endSending()
        #expect(RawConnection.statuses(await connection.rest()) == [200, 404, 200, 405, 200])
        await served.close()
    }

    @Test("of requests without end behind each other so many are answered, and the connection ends")
    func endlessPipelining() async throws {
        let served = try await ServedVault(tls: false)
        let connection = try RawConnection(port: served.port)
        _ = await connection.trickle(1) { _ in
            Array(String(repeating: "GET /healthz HTTP/1.1\r\n" + Self.host + "\r\n", count: 20_000).utf8)
        }
        connection.endSending()
        let answer = await connection.rest()
        #expect(RawConnection.statuses(answer).count < 20_000)
        #expect(RawConnection.statuses(answer).allSatisfy { $0 == 200 })
        #expect(try await served.curl("/checkpoint").status == 200)
        await served.close()
    }

    @Test("whoever asks again and again and takes no answer is cut off")
    func takesNoAnswers() async throws {
        let served = try await impatient { $0.stall = .seconds(3) }
        let connection = try RawConnection(port: served.port)
        let count = 400
        // Of some 50 KB each: more than the system takes for one who does not read.
        _ = await connection.trickle(count / 20, pause: 50_000) { _ in
            Array(String(repeating: "GET /openapi.yaml HTTP/1.1\r\n" + Self.host + "\r\n", count: 20).utf8)
        }
        // Not before the other side has had enough of waiting.
        try await served.waitUntilAlone()
        #expect(RawConnection.statuses(await connection.rest()).count < count)
        await served.close()
    }

    @Test(
        "what follows a request for another protocol is not gathered: it is answered, and the connection ends",
        arguments: [
            "GET /healthz HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: other\r\n", "CONNECT 127.0.0.1:1 HTTP/1.1\r\n",
        ])
    func otherProtocols(_ head: String) async throws {
        let served = try await ServedVault(tls: false)
        let polite = try RawConnection(port: served.port)
        polite.send(head + Self.host + "\r\n")
        let answer = await polite.rest()
        #expect([[200], [404]].contains(RawConnection.statuses(answer)))
        #expect(answer.lowercased().contains("connection: close\r\n"))
        let connection = try RawConnection(port: served.port)
        connection.send(head + Self.host + "\r\n")
        let piece = [UInt8](repeating: 120, count: 64 << 10)
        let sent = await connection.trickle(1000) { _ in piece }
        #expect(sent < 1000)
        #expect(try await served.curl("/checkpoint").status == 200)
        await served.close()
    }

    @Test("a body in crumbs is one body")
    func crumbs() async throws {
        let served = try await ServedVault(tls: false, parts: { parts, _ in parts.entrance = NobodysVault() })
        let connection = try RawConnection(port: served.port)
        connection.send(
            "POST /v1/login HTTP/1.1\r\n" + Self.host
                + "Content-Type: application/pkcs7-mime\r\nTransfer-Encoding: chunked\r\n\r\n"
                + String(repeating: "1\r\nx\r\n", count: 40_000) + "0\r\n\r\nGET /healthz HTTP/1.1\r\n" + Self.host
                + "\r\n")
        connection.endSending()
        let answer = await connection.rest()
        #expect(RawConnection.statuses(answer) == [400, 200] && answer.contains("LOGIN_MALFORMED"), "\(answer)")
        await served.close()
    }

    @Test("a head that drips is cut off, however long it drips")
    func slowHead() async throws {
        // Time enough for whoever asks as one does.
        let served = try await impatient { $0.idle = .seconds(3) }
        let connection = try RawConnection(port: served.port)
        connection.send("GET /checkpoint HTTP/1.1\r\n")
        let sent = await connection.trickle(600, pause: 100_000) { Array("X-\($0): a\r\n".utf8) }
        #expect(sent < 600)
        #expect(await connection.rest().isEmpty)
        #expect(try await served.curl("/checkpoint").status == 200)
        await served.close()
    }

    @Test("a body that comes too slowly is refused by its name, and the connection ends")
    func slowBody() async throws {
        let served = try await ServedVault(
            tls: false,
            configure: {
                $0.budgets.times.bodyWindow = .milliseconds(300)
                $0.budgets.times.drain = Self.answering
            },
            parts: { parts, _ in parts.entrance = NobodysVault() })
        let connection = try RawConnection(port: served.port)
        connection.send(
            "POST /v1/login HTTP/1.1\r\n" + Self.host
                + "Content-Type: application/pkcs7-mime\r\nContent-Length: 50000\r\n\r\n")
        let sent = await connection.trickle(1200, pause: 100_000) { _ in [120] }
        #expect(sent < 1200)
        let answer = await connection.rest()
        #expect(RawConnection.statuses(answer) == [408] && answer.contains("REQUEST_TOO_SLOW"))
        await served.close()
    }

    @Test("a body that is not complete in its time is refused, at whatever rate it comes")
    func longBody() async throws {
        let served = try await ServedVault(
            tls: false,
            configure: {
                $0.budgets.times.bodyWindow = .milliseconds(200)
                $0.budgets.times.bodyByteCountPerWindow = 1
                $0.budgets.times.body = .milliseconds(600)
                $0.budgets.times.drain = Self.answering
            }, parts: { parts, _ in parts.entrance = NobodysVault() })
        let connection = try RawConnection(port: served.port)
        connection.send(
            "POST /v1/login HTTP/1.1\r\n" + Self.host
                + "Content-Type: application/pkcs7-mime\r\nContent-Length: 50000\r\n\r\n")
        let sent = await connection.trickle(1200, pause: 100_000) { _ in [UInt8](repeating: 120, count: 20) }
        #expect(sent < 1200)
        #expect(RawConnection.statuses(await connection.rest()) == [408])
        await served.close()
    }

    @Test("whoever takes nothing of a long answer is cut off, and others are served meanwhile")
    func takesNothing() async throws {
        let served = try await impatient { $0.stall = .seconds(3) }
        try served.put(String(repeating: "x", count: 15 << 20), at: "manifests/full/1.json")
        let connection = try RawConnection(port: served.port)
        connection.send("GET /v1/manifests/full/1.json HTTP/1.1\r\n" + Self.host + "\r\n")
        #expect(try await served.curl("/checkpoint").status == 200)
        // Not before the other side has had enough of waiting.
        try await served.waitUntilAlone()
        let answer = await connection.rest()
        #expect(answer.utf8.count < 15 << 20)
        await served.close()
    }

    @Test("a body that nobody asked for is read away so far and no farther, and the refusal is seen")
    func unwantedBodies() async throws {
        let served = try await ServedVault(tls: false)
        let connection = try RawConnection(port: served.port)
        connection.send(
            "POST /checkpoint HTTP/1.1\r\n" + Self.host + "Content-Length: 1000000000\r\n\r\n")
        let piece = [UInt8](repeating: 120, count: 64 << 10)
        let sent = await connection.trickle(1000) { _ in piece }
        #expect(sent < 1000)
        await served.close()
        // A small one does no harm: the connection goes on.
        let other = try await ServedVault(tls: false)
        let again = try RawConnection(port: other.port)
        again.send("POST /checkpoint HTTP/1.1\r\n" + Self.host + "Content-Length: 5\r\n\r\nhello")
        again.send("GET /healthz HTTP/1.1\r\n" + Self.host + "\r\n")
        again.endSending()
        #expect(RawConnection.statuses(await again.rest()) == [405, 200])
        await other.close()
    }

    @Test("who says that he closes behind his request sees its refusal too, though his body still comes")
    func closingBehindBodies() async throws {
        let served = try await ServedVault(tls: false, configure: { $0.budgets.times.drain = .seconds(600) })
        let connection = try RawConnection(port: served.port)
        connection.send(
            "POST /checkpoint HTTP/1.1\r\n" + Self.host + "Connection: close\r\nContent-Length: 1048576\r\n\r\n")
        let piece = [UInt8](repeating: 120, count: 64 << 10)
        #expect(await connection.trickle(16, pause: 20_000) { _ in piece } == 16)
        #expect(RawConnection.statuses(await connection.rest()) == [405])
        await served.close()
    }

    @Test("a body that breaks off is not taken for a whole one")
    func brokenBody() async throws {
        let served = try await ServedVault(tls: false, parts: { parts, _ in parts.entrance = NobodysVault() })
        for body in ["Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"] {
            let connection = try RawConnection(port: served.port)
            connection.send(
                "POST /v1/login HTTP/1.1\r\n" + Self.host + "Content-Type: application/pkcs7-mime\r\n" + body)
            connection.endSending()
            let answer = await connection.rest()
            #expect(RawConnection.statuses(answer).allSatisfy { $0 == 400 }, "\(answer)")
            #expect(!answer.contains("LOGIN_MALFORMED"), "\(answer)")
        }
        await served.close()
    }

    @Test("whoever waits to be asked for his body is asked, or told that it is too large")
    func expectations() async throws {
        let served = try await ServedVault(tls: false, parts: { parts, _ in parts.entrance = NobodysVault() })
        func head(_ count: Int) -> String {
            "POST /v1/login HTTP/1.1\r\n" + Self.host + "Content-Type: application/pkcs7-mime\r\n"
                + "Expect: 100-continue\r\nContent-Length: \(count)\r\n\r\n"
        }
        let polite = try RawConnection(port: served.port)
        polite.send(head(5))
        #expect(RawConnection.statuses(await polite.text(until: "\r\n\r\n")) == [100])
        polite.send("hello")
        polite.endSending()
        #expect(RawConnection.statuses(await polite.rest()) == [400])
        let large = try RawConnection(port: served.port)
        large.send(head(100_000_000))
        let answer = await large.text(until: "REQUEST_TOO_LARGE")
        #expect(RawConnection.statuses(answer) == [413])
        await served.close()
    }

    @Test("whoever comes too often, or with too much at once, is told when to come back; others are not touched")
    func budgets() async throws {
        let served = try await ServedVault(
            documents: 1, tls: false,
            configure: {
                $0.budgets.limitsThisMachine = true
                $0.budgets.requestsPerSecond = 1
                $0.budgets.requestBurst = 5
            })
        // At once, each on a connection of its own: what waits for its turn behind another is let in again meanwhile.
        let answers = try await RawConnection.atOnce(
            60, port: served.port, "GET /checkpoint HTTP/1.1\r\n" + Self.host + "\r\n")
        let statuses = RawConnection.statuses(answers)
        #expect(statuses.count == 60 && statuses.allSatisfy { [200, 429].contains($0) })
        #expect(statuses.count { $0 == 200 } >= 5 && statuses.contains(429))
        #expect(answers.contains("RATE_EXCEEDED") && answers.lowercased().contains("retry-after: 1"))
        // Another address of this machine is another caller.
        #expect(try await served.curl("/checkpoint", "--interface", "127.0.0.2").status == 200)
        // Whoever watches is not counted.
        #expect(try await served.curl("/healthz").status == 200)
        await served.close()
    }
}
