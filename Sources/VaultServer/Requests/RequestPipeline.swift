import HTTPTypes
import Hummingbird
import NIOHTTP1
import VaultCore

/// Takes each request from its head to its answer: who may be heard, who asks, whether there is room, who answers, and
/// what is said of it in the log.
struct RequestPipeline: HTTPResponder {
    typealias Context = ConnectionContext

    let admission: RequestAdmission
    let identification: CallerIdentification
    let rates: RequestRates
    let slots: RequestSlots
    let budgets: ServerBudgets
    let dispatch: RequestDispatch
    let readiness: Readiness
    let log: RequestLog
    let figures: ServerFigures

    /// What has become known of a request so far.
    private struct Progress {
        var caller = "unknown"
        var slot: RequestSlots.Slot?
    }

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let start = ContinuousClock.now
        let id = RequestIdentifier()
        let route = request.head.path.flatMap { Route(target: $0) }.flatMap { dispatch.offers($0) ? $0 : nil }
        var progress = Progress()
        var response: Response
        do {
            response = try await answer(request, route, context, id, &progress)
        } catch let error as HTTPParserError {
            // What was no HTTP from some point on: the server's own answer to that.
            throw error
        } catch {
            response = refusal(error, id, route).response
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.requestID] = id.text
        if request.method == .head { response = response.createHeadResponse() }
        let slot = route?.isStream == true ? nil : progress.slot
        return metered(response, slot) { [caller = progress.caller, status = response.status.code] byteCount in
            let entry = RequestEntry(
                id: id, method: RequestEntry.name(of: request.method), kind: route?.kind ?? "nothing",
                caller: caller, status: status, byteCount: byteCount,
                elapsed: ContinuousClock.now - start)
            log.record(entry)
            figures.add(entry)
        }
    }

    private func answer(
        _ request: Request, _ route: Route?, _ context: ConnectionContext, _ id: RequestIdentifier,
        _ progress: inout Progress
    ) async throws -> Response {
        if let problem = admission.problem(request.head) { throw problem }
        if let route, route.isForWatching { return try await dispatch.answer(route, watching: request.method) }
        let caller: Caller
        do {
            caller = try await identification.caller(request.headers, context)
        } catch {
            // Whoever names himself wrongly is counted as a stranger.
            progress.slot = try admit(.nobody, route, context)
            throw error
        }
        progress.caller = caller.kind
        progress.slot = try admit(caller, route, context)
        guard let route else { throw Problem(.notFound) }
        guard route.methods.contains(request.method) else { throw Problem.methodNotAllowed(route.methods) }
        guard !readiness.isEnding || request.method == .get || request.method == .head else { throw Problem(.ending) }
        let incoming = IncomingRequest(
            id: id, method: request.method, headers: request.headers, caller: caller,
            body: IncomingBody(request, context), cut: context.cut,
            isStillOfCaller: { [identification, headers = request.headers] in
                await identification.isStill(caller, headers, context)
            })
        // An upload ends by the budgets of its connection: it must not go on being read behind its answer.
        guard !route.takesLongBodies else { return try await dispatch.answer(route, incoming) }
        let dispatch = dispatch
        let slot = progress.slot
        return try await TimeLimit.run(budgets.times.handling) {
            // The place is taken for as long as the work lasts, whoever still waits for it.
            defer { withExtendedLifetime(slot) {} }
            return try await dispatch.answer(route, incoming)
        }
    }

    /// - Throws: `RATE_EXCEEDED`, `SERVER_BUSY`.
    private func admit(
        _ caller: Caller, _ route: Route?, _ context: ConnectionContext
    ) throws(Problem) -> RequestSlots.Slot {
        let key = caller.key ?? stranger(context)
        if let key, let wait = rates.admit(key) {
            figures.refusedForRate()
            throw Problem.retry(.rateExceeded, after: wait)
        }
        let isStranger = caller.key == nil && route?.isForSigningIn != true
        guard let slot = slots.take(key, isStranger: isStranger) else {
            figures.refusedForRoom()
            throw Problem(.busy)
        }
        return slot
    }

    /// Whom the budgets of a caller without a name are counted for; nil where he is not told apart.
    private func stranger(_ context: ConnectionContext) -> CallerKey? {
        budgets.limitsThisMachine || !context.isOfThisMachine ? CallerKey(context.address) : nil
    }

    private func refusal(_ error: any Error, _ id: RequestIdentifier, _ route: Route?) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as VaultError:
            if error.code.status.code >= 500 { log.failure(error, id: id, kind: route?.kind ?? "nothing") }
            return Problem(error)
        case ConnectionWatch.BodyError.cutOff: return Problem(.malformed, ["part": "body"])
        case is TimeLimit.Passed: return Problem(.timePassed)
        case is CancellationError: return Problem(.ending)
        default:
            if let problem = Problem(error) { return problem }
            log.failure(error, id: id, kind: route?.kind ?? "nothing")
            return Problem(.failure)
        }
    }

    /// The same answer, which keeps the request's place and is told of when its last byte is out.
    private func metered(
        _ response: Response, _ slot: RequestSlots.Slot?, _ tell: @escaping @Sendable (Int) -> Void
    ) -> Response {
        guard response.body.contentLength.map({ $0 > ResponseBody.pieceByteCount }) ?? true else {
            tell(response.body.contentLength ?? 0)
            return response
        }
        let body = response.body
        var metered = response
        metered.body = ResponseBody(contentLength: body.contentLength) { writer in
            let count = ByteCount()
            defer {
                tell(count.value)
                withExtendedLifetime(slot) {}
            }
            try await body.write(
                writer.map { piece in
                    count.add(piece.readableBytes)
                    return piece
                })
        }
        return metered
    }
}

extension HTTPField.Name {
    /// The request's name in the server's log.
    static let requestID = name("Kho-Request-Id")

    /// - Parameter text: a token that stands in this program.
    static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("no name of a header field: \(text)") }
        return name
    }
}
