import PKI
import Retrieval
import TestSupport
import Testing

@Suite("Asking a time-stamping authority")
struct TimestampServiceTests {
    static let signature = Array("a signature value".utf8)
    /// Seconds that a machine that is busy with other tests may take for an answer.
    static let patience = 600

    private func ask(_ path: String, seconds: Int = patience) async throws -> [UInt8] {
        let pki = try MintedPKI()
        let server = try await TimestampServer(pki.timestampIdentity)
        return try await TimestampService(address: server.address(path), totalSeconds: seconds)
            .token(over: Self.signature)
    }

    @Test(
        "a good answer is a token over the bytes, asked for by POST and in the right type", arguments: ["good", "slow"])
    func good(_ path: String) async throws {
        let pki = try MintedPKI()
        let server = try await TimestampServer(pki.timestampIdentity)
        let token = try await TimestampService(address: server.address(path), totalSeconds: Self.patience)
            .token(over: Self.signature)
        #expect(server.asked == ["/\(path) application/timestamp-query"])
        let folder = try TemporaryFolder()
        try folder.write(token, to: "token")
        try folder.write(Self.signature, to: "data")
        try folder.write(
            Array(PEM.armour(pki.timestampRoot.certificate, label: "CERTIFICATE").utf8), to: "root.pem")
        let seen = try Command.run(
            "openssl", "ts", "-verify", "-token_in", "-in", folder.file("token"), "-data", folder.file("data"),
            "-CAfile", folder.file("root.pem"))
        #expect(seen.status == 0, "\(seen.errors)")
    }

    @Test(
        "an answer to another question, a forged one and a refusal are no timestamp",
        arguments: [
            ("nonce", TimestampError.Code.wrongNonce), ("imprint", .wrongImprint), ("forged", .badSignature),
            ("rejection", .rejected), ("cut", .malformed),
        ])
    func useless(_ path: String, _ code: TimestampError.Code) async throws {
        let error = await #expect(throws: TimestampError.self) { try await ask(path) }
        #expect(error?.code == code)
        if code == .rejected { #expect(error?.detail.contains("badAlg") == true, "\(error?.detail ?? "")") }
    }

    @Test(
        "a server that answers otherwise, or without end, is named with what it did",
        arguments: [
            ("html", RetrievalError.Code.unexpectedType), ("type", .unexpectedType), ("redirect", .status),
            ("error", .status), ("endless", .answerTooLarge), ("silent", .timedOut), ("drip", .timedOut),
        ])
    func hostile(_ path: String, _ code: RetrievalError.Code) async throws {
        // On a busy machine an answer takes its time: only where none comes is the limit short.
        let seconds = code == .timedOut ? 3 : Self.patience
        let error = await #expect(throws: RetrievalError.self) { try await ask(path, seconds: seconds) }
        #expect(error?.code == code)
        #expect(error?.facts["host"] == "127.0.0.1")
    }

    @Test("a server that is not there, and a name that nobody has")
    func unreachable() async throws {
        for address in ["http://127.0.0.1:9/", "http://khong-co.invalid/tsa"] {
            let service = try TimestampService(address: address, totalSeconds: Self.patience)
            // On a machine that does ten things at once a refusal may come later than the limit for connections.
            var code: RetrievalError.Code?
            for _ in 0..<3 where code != .unreachable {
                let error = await #expect(throws: RetrievalError.self) {
                    try await service.token(over: Self.signature)
                }
                code = error?.code
            }
            #expect(code == .unreachable, "\(address)")
        }
    }

    @Test("whoever stops waiting is not kept")
    func cancelled() async throws {
        let pki = try MintedPKI()
        let server = try await TimestampServer(pki.timestampIdentity)
        let service = try TimestampService(address: server.address("drip"), totalSeconds: Self.patience)
        let question = Task { try await service.token(over: Self.signature) }
        while server.asked.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        question.cancel()
        let error = await #expect(throws: RetrievalError.self) { try await question.value }
        #expect(error?.code == .interrupted)
    }

    @Test(
        "what is no address of a service is refused before anybody is asked",
        arguments: [
            "", "tsa.example.vn", "ftp://tsa.example.vn", "file:///etc/passwd", "http://", "http:///tsa",
            "http://user:secret@tsa.example.vn/", "http://tsa.example.vn/#part",
            "http://loc%61lhost/localhost", "http://tsa.example.vn%2f@x/", "http://127.0.0.1\u{3002}example/",
            "http://tsa.example.vn/" + String(repeating: "a", count: 3000),
        ])
    func addresses(_ text: String) {
        #expect(throws: RetrievalError.self) { try TimestampService(address: text) }
    }

    @Test("an address out of a certificate never leads to this machine or its network")
    func privateHosts() async throws {
        let pki = try MintedPKI()
        let server = try await TimestampServer(pki.timestampIdentity)
        let own = server.address("good")
        for address in [own, own.replacing("127.0.0.1", with: "localhost"), "http://[::1]/", "http://10.1.2.3/"] {
            let service = try TimestampService(address: address, hosts: .publicOnly, totalSeconds: Self.patience)
            let error = await #expect(throws: RetrievalError.self) { try await service.token(over: Self.signature) }
            #expect(error?.code == .hostNotPublic, "\(address)")
        }
        #expect(server.asked.isEmpty)
    }
}
