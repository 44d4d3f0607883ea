import HTTPTypes
import Hummingbird
import NIOHTTP1
import TransparencyLog
import VaultCore

/// Takes each request to a witness from its head to its answer: whether its sender comes too often, who answers, and what is
/// said of it in the log.
///
/// What the protocol speaks of is answered by its words (`WitnessHandler`), anything else as by every server of kho.
struct WitnessPipeline: HTTPResponder {
    typealias Context = ConnectionContext

    let handler: WitnessHandler
    let budgets: ServerBudgets
    let rates: RequestRates
    let readiness: Readiness
    let log: WitnessLog

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let start = ContinuousClock.now
        let id = RequestIdentifier()
        let route = request.head.path.flatMap(WitnessRoute.init(target:))
        var response: Response
        do {
            response = try await answer(request, route, context)
        } catch let error as HTTPParserError {
            // What was no HTTP from some point on: the server's own answer to that.
            throw error
        } catch {
            response = refusal(error, id, route)
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        response.headers[.requestID] = id.text
        if request.method == .head { response = response.createHeadResponse() }
        log.record(
            RequestEntry(
                id: id, method: RequestEntry.name(of: request.method), kind: route?.kind ?? "nothing", caller: "nobody",
                status: response.status.code, byteCount: response.body.contentLength ?? 0,
                elapsed: ContinuousClock.now - start))
        return response
    }

    private func answer(
        _ request: Request, _ route: WitnessRoute?, _ context: ConnectionContext
    ) async throws -> Response {
        if route == .health { return try health(request.method) }
        let caller = budgets.limitsThisMachine || !context.isOfThisMachine ? CallerKey(context.address) : nil
        if let caller, let wait = rates.admit(caller) { throw Problem.retry(.rateExceeded, after: wait) }
        guard let route else { throw Problem(.notFound) }
        guard route.methods.contains(request.method) else { throw Problem.methodNotAllowed(route.methods) }
        guard !readiness.isEnding else { throw Problem(.ending) }
        switch route {
        case .health: return try health(request.method)
        case .checkpoint(let log): return try await handler.checkpoint(ofLog: log)
        case .add:
            // The place is taken when all of the body is here, so that nobody keeps it by sending slowly.
            let body = try await IncomingBody(request, context).bytes(limit: WitnessRequest.maximumByteCount)
            let handler = handler
            return try await TimeLimit.run(budgets.times.handling) { try await handler.add(body, of: caller) }
        }
    }

    private func health(_ method: HTTPRequest.Method) throws(Problem) -> Response {
        guard WitnessRoute.health.methods.contains(method) else {
            throw Problem.methodNotAllowed(WitnessRoute.health.methods)
        }
        return HealthHandler(readiness: readiness).health()
    }

    private func refusal(_ error: any Error, _ id: RequestIdentifier, _ route: WitnessRoute?) -> Response {
        switch error {
        case let refusal as WitnessRefusal:
            log.suspicion(refusal, id: id)
            return WitnessHandler.response(refusal)
        case let problem as Problem: return problem.response
        case ConnectionWatch.BodyError.cutOff: return Problem(.malformed, ["part": "body"]).response
        case is TimeLimit.Passed: return Problem(.timePassed).response
        case is CancellationError: return Problem(.ending).response
        default:
            // Where the decision could not be kept, nothing is cosigned.
            log.failure(error, id: id, kind: route?.kind ?? "nothing")
            return Problem(.notReady).response
        }
    }
}
