public import CanonicalJSON
import NIOHTTP1
import VaultCore

/// What a service asks and sends beside reading files.
extension PublishedSource {
    /// An answer in JSON.
    /// - Throws: `ClientError`; what the server says in a problem.
    public func json(of path: String) async throws -> JSON {
        try await asService { try await connection.json(request(path)) }
    }

    /// Sends a body, once, and gives the answer.
    ///
    /// - Parameters:
    ///   - byteCount: of all pieces together.
    ///   - next: gives the next piece; nil at the end.
    public func send(
        _ byteCount: Int, type: String, to path: String, next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws -> JSON {
        var sent = request(path)
        sent.method = .POST
        sent.isRepeatable = false
        sent.body = .pieces(GivenPieces(piece: next), count: byteCount, type: type)
        let (limits, request) = (connection.limits, sent)
        return try await asService {
            try await connection.send(
                request, limit: limits.maximumAnswer,
                seconds: limits.answerSeconds + limits.seconds(forBytes: byteCount)
            ).json()
        }
    }

    /// Nobody signs in here: whoever is not known is not let in.
    private func asService<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
        do {
            return try await work()
        } catch let error as ClientError where error.code == .notSignedIn {
            throw ClientError(.denied, ["host": host])
        }
    }

    private struct GivenPieces: PieceSource {
        let piece: @Sendable () async throws -> [UInt8]?

        func next() async throws -> [UInt8]? { try await piece() }
    }
}
