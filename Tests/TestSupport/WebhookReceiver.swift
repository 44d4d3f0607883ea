import Foundation

/// A receiver of webhooks on the loopback interface, in good order and in bad: the path of the address says which
/// (Tests/Interoperability/webhook_receiver.py).
public final class WebhookReceiver: Sendable {
    /// One message, as it came.
    public struct Received: Decodable, Sendable {
        public let path: String
        /// By name in lower case.
        public let headers: [String: String]
        private let body: String

        public var bytes: [UInt8] { [UInt8](Data(base64Encoded: body) ?? Data()) }
    }

    private let folder: SharedFolder
    private let program: RunningProgram
    public let port: Int
    private let scheme: String

    /// - Parameter tls: PEM files of a certificate and its key; plain HTTP without.
    public init(tls: (certificate: String, key: String)? = nil) async throws {
        folder = try SharedFolder()
        scheme = tls == nil ? "http" : "https"
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/webhook_receiver.py").path
        program = try RunningProgram(
            ["python3", script, folder.path] + (tls.map { [$0.certificate, $0.key] } ?? []), in: folder.path)
        port = try await program.port()
    }

    deinit { program.kill() }

    public func address(_ path: String, host: String = "127.0.0.1") -> String { "\(scheme)://\(host):\(port)/\(path)" }

    /// The file in which everything is that came.
    public var file: String { folder.file("received") }

    /// What came, in order.
    public var received: [Received] {
        ((try? folder.text("received")) ?? "").split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Received.self, from: Data($0.utf8))
        }
    }

    /// Waits until so many messages came.
    public func messages(_ count: Int) async throws -> [Received] {
        try await program.wait { _ in received.count >= count }
        return received
    }
}
