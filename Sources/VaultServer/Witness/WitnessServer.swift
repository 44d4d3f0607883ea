import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
public import VaultCore

/// Serves a witness over HTTP (C2SP tlog-witness).
///
/// For example:
///
///     let server = try WitnessServer(witness, address: ServerAddress(host: "127.0.0.1", port: 8444))
///     try await server.run { print("cosigning at \($0)") }
public struct WitnessServer: Sendable {
    private let witness: any CheckpointWitness
    private let address: ServerAddress
    private let security: TransportSecurity?
    private let log: LogStyle
    var budgets = WitnessLimits.budgets

    /// - Parameter security: nil for plain HTTP, which is for loopback alone: for a proxy on this machine, say.
    /// - Throws: `TLS_REQUIRED`.
    public init(
        _ witness: any CheckpointWitness, address: ServerAddress, security: TransportSecurity? = nil,
        log: LogStyle = .text
    ) throws(ServerError) {
        guard security != nil || address.isLoopback else { throw ServerError(.tlsRequired, ["host": address.host]) }
        self.witness = witness
        self.address = address
        self.security = security
        self.log = log
    }

    /// Serves until the task is cancelled or the process gets SIGINT or SIGTERM, then finishes what was begun, within
    /// `TimeBudget.ending`.
    ///
    /// - Parameter onStart: gets the server's URL once it listens; that is the witness's submission and monitoring prefix.
    /// - Throws: `CANNOT_LISTEN`.
    public func run(onStart: @escaping @Sendable (_ url: String) -> Void) async throws {
        let sink = log.sink
        let readiness = Readiness { true }
        var configuration = ServiceGroupConfiguration(
            services: try services(readiness, sink, onStart).map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: ServerLogHandler.logger("kho.server", .error, to: sink))
        configuration.maximumGracefulShutdownDuration = budgets.times.ending
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            await sink?.finish()
            throw error
        }
        await sink?.finish()
    }

    private func services(
        _ readiness: Readiness, _ sink: LogSink?, _ onStart: @escaping @Sendable (String) -> Void
    ) throws -> [any Service] {
        [try server(readiness, sink, onStart), ShutdownNotice(readiness, EventStreams())]
    }

    private func server(
        _ readiness: Readiness, _ sink: LogSink?, _ onStart: @escaping @Sendable (String) -> Void
    ) throws -> any Service {
        let address = address
        let isEncrypted = security != nil
        let transport = ConnectionTransport(
            budgets: budgets,
            connections: ConnectionRegister(limitPerAddress: WitnessLimits.connectionsPerAddress), security: security)
        let application = Application(
            responder: pipeline(readiness, sink), server: try transport.builder,
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), backlog: ServerLimits.backlog,
                availableConnectionsDelegate: MaximumAvailableConnections(transport.room)),
            onServerRunning: { channel in
                onStart(address.url(port: channel.localAddress?.port ?? address.port, isEncrypted: isEncrypted))
            },
            logger: ServerLogHandler.logger("kho.server", .error, to: sink))
        return Listener(application, host: address.host, port: address.port)
    }

    private func pipeline(_ readiness: Readiness, _ sink: LogSink?) -> WitnessPipeline {
        WitnessPipeline(
            handler: WitnessHandler(
                witness: witness,
                slots: RequestSlots(
                    limit: budgets.concurrentRequests, limitPerCaller: budgets.concurrentRequestsPerCaller)),
            budgets: budgets, rates: RequestRates(rate: budgets.requestsPerSecond, burst: budgets.requestBurst),
            readiness: readiness,
            log: WitnessLog(sink, ServerLogHandler.logger(RequestLog.label, .info, to: sink)))
    }
}
