import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import VaultCore

extension PublishedSource {
    /// Hears of what is new, until the server ends the stream. It is silent for some seconds at most: a server gives
    /// signs of life.
    ///
    /// - Parameter last: the id of the last event that was heard.
    /// - Throws: `SERVER_HAS_NOT` where there are no events, `SERVER_DENIES` where they are for others,
    ///   `SERVER_REFUSED` where the server does not know `last`, and the other codes of `ClientError`.
    public func events(
        after last: String?, _ take: (ServerEvent) async throws -> Void
    ) async throws {
        var request = self.request("v1/events")
        request.headers.append(("Accept", "text/event-stream"))
        if let last { request.headers.append(("Last-Event-ID", last)) }
        try await connection.events(request, take)
    }
}

extension ServerConnection {
    fileprivate func events(_ request: ClientRequest, _ take: (ServerEvent) async throws -> Void) async throws {
        let facts = ["host": origin.host]
        do {
            let response = try await execute(request, token: nil, seconds: limits.silentSeconds)
            switch response.status.code {
            case 200: break
            case 401, 403: throw ClientError(.denied, facts)
            case 404, 405, 410: throw ClientError(.absent, facts)
            case 409: throw ClientError(.refused, facts.merging(["status": "409", "reason": "?"]) { $1 })
            default: throw ClientError(.busy, facts)
            }
            guard response.headers.first(name: "Content-Type")?.hasPrefix("text/event-stream") == true else {
                throw ClientError(.absent, facts)
            }
            var parser = EventStreamParser()
            for try await piece in response.body {
                for event in try parser.take(Array(piece.readableBytesView)) { try await take(event) }
            }
            try Task.checkCancellation()
        } catch is EventStreamParser.TooLong {
            throw ClientError(.answerTooLarge, facts)
        } catch {
            throw Self.failure(error, host: origin.host).thrown
        }
    }
}
