import Foundation
import Logging
import PKI
import ServiceLifecycle
import Signatures
import TestSupport
import VaultCore
import VaultStorage

@testable import VaultServer

/// A vault in a temporary folder with a real server in front of it, in this process.
final class ServedVault: Sendable {
    let folder: String
    let url: String
    /// Where the figures are, for those who asked for them.
    let metrics: String?
    let identity: VaultIdentity
    let seal: MintedSeal
    private let running: Task<Void, any Error>
    private let group: ServiceGroup

    var vault: String { "\(folder)/vault-data" }

    /// Makes a vault with so many documents and serves it on a port that the system chooses.
    ///
    /// - Parameters:
    ///   - host: the loopback address to listen at.
    ///   - tls: whether to serve over TLS, with the certificate in `folder`/tls.pem.
    ///   - wantsClients: whether clients must show a certificate of `folder`/client-ca.pem.
    ///   - configure: changes how the server is set up, by the folder.
    ///   - parts: changes what it stands on.
    init(
        documents: Int = 0, host: String = "127.0.0.1", tls: Bool = true, wantsClients: Bool = false,
        services: @Sendable (_ folder: String) throws -> ServiceAuthorities? = { _ in nil },
        configure: @Sendable (inout ServingOptions) -> Void = { _ in },
        parts: @Sendable (inout ServedParts, _ folder: String) async throws -> Void = { _, _ in }
    ) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kho-serve-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        seal = try MintedSeal()
        identity = try MintedVault.make(at: "\(folder)/vault-data", sealedBy: seal)
        if documents > 0 { try await MintedVault.deposit(documents, into: "\(folder)/vault-data") }
        try await MintedTLS.write(to: folder)
        let security =
            tls
            ? try TransportSecurity(
                certificates: Self.read("\(folder)/tls.pem"), key: Self.read("\(folder)/tls.key"),
                clientAuthorities: wantsClients ? Self.read("\(folder)/client-ca.pem") : nil,
                services: services(folder)) : nil
        var options = ServingOptions(address: try ServerAddress(host: host, port: 0), security: security)
        options.log = .none
        // A machine that does ten things at once meets none of the limits but those that a test is about.
        options.budgets.times.stall = .seconds(600)
        options.budgets.times.bodyWindow = .seconds(600)
        options.budgets.times.body = .seconds(600)
        options.budgets.times.handling = .seconds(600)
        configure(&options)
        var served = ServedParts(files: try await PublishedFolder.open("\(folder)/vault-data"))
        try await parts(&served, folder)
        let server = try KhoServer(served, options)
        let (urls, continuation) = AsyncStream.makeStream(of: (String, String?).self)
        let group = ServiceGroup(
            services: [Serving(server: server, started: { continuation.yield(($0, $1)) })],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        self.group = group
        running = Task {
            defer { continuation.finish() }
            try await group.run()
        }
        guard let (url, metrics) = await urls.first(where: { _ in true }) else {
            try await running.value
            throw NeverStarted()
        }
        self.url = url
        self.metrics = metrics
    }

    struct NeverStarted: Error {}

    /// The server as a part of the test's process that can be asked to end, as a signal asks a process.
    private struct Serving: Service {
        let server: KhoServer
        let started: @Sendable (String, String?) -> Void
        func run() async throws { try await server.run(onStart: started) }
    }

    var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// Asks the server to end, as SIGTERM does, and waits for it.
    func end() async {
        await group.triggerGracefulShutdown()
        _ = await running.result
    }

    /// Stops the server and takes the folder away.
    func close() async {
        running.cancel()
        _ = await running.result
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// One request by `curl`, as a process.
    func curl(_ path: String, _ options: String...) async throws -> Fetched {
        try await curl(path, options)
    }

    func curl(_ path: String, _ options: [String]) async throws -> Fetched {
        try await Fetched(url: url + path, options: options + ["--cacert", "\(folder)/tls-root.pem"], folder: folder)
    }

    /// Waits until nobody is connected any more, by the figures (`ServingOptions.metricsPort`).
    func waitUntilAlone() async throws {
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        while Date.now < deadline {
            let figures = String(
                decoding: try await Fetched(url: metrics ?? "", options: [], folder: folder).body, as: UTF8.self)
            if figures.contains("\nkho_connections 0\n") { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    func put(_ text: String, at name: String) throws {
        let path = "\(vault)/\(name)"
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    static func read(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }
}
