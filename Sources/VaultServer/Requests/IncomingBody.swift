import HTTPTypes
import Hummingbird
import NIOCore

/// A request's body, read once, within bounds.
struct IncomingBody: Sendable {
    private let body: RequestBody
    private let connection: ConnectionContext
    private let waits: Bool
    /// As the client said beforehand.
    let declaredByteCount: Int?

    init(_ request: Request, _ connection: ConnectionContext) {
        body = request.body
        self.connection = connection
        waits = request.headers[.expect]?.lowercased() == "100-continue"
        declaredByteCount = request.headers[.contentLength].flatMap { Int($0) }
    }

    /// Every byte, where there are no more than `limit`.
    /// - Throws: `REQUEST_TOO_LARGE`, `REQUEST_TOO_SLOW`.
    func bytes(limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        if let declaredByteCount, declaredByteCount <= limit { bytes.reserveCapacity(declaredByteCount) }
        try await forEachPiece(limit: limit) { bytes.append(contentsOf: $0.readableBytesView) }
        return bytes
    }

    /// The bytes as they come. What came before the connection broke was given to `take`.
    /// - Throws: `REQUEST_TOO_LARGE`, `REQUEST_TOO_SLOW`, `BodyError.cutOff`, and what `take` throws.
    func forEachPiece(limit: Int, _ take: (ByteBuffer) async throws -> Void) async throws {
        let tooLarge = Problem(.tooLarge, ["limit": String(limit)])
        if let declaredByteCount, declaredByteCount > limit { throw tooLarge }
        if waits, declaredByteCount != 0 { connection.invite() }
        var count = 0
        do {
            for try await piece in body {
                count += piece.readableBytes
                guard count <= limit else { throw tooLarge }
                try await take(piece)
            }
        } catch ConnectionWatch.BodyError.tooSlow {
            throw Problem(.tooSlow)
        }
        // The parser counts as well; this is for what is read when the connection is gone.
        if let declaredByteCount, count < declaredByteCount { throw ConnectionWatch.BodyError.cutOff }
    }
}
