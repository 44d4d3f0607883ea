import CanonicalJSON
import Glibc
import Logging
import PKI

/// Writes log lines to standard error, whatever else the process set up: standard output is for results.
struct ServerLogHandler: LogHandler {
    let label: String
    let isJSON: Bool
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    init(label: String, isJSON: Bool) {
        self.label = label
        self.isJSON = isJSON
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata
        fields.merge(event.metadata ?? [:]) { _, own in own }
        let line = Self.line(
            isJSON: isJSON, label: label, level: event.level, message: "\(event.message)", fields, at: .now())
        // One call: lines of several threads do not run into each other.
        line.withCString { _ = write(STDERR_FILENO, $0, strlen($0)) }
    }

    static func line(
        isJSON: Bool, label: String, level: Logger.Level, message: String, _ fields: Logger.Metadata, at time: Instant
    ) -> String {
        guard isJSON else {
            let details = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(time.textWithMicroseconds) \(level) \(label) \(([message] + details).joined(separator: " "))\n"
        }
        var members: [(key: String, value: JSON)] = [
            ("time", .string(time.textWithMicroseconds)), ("level", .string(level.rawValue)),
            ("logger", .string(label)), ("message", .string(message)),
        ]
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            let text = "\(value)"
            members.append((key, Int64(text).map(JSON.integer) ?? .string(text)))
        }
        return (JSON.Object(members).map(JSON.object) ?? .string(message)).text + "\n"
    }
}
