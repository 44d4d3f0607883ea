import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import ServiceLifecycle
import UnixSignals

/// Serves a vault over HTTP: what it publishes to anybody (C2SP tlog-tiles, manifests), and the rest to whoever signed in or
/// showed a service's certificate.
///
/// For example:
///
///     let options = ServingOptions(address: try ServerAddress(host: "127.0.0.1", port: 8443))
///     let server = try KhoServer(ServedParts(files: published), options)
///     try await server.run { print("serving at \($0)") }
public struct KhoServer: Sendable {
    private let parts: ServedParts
    private let options: ServingOptions

    /// - Throws: `TLS_REQUIRED`.
    public init(_ parts: ServedParts, _ options: ServingOptions) throws(ServerError) {
        guard options.security != nil || options.address.isLoopback else {
            throw ServerError(.tlsRequired, ["host": options.address.host])
        }
        self.parts = parts
        self.options = options
    }

    /// Serves until the task is cancelled or the process gets SIGINT or SIGTERM; then nobody new is let in, and what was
    /// begun is finished, within `TimeBudget.ending`.
    ///
    /// - Parameter onStart: gets the server's URL once it listens, and that of its figures.
    /// - Throws: `CANNOT_LISTEN`, with the address and the port that cannot be had.
    public func run(onStart: @escaping @Sendable (_ url: String, _ metrics: String?) -> Void) async throws {
        let working = WorkingServer(parts, options)
        let services = try await working.services(onStart: onStart)
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: working.logger("kho.server", .error))
        configuration.maximumGracefulShutdownDuration = options.budgets.times.ending
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            await working.finishLog()
            throw error
        }
        await working.finishLog()
    }
}
