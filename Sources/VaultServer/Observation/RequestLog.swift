import Hummingbird
import Logging
import VaultCore

/// One line per request: id, method, kind of what was asked, who in kind, status, size, time. No address, no path, no
/// header, no number: nothing of it tells whom a request was about.
struct RequestLog: Sendable {
    /// The name of the log in its lines.
    static let label = "kho.access"

    /// nil for no log.
    private let sink: LogSink?
    private let logger: Logger

    init(_ sink: LogSink?, _ logger: Logger) {
        self.sink = sink
        self.logger = logger
    }

    /// Facts of failures that name parts of a vault and nothing of what it holds.
    private static let harmlessFacts: Set<String> = ["part", "reason", "index", "cause", "call", "line", "key"]

    /// Written without the detours of other lines, since there is one for each request; it looks as they do.
    func record(_ entry: RequestEntry) {
        guard let sink else { return }
        sink.add { line, time in Self.write(entry, time, isJSON: sink.isJSON, to: &line) }
    }

    static func write(_ entry: RequestEntry, _ time: LogTime, isJSON: Bool, to line: inout [UInt8]) {
        isJSON ? writeJSON(entry, time, to: &line) : writeText(entry, time, to: &line)
    }

    private static func writeText(_ entry: RequestEntry, _ time: LogTime, to line: inout [UInt8]) {
        time.append(to: &line)
        line.append(text: " info \(label) request bytes=")
        line.append(number: entry.byteCount)
        line.append(text: " caller=")
        line.append(text: entry.caller)
        line.append(text: " id=")
        line.append(text: entry.id.text)
        line.append(text: " kind=")
        line.append(text: entry.kind)
        line.append(text: " method=")
        line.append(text: entry.method)
        line.append(text: " microseconds=")
        line.append(number: entry.microseconds)
        line.append(text: " status=")
        line.append(number: entry.status)
        line.append(text: "\n")
    }

    /// The words of an entry are all of this program, so that none needs escaping.
    private static func writeJSON(_ entry: RequestEntry, _ time: LogTime, to line: inout [UInt8]) {
        line.append(text: "{\"bytes\":")
        line.append(number: entry.byteCount)
        line.append(text: ",\"caller\":\"")
        line.append(text: entry.caller)
        line.append(text: "\",\"id\":\"")
        line.append(text: entry.id.text)
        line.append(text: "\",\"kind\":\"")
        line.append(text: entry.kind)
        line.append(text: "\",\"level\":\"info\",\"logger\":\"\(label)\",\"message\":\"request\",\"method\":\"")
        line.append(text: entry.method)
        line.append(text: "\",\"microseconds\":")
        line.append(number: entry.microseconds)
        line.append(text: ",\"status\":")
        line.append(number: entry.status)
        line.append(text: ",\"time\":\"")
        time.append(to: &line)
        line.append(text: "\"}\n")
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

    var microseconds: Int {
        let (seconds, attoseconds) = elapsed.components
        return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    }

    /// A method as the log names it: what a client invents is `other`.
    static func name(of method: HTTPRequest.Method) -> String {
        switch method {
        case .get, .head, .post, .put, .patch, .delete: method.rawValue
        default: "other"
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(text: String) { append(contentsOf: text.utf8) }

    fileprivate mutating func append(number: Int) { append(contentsOf: String(number).utf8) }
}
