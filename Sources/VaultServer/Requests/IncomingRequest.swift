import CanonicalJSON
import HTTPTypes
import Hummingbird
import PKI

/// A request on its way to a handler: who asks is known, and the budgets have let it in.
struct IncomingRequest: Sendable {
    let id: RequestIdentifier
    let method: HTTPRequest.Method
    let headers: HTTPFields
    let caller: Caller
    let body: IncomingBody
    /// Ends the connection now, whatever is on its way.
    let cut: @Sendable () -> Void
    /// Whether it would be the same caller's if it came now: for what goes on for long.
    let isStillOfCaller: @Sendable () async -> Bool

    /// The body as JSON, in any spelling.
    /// - Throws: `MEDIA_TYPE_UNSUPPORTED`, `REQUEST_MALFORMED`, `REQUEST_TOO_LARGE`.
    func json(limit: Int = ServerLimits.jsonByteCount) async throws -> JSON {
        try Self.json(await jsonBytes(limit: limit), limit: limit)
    }

    /// The body of a request that must be JSON, as it came: a large one is parsed where work may take its time.
    /// - Throws: `MEDIA_TYPE_UNSUPPORTED`, `REQUEST_TOO_LARGE`.
    func jsonBytes(limit: Int) async throws -> [UInt8] {
        try require(mediaType: "application/json")
        return try await body.bytes(limit: limit)
    }

    /// - Throws: `REQUEST_MALFORMED`.
    static func json(_ bytes: [UInt8], limit: Int) throws(Problem) -> JSON {
        do {
            return try JSON(
                parsing: bytes,
                limits: .init(
                    byteCount: limit, depth: JSON.Limits.standard.depth, elementCount: ServerLimits.jsonElementCount))
        } catch {
            throw Problem(.malformed, ["part": "body"])
        }
    }

    /// - Throws: `MEDIA_TYPE_UNSUPPORTED`. A body of another type might have been sent by a page without asking.
    func require(mediaType: String) throws(Problem) {
        let type = headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        guard type?.split(separator: " ").first.map(String.init) == mediaType else {
            throw Problem(.mediaType, ["type": mediaType])
        }
    }
}
