import CanonicalJSON
import NIOHTTP1
import PKI

/// One request to a server.
struct ClientRequest: Sendable {
    enum Body: Sendable {
        case none
        case bytes([UInt8], type: String)
        /// What is left of a file, sent as it is read.
        case pieces(any PieceSource, count: Int, type: String)
    }

    var method: HTTPMethod
    /// From `/` on; nothing personal is ever in it.
    let path: String
    var headers: [(name: String, value: String)] = []
    var body = Body.none
    /// Whether doing it twice does nothing twice.
    var isRepeatable: Bool
    /// Whether it is asked as whoever is signed in.
    var needsSession = true

    static func get(_ path: String) -> ClientRequest { ClientRequest(method: .GET, path: path, isRepeatable: true) }

    /// A question whose parameters are nobody else's business, so that they are no part of an address.
    static func ask(_ path: String, _ json: JSON) -> ClientRequest {
        ClientRequest(
            method: .POST, path: path, body: .bytes(json.canonicalBytes, type: "application/json"), isRepeatable: true)
    }

    /// Something that is entered.
    /// - Parameter key: by which the server knows that it is the same request again; nil: it is sent once.
    static func enter(_ path: String, _ json: JSON, key: String? = nil) -> ClientRequest {
        var request = ClientRequest(
            method: .POST, path: path, body: .bytes(json.canonicalBytes, type: "application/json"),
            isRepeatable: key != nil)
        if let key { request.headers.append(("Idempotency-Key", key)) }
        return request
    }
}

/// Gives the pieces of a body in order.
protocol PieceSource: Sendable {
    /// - Returns: nil at the end.
    func next() async throws -> [UInt8]?
}

/// An answer, its body read whole.
struct ClientAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    /// - Throws: `SERVER_ANSWER_MALFORMED`.
    func json() throws -> JSON {
        let type = headers.first(name: "Content-Type")?.prefix { $0 != ";" }.lowercased() ?? ""
        guard type == "application/json" || type == "application/problem+json", let json = try? JSON(parsing: body)
        else {
            throw ClientError(.answerMalformed)
        }
        return json
    }
}
