import HTTPTypes
import Hummingbird
import VaultCore

/// Answers `GET /v1/events`: a stream of what is new in the log, for services.
struct EventHandler: Sendable {
    let entrance: any EventEntrance
    /// To be closed when the server ends: a stream has no end of its own that could be waited for.
    let streams: EventStreams

    /// Begins a stream. `Last-Event-ID` says where it goes on; without it what is new from now on comes.
    ///
    /// - Throws: `SIGN_IN_NEEDED` for nobody known; `EVENT_ID_MALFORMED`; `ACCESS_DENIED` for whoever is no service
    ///   of a scope; `EVENT_ID_AHEAD` where the log is shorter than what the caller has seen of it; `EVENT_STREAMS_FULL`.
    func answer(_ request: IncomingRequest) async throws -> Response {
        guard request.caller.visitor != nil else { throw Problem(.signInNeeded) }
        guard case .service = request.caller, let key = request.caller.key else {
            throw VaultError(.accessDenied, ["role": AccessRole.service.rawValue])
        }
        let id = request.headers[.lastEventID]
        let wanted = id.flatMap { EventFrame.next(after: $0) }
        guard id == nil || wanted != nil else { throw VaultError(.eventIDMalformed) }
        let events = try await entrance.events(for: request.claim()).asLong(as: request.isStillOfCaller)
        let size = try await events.size()
        let start = wanted ?? size
        guard start <= size else { throw VaultError(.eventIDAhead, ["size": String(size)]) }
        // Last, so that nobody's stream ends for one that does not begin.
        guard let place = streams.open(for: key, cut: request.cut) else {
            // No failure of the vault's, as which it would stand in the log.
            throw streams.isClosed ? Problem(.ending) : Problem(VaultError(.eventStreamsFull))
        }
        return response(EventStream(events: events, place: place, start: start))
    }

    private func response(_ stream: EventStream) -> Response {
        let label = Representation(of: .events)
        return Response(
            status: .ok,
            headers: [
                .contentType: label.mediaType, .cacheControl: label.cacheControl,
                // Proxies that collect answers before they pass them on would keep it for ever.
                .acceleratedBuffering: "no",
            ],
            body: ResponseBody { writer in
                try await stream.write(to: &writer)
                try await writer.finish(nil)
            })
    }
}

extension HTTPField.Name {
    static let lastEventID = name("Last-Event-ID")
    static let acceleratedBuffering = name("X-Accel-Buffering")
}
