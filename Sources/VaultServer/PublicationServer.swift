import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
public import VaultCore

/// Serves what a vault publishes over HTTP: the log's static files (C2SP tlog-tiles) and the manifests. Read-only.
///
/// For example:
///
///     let server = try PublicationServer(files: published, address: ServerAddress(host: "127.0.0.1", port: 8443))
///     try await server.run { print("serving at \($0)") }
public struct PublicationServer: Sendable {
    private let files: any PublishedFiles
    private let address: ServerAddress
    private let security: TransportSecurity?
    private let logsRequests: Bool

    /// - Parameters:
    ///   - security: nil for plain HTTP, which is for loopback alone.
    ///   - logsRequests: whether requests and failures are written to standard error, one line each.
    /// - Throws: `TLS_REQUIRED`.
    public init(
        files: any PublishedFiles, address: ServerAddress, security: TransportSecurity? = nil,
        logsRequests: Bool = true
    ) throws(ServerError) {
        guard security != nil || address.isLoopback else { throw ServerError(.tlsRequired, ["host": address.host]) }
        self.files = files
        self.address = address
        self.security = security
        self.logsRequests = logsRequests
    }

    /// Serves until the task is cancelled or the process gets SIGINT or SIGTERM, then finishes what was begun.
    ///
    /// - Parameter onStart: gets the server's URL once it listens.
    /// - Throws: `CANNOT_LISTEN`.
    public func run(onStart: @escaping @Sendable (_ url: String) -> Void) async throws {
        let address = address
        let isEncrypted = security != nil
        let application = Application(
            responder: PublishedResponder(
                files: files,
                admission: RequestAdmission(
                    wantsLoopbackName: !isEncrypted,
                    servesPersonalData: address.isLoopback || security?.wantsClientCertificate == true),
                log: AccessLog(logger("kho.access", .info))),
            server: try transport,
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), backlog: ServerLimits.backlog,
                availableConnectionsDelegate: MaximumAvailableConnections(ServerLimits.connections)),
            onServerRunning: { channel in
                onStart(address.url(port: channel.localAddress?.port ?? address.port, isEncrypted: isEncrypted))
            },
            logger: logger("kho.server", .error))
        do {
            try await application.runService()
        } catch let error as IOError {
            throw ServerError(
                .cannotListen,
                ["host": address.host, "port": String(address.port), "cause": String(error.errnoCode)])
        }
    }

    private var transport: HTTPServerBuilder {
        get throws {
            let http = HTTPServerBuilder.http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [
                        IdleStateHandler(allTimeout: ServerLimits.stall), StalledConnections(),
                    ],
                    idleTimeout: ServerLimits.idle,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: ServerLimits.headerByteCount,
                        maxHeaderListSize: ServerLimits.headerByteCount,
                        maxHeaderFieldCount: ServerLimits.headerFieldCount)))
            guard let security else { return http }
            return try .tls(http, tlsConfiguration: security.configuration)
        }
    }

    /// Logs go to standard error, whatever else the process set up: standard output is for results.
    private func logger(_ label: String, _ level: Logger.Level) -> Logger {
        guard logsRequests else { return Logger(label: label) { _ in SwiftLogNoOpLogHandler() } }
        var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}
