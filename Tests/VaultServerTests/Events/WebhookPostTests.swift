import Foundation
import PKI
import Retrieval
import TestSupport
import Testing
import VaultCore

@testable import VaultServer

/// Real receivers, each a process of its own.
@Suite("Messages over HTTP")
struct WebhookPostTests {
    /// Seconds that a machine that is busy with other tests may take for an answer.
    private static let patience = 600

    private func webhook(_ address: String, isPrivate: Bool = true) throws -> Webhook {
        try Webhook(name: "cong-dvc", address: WebhookAddress(address), scope: "all", isPrivate: isPrivate)
    }

    private func send(
        _ webhook: Webhook, roots: [UInt8] = [], signers: WebhookSigners? = nil, seconds: Int = patience
    ) async throws -> WebhookAnswer {
        let message = WebhookMessage.test(vault: "0123", webhook: webhook.name, at: .now())
        let post = try WebhookPost(roots: roots, totalSeconds: seconds)
        return await post.post(
            message.body, headers: message.headers(at: .now(), signedBy: try signers ?? .init(.generate())),
            to: webhook)
    }

    @Test("a message arrives whole, and verifies with another library and with OpenSSL")
    func verifies() async throws {
        let receiver = try await WebhookReceiver()
        let key = try WebhookKey.generate()
        let signers = WebhookSigners(key)
        for _ in 0..<3 {
            #expect(try await send(webhook(receiver.address("good?key=1")), signers: signers) == .status(204))
        }
        let python = ProcessInfo.processInfo.environment["KHO_TEST_PYTHON"] ?? "python3"
        let script = Corpus.packageRoot.appendingPathComponent("Tests/Interoperability/verify_webhooks.py").path
        let verified = try await Program.run(python, [script, receiver.file, key.publicText])
        #expect(verified.output == "good: 3\n" && verified.status == 0)
        // As docs/events.md says.
        let got = try #require(receiver.received.first)
        #expect(got.path == "/good?key=1")
        let folder = try SharedFolder()
        let id = try #require(got.headers["webhook-id"])
        let time = try #require(got.headers["webhook-timestamp"])
        let signature = try #require(got.headers["webhook-signature"])
        try folder.write(got.bytes, to: "body")
        let recipe = """
            set -e; cd "$1"
            { printf '302a300506032b6570032100' | xxd -r -p; printf %s "${2#whpk_}" | base64 -d; } > key.der
            printf %s "${5#v1a,}" | cut -d' ' -f1 | base64 -d > signature
            { printf '%s.%s.' "$3" "$4"; cat body; } > signed
            openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in signed -sigfile signature
            """
        let openSSL = try await Program.run(
            "bash", ["-c", recipe, "verify", folder.path, key.publicText, id, time, signature])
        #expect(openSSL.status == 0, "\(openSSL.output)")
        try folder.write(got.bytes + [0x20], to: "body")
        let forged = try await Program.run(
            "bash", ["-c", recipe, "verify", folder.path, key.publicText, id, time, signature])
        #expect(forged.status != 0)
    }

