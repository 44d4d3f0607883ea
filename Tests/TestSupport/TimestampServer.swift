import Foundation
import PKI

/// A time-stamping authority on the loopback interface, by `openssl ts`, in good faith and in bad: the path of the
/// address says which (Tests/Interoperability/timestamp_server.py).
public final class TimestampServer: Sendable {
    private let folder: SharedFolder
    private let program: RunningProgram
    private let port: Int

    public convenience init(_ identity: MintedPKI.Identity) async throws {
        try await self.init(
            certificate: PEM.armour(identity.certificate, label: "CERTIFICATE"), key: identity.key.pem)
    }

    /// - Parameters: both PEM.
    public init(certificate: String, key: String) async throws {
        folder = try SharedFolder()
        try folder.write(certificate.utf8, to: "tsa.pem")
        try folder.write(key.utf8, to: "tsa.key")
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/timestamp_server.py").path
        program = try RunningProgram(["python3", script, folder.path], in: folder.path)
        port = try await program.port()
    }

    deinit { program.kill() }

    public func address(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    /// What was asked, in order: path and media type.
    public var asked: [String] {
        ((try? folder.text("asked")) ?? "").split(separator: "\n").map(String.init)
    }
}
