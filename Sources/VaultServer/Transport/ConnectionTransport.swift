import HummingbirdCore
import HummingbirdTLS
import NIOCore

/// How a server's connections are made: HTTP/1.1 within the budgets, in TLS where there is a certificate.
struct ConnectionTransport {
    let budgets: ServerBudgets
    let connections: ConnectionRegister
    /// nil for plain HTTP.
    let security: TransportSecurity?
    /// What is answered before any handler is asked; nil for nothing.
    var answers: CachedAnswers?

    var builder: HTTPServerBuilder {
        get throws {
            let connections = connections
            let budgets = budgets
            let answers = answers
            let http = HTTPServerBuilder.http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: Self.handlers(connections, budgets, answers),
                    idleTimeout: budgets.times.idle,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: ServerLimits.headerByteCount,
                        maxHeaderListSize: ServerLimits.headerByteCount,
                        maxHeaderFieldCount: ServerLimits.headerFieldCount)))
            guard let security else { return http }
            return try .tls(http, tlsConfiguration: security.configuration)
        }
    }

    private static func handlers(
        _ connections: ConnectionRegister, _ budgets: ServerBudgets, _ answers: CachedAnswers?
    ) -> [any RemovableChannelHandler] {
        let watches: [any RemovableChannelHandler] = [
            IdleStateHandler(allTimeout: budgets.times.stall), ConnectionWatch(connections, budgets),
        ]
        return watches + (answers.map { [CachedAnswerPlacement($0)] } ?? [])
    }

    /// As many connections as are wanted, where the system has descriptors for them.
    var room: Int { DescriptorLimit.connections(wanted: budgets.connections, descriptors: DescriptorLimit.raise()) }
}
