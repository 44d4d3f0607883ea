import Hummingbird
import Logging
import VaultCore

/// One line per request: method, kind of what was asked, status, size, time. No address, no path, no header: none of
/// them can then leak whom a request was about.
struct AccessLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    func record(
        _ method: HTTPRequest.Method, _ route: Route?, _ response: Response, since start: ContinuousClock.Instant
    ) {
        let elapsed = ContinuousClock.now - start
        let name = method == .get || method == .head ? method.rawValue : "other"
        logger.info(
            "request",
            metadata: [
                "method": "\(name)", "what": "\(route?.kind ?? "nothing")", "status": "\(response.status.code)",
                "bytes": "\(response.body.contentLength ?? 0)", "microseconds": "\(elapsed / .microseconds(1))",
            ])
    }

    /// What could not be answered, by its code.
    func failure(_ error: any Error, _ route: Route) {
        let code = (error as? VaultError)?.code.rawValue ?? String(describing: type(of: error))
        let facts = (error as? VaultError)?.facts ?? [:]
        logger.error("failure", metadata: ["what": "\(route.kind)", "code": "\(code)", "facts": "\(facts)"])
    }
}
