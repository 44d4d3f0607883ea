import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import VaultCore

/// Files that a server publishes, or keeps for services: read as they come, from servers that nobody vouches for.
extension ServerConnection {
    /// Asks again where that may help, for as long as nothing was given to `take`.
    ///
    /// - Parameter limit: more is not taken.
    /// - Throws: `SERVER_HAS_NOT`, `SERVER_DENIES`, `SERVER_ANSWER_TOO_LARGE`, `SERVER_TIMED_OUT` for an answer that
    ///   comes slower than the slowest line, and the other codes of `ClientError`.
    func published(
        _ request: ClientRequest, limit: Int, _ take: ([UInt8]) async throws -> Void
    ) async throws {
        do {
            try await repeating(request) { token in
                var count = 0
                do {
                    try await self.exchange(request, token: token, limit: limit, &count, take)
                } catch  where count > 0 {
                    throw BegunAnswer(cause: Self.failure(error, host: self.origin.host).thrown)
                }
            }
        } catch let begun as BegunAnswer {
            throw begun.cause
        }
    }

    /// Something was given away already, so that it is not asked for again.
    private struct BegunAnswer: Error { let cause: any Error }

    private func exchange(
        _ request: ClientRequest, token: String?, limit: Int, _ count: inout Int,
        _ take: ([UInt8]) async throws -> Void
    ) async throws {
        let facts = ["host": origin.host]
        let pace = AnswerPace(limits)
        let response = try await execute(request, token: token, seconds: limits.silentSeconds)
        switch response.status.code {
        case 200..<300: break
        case 404, 410: throw ClientError(.absent, facts)
        // Nobody signs in here: services show certificates.
        case 401, 403: throw ClientError(.denied, facts)
        default:
            let patience = Patience(limits.silentSeconds)
            throw AnswerFailure(try await answer(response, limit: Self.maximumProblem, patience))
        }
        for try await piece in response.body {
            guard count + piece.readableBytes <= limit else { throw ClientError(.answerTooLarge, facts) }
            count += piece.readableBytes
            try pace.check(count, host: origin.host)
            try await take(Array(piece.readableBytesView))
        }
        // A stream that was cancelled ends as if it were whole.
        try Task.checkCancellation()
    }

    /// Of a problem document.
    private static let maximumProblem = 64 << 10
}

/// Whether an answer comes fast enough: whoever sends a byte now and then is not waited for.
private struct AnswerPace {
    private let begin = ContinuousClock.now
    private let slowest: Int
    private let grace: Duration

    init(_ limits: ClientLimits) {
        slowest = limits.slowest
        grace = .seconds(limits.silentSeconds)
    }

    func check(_ count: Int, host: String) throws(ClientError) {
        let elapsed = ContinuousClock.now - begin - grace
        guard elapsed <= .zero || Double(count) >= elapsed / .seconds(1) * Double(slowest) else {
            throw ClientError(.timedOut, ["host": host])
        }
    }
}