    @Test("by a secret of its own a receiver checks messages with the library of Standard Webhooks for Python")
    func standardLibrary() async throws {
        let receiver = try await WebhookReceiver()
        let secret = WebhookSecret()
        let signers = WebhookSigners(try .generate(), previous: try .generate(), secret: secret)
        for _ in 0..<2 { #expect(try await send(webhook(receiver.address("good")), signers: signers) == .status(204)) }
        let python = ProcessInfo.processInfo.environment["KHO_TEST_PYTHON"] ?? "python3"
        let script = Corpus.packageRoot.appendingPathComponent("Tests/Interoperability/standard_webhooks.py").path
        let good = try await Program.run(python, [script, receiver.file, secret.text])
        #expect(good.output == "good: 2\nforged: 0\n" && good.status == 0, "\(good.output)")
        let foreign = try await Program.run(python, [script, receiver.file, WebhookSecret().text])
        #expect(foreign.output == "good: 0\nforged: 0\n" && foreign.status == 0, "\(foreign.output)")
    }

    @Test(
        "what a receiver answers otherwise is said; a redirect is not followed, an endless answer not read",
        arguments: [
            ("error", WebhookAnswer.status(500)), ("gone", .status(410)), ("busy", .status(429, retryAfter: 7)),
            ("redirect", .status(307)), ("endless", .status(200)), ("cut", .failed("RETRIEVAL_UNREACHABLE")),
            ("endless-head", .failed("RETRIEVAL_UNREACHABLE")), ("silent", .failed("RETRIEVAL_TIMED_OUT")),
            ("drip", .failed("RETRIEVAL_TIMED_OUT")),
        ])
    func hostile(_ path: String, _ expected: WebhookAnswer) async throws {
        let receiver = try await WebhookReceiver()
        let isLate = expected == .failed("RETRIEVAL_TIMED_OUT")
        // Where no answer comes the limit is short, and longer where the machine does not even ask in that time.
        for seconds in isLate ? [3, 30, 120] : [Self.patience] where receiver.received.isEmpty {
            #expect(try await send(webhook(receiver.address(path)), seconds: seconds) == expected)
        }
        let paths = try await receiver.messages(1).map(\.path)
        #expect(isLate ? Set(paths) == ["/" + path] : paths == ["/" + path])
    }

    @Test("a public webhook never leads to this machine or its network, whatever it is called")
    func privateAddresses() async throws {
        let folder = try SharedFolder()
        try await MintedTLS.write(to: folder.path)
        let receiver = try await WebhookReceiver(tls: (folder.file("tls.pem"), folder.file("tls.key")))
        let port = receiver.port
        for host in [
            "127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0.0.0.0", "[::1]",
            "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "10.0.0.1", "100.64.0.1",
            "169.254.169.254", "192.168.0.1", "172.20.0.1", "224.0.0.1", "[fe80::1]", "[fc00::1]", "[ff02::1]",
        ] {
            let answer = try await send(
                webhook("https://\(host):\(port)/good", isPrivate: false), roots: folder.bytes("tls-root.pem"))
            #expect(answer == .failed("RETRIEVAL_HOST_NOT_PUBLIC"), "\(host): \(answer)")
        }
        #expect(receiver.received.isEmpty)
    }

    @Test("over TLS a receiver's certificate must come from a known root and be for its name")
    func tls() async throws {
        let folder = try SharedFolder()
        try await MintedTLS.write(to: folder.path)
        let receiver = try await WebhookReceiver(tls: (folder.file("tls.pem"), folder.file("tls.key")))
        let roots = try folder.bytes("tls-root.pem")
        for host in ["127.0.0.1", "localhost"] {
            let good = try webhook(receiver.address("good", host: host))
            #expect(try await send(good, roots: roots) == .status(204), "\(host)")
            #expect(try await send(good) == .failed("RETRIEVAL_TLS"), "\(host)")
            #expect(try await send(good, roots: folder.bytes("client-ca.pem")) == .failed("RETRIEVAL_TLS"), "\(host)")
        }
        let stranger = try await WebhookReceiver(tls: (folder.file("client.pem"), folder.file("client.key")))
        #expect(
            try await send(webhook(stranger.address("good")), roots: folder.bytes("client-ca.pem"))
                == .failed("RETRIEVAL_TLS"))
        #expect(receiver.received.count == 2 && stranger.received.isEmpty)
    }

    @Test("plain HTTP stays on this machine, also where a name for it leads elsewhere")
    func plain() async throws {
        let receiver = try await WebhookReceiver()
        #expect(try await send(webhook(receiver.address("good", host: "localhost"))) == .status(204))
        #expect(throws: VaultError.self) { try webhook(receiver.address("good", host: "example.vn")) }
        #expect(throws: RetrievalError.self) { try WebhookPost(roots: [0x30, 0x00]) }
    }

    @Test("whoever stops waiting is not kept")
    func cancelled() async throws {
        let receiver = try await WebhookReceiver()
        let address = receiver.address("silent")
        let sending = Task { try await send(webhook(address)) }
        _ = try await receiver.messages(1)
        sending.cancel()
        #expect(try await sending.value == .failed("RETRIEVAL_INTERRUPTED"))
    }
}
