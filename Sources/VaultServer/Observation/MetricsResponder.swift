import HTTPTypes
import Hummingbird

/// Answers on the port for those who watch: figures, health, readiness.
struct MetricsResponder: HTTPResponder {
    typealias Context = ConnectionContext

    let report: MetricsReport
    let health: HealthHandler

    /// Whoever collects figures, and a person beside it.
    static let connections = 16

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        // A web page whose name was made to point here names itself.
        guard let authority = request.head.authority,
            ServerAddress.isLoopback(ServerAddress.host(ofAuthority: authority))
        else { return Problem(.misdirected).response }
        guard request.method == .get else { return Problem.methodNotAllowed([.get]).response }
        switch request.head.path {
        case "/metrics":
            return Response(
                status: .ok, headers: [.contentType: MetricsReport.mediaType, .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: await report.text())))
        case "/healthz": return health.health()
        case "/readyz": return await health.ready()
        default: return Problem(.notFound).response
        }
    }
}
