import Hummingbird
import Logging
import VaultCore

/// One line per request: id, method, kind of what was asked, who in kind, status, size, time. No address, no path, no
/// header, no number: nothing of it tells whom a request was about.
struct RequestLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    /// Facts of failures that name parts of a vault and nothing of what it holds.
    private static let harmlessFacts: Set<String> = ["part", "reason", "index", "cause", "call", "line", "key"]

    func record(_ entry: RequestEntry) {
        logger.info(
            "request",
            metadata: [
                "id": "\(entry.id.text)", "method": "\(entry.method)", "kind": "\(entry.kind)",
                "caller": "\(entry.caller)", "status": "\(entry.status)", "bytes": "\(entry.byteCount)",
                "microseconds": "\(Int(entry.elapsed / .microseconds(1)))",
            ])
    }

    /// What could not be answered, by its code.
    func failure(_ error: any Error, id: RequestIdentifier, kind: String) {
        let code = (error as? VaultError)?.code.rawValue ?? String(describing: type(of: error))
        let facts = ((error as? VaultError)?.facts ?? [:]).filter { Self.harmlessFacts.contains($0.key) }
        let text = facts.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ",")
        logger.error(
            "failure", metadata: ["id": "\(id.text)", "kind": "\(kind)", "code": "\(code)", "facts": "\(text)"])
    }
}

/// What the log and the figures say of a request.
struct RequestEntry: Sendable {
    let id: RequestIdentifier
    let method: String
    let kind: String
    /// `person`, `service`, `nobody`, or `unknown` where it was refused before that was looked for.
    let caller: String
    let status: Int
    let byteCount: Int
    let elapsed: Duration

    /// A method as the log names it: what a client invents is `other`.
    static func name(of method: HTTPRequest.Method) -> String {
        switch method {
        case .get, .head, .post, .put, .patch, .delete: method.rawValue
        default: "other"
        }
    }
}
