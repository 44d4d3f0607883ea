import CanonicalJSON
import Messages
import NIOHTTP1
import VaultCore

/// An answer that is none of success.
struct AnswerFailure: Error {
    let status: Int
    let headers: HTTPHeaders
    /// nil where the body is no problem document.
    let json: JSON?
    private let problem: WireProblem?

    init(_ answer: ClientAnswer) {
        status = answer.status
        headers = answer.headers
        json = try? answer.json()
        problem = json.flatMap { try? WireProblem(wire: $0) }
    }

    var needsSignIn: Bool { status == 401 }

    /// Whether the same request may succeed in a while.
    var isTemporary: Bool {
        [429, 502, 503, 504].contains(status) || problem?.code == VaultErrorCode.idempotencyKeyInUse.rawValue
    }

    /// Seconds.
    var retryAfter: Int64? { headers.first(name: "Retry-After").flatMap { Int64($0) }.map { max(0, $0) } }

    /// The error that it stands for. What the server calls by a name of its own is told by that name.
    func error(host: String) -> any Error {
        if status == 401, problem?.code == nil || problem?.code == "SIGN_IN_NEEDED" { return ClientError(.notSignedIn) }
        guard let problem else {
            return ClientError(isTemporary ? .busy : .answerMalformed, ["host": host, "status": String(status)])
        }
        let error = problem.error
        guard error is WireProblem else { return error }
        if isTemporary { return ClientError(.busy, ["host": host, "status": String(status)]) }
        // A code in capitals is one; anything else is a foreign text.
        let isCode = problem.code.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
        return ClientError(
            .refused, ["host": host, "status": String(status), "reason": isCode ? problem.code : "?"])
    }
}
