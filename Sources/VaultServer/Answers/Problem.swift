import CanonicalJSON
import Hummingbird
import Messages

/// What went wrong, as a problem document (RFC 9457) with a stable code.
///
/// Its type is a URN of kho's own, so that nobody need fetch anything to tell problems apart.
enum Problem: String, CaseIterable {
    case notFound = "RESOURCE_NOT_FOUND"
    case methodNotAllowed = "METHOD_NOT_ALLOWED"
    case notPublishedYet = "NOT_PUBLISHED_YET"
    /// The request names a host that is not this one: a web page that had its name point here.
    case misdirected = "MISDIRECTED_REQUEST"
    case clientCertificateNeeded = "CLIENT_CERTIFICATE_NEEDED"
    case failure = "SERVER_FAILURE"

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .notPublishedYet: .serviceUnavailable
        case .misdirected: .misdirectedRequest
        case .clientCertificateNeeded: .forbidden
        case .failure: .internalServerError
        }
    }

    /// The answer to the client: code and sentences, nothing of what happened inside.
    var response: Response {
        let message = Message(code: MessageCode(rawValue))
        let english = message.text(in: .en)
        let json: JSON = [
            "type": .string("urn:kho:problem:\(rawValue)"), "title": .string(english),
            "status": .integer(Int64(status.code)), "code": .string(rawValue),
            "vi": .string(message.text(in: .vi)), "en": .string(english),
        ]
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if self == .methodNotAllowed { headers[.allow] = "GET, HEAD" }
        if self == .notPublishedYet { headers[.retryAfter] = "1" }
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.canonicalBytes)))
    }
}
