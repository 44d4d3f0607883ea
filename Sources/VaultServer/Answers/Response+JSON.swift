import CanonicalJSON
import HTTPTypes
import Hummingbird

extension Response {
    /// Canonical JSON for one caller, that nobody keeps.
    static func json(_ json: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        headers[.cacheControl] = Self.keptByNobody
        return Response(status: status, headers: headers, body: .pieces(of: json.canonicalBytes))
    }

    /// No body.
    static func nothing(_ status: HTTPResponse.Status = .noContent, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.cacheControl] = Self.keptByNobody
        return Response(status: status, headers: headers)
    }

    static let keptByNobody = "private, no-store"
}
