import CanonicalJSON
import HTTPTypes
import Hummingbird
import Messages
import VaultCore

/// What went wrong, as a problem document (RFC 9457) with a stable code.
///
/// Its type is a URN of kho's own, so that nobody need fetch anything to tell problems apart.
struct Problem: Error {
    let code: String
    let status: HTTPResponse.Status
    /// What the caller himself may know.
    let facts: [String: String]
    var headers: HTTPFields = [:]
    /// Members besides those of every problem.
    var extensions: [(key: String, value: JSON)] = []

    init(_ code: ProblemCode, _ facts: [String: String] = [:]) {
        self.code = code.rawValue
        status = code.status
        self.facts = facts
        switch code {
        case .notPublishedYet, .busy, .ending, .notReady, .timePassed: headers[.retryAfter] = "1"
        case .signInNeeded: headers[.wwwAuthenticate] = "Bearer"
        default: break
        }
        // What was not read of the request is not waited for.
        if code == .tooSlow || code == .timePassed || code == .ending { headers[.connection] = "close" }
    }

    init(code: String, status: HTTPResponse.Status, facts: [String: String]) {
        self.code = code
        self.status = status
        self.facts = facts
    }

    /// What a vault says. Of what is the operator's to see to, a client is told no more than that.
    init(_ error: VaultError) {
        let told = error.code.told
        code = told?.rawValue ?? error.code.rawValue
        status = error.code.status
        // Where something lies on the server is nobody's business.
        facts = told == nil ? error.facts.filter { !["folder", "path"].contains($0.key) } : [:]
        if status == .tooManyRequests || status == .serviceUnavailable { headers[.retryAfter] = "1" }
    }

    /// What a vault does not let in.
    init(_ refusal: Refusal) {
        code = refusal.code.rawValue
        status = .unprocessableContent
        facts = refusal.facts
    }

    /// What is wrong with what was sent; nil for an error that says nothing of it.
    init?(_ error: any Error) {
        guard let problem = WireProblem(error) else { return nil }
        code = problem.code
        status = .unprocessableContent
        facts = problem.facts
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        var problem = Problem(.methodNotAllowed)
        problem.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
        return problem
    }

    static func retry(_ code: ProblemCode, after time: Duration) -> Problem {
        var problem = Problem(code)
        problem.headers[.retryAfter] = String(max(1, Int((time / .seconds(1)).rounded(.up))))
        return problem
    }

    /// The answer to the client: code and sentences, nothing of what happened inside.
    var response: Response {
        let message = Message(code: MessageCode(code), facts: facts)
        let english = message.text(in: .en)
        var members: [(key: String, value: JSON)] = [
            ("type", .string("urn:kho:problem:\(code)")), ("title", .string(english)),
            ("status", .integer(Int64(status.code))), ("code", .string(code)),
            ("vi", .string(message.text(in: .vi))), ("en", .string(english)),
        ]
        if !facts.isEmpty {
            let known = facts.filter { JSON.Object.isKey($0.key) }.map { (key: $0.key, value: JSON.string($0.value)) }
            members.append(("facts", JSON.Object(known).map(JSON.object) ?? .null))
        }
        members += extensions
        let json = JSON.Object(members).map(JSON.object) ?? ["code": .string(code)]
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.cacheControl] = "no-store"
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.canonicalBytes)))
    }
}
