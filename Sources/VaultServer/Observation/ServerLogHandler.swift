import CanonicalJSON
import Logging
import PKI

/// Writes log lines to the server's log, whatever else the process set up.
struct ServerLogHandler: LogHandler {
    let label: String
    let sink: LogSink
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    /// A log with this name that goes to the sink, where there is one.
    static func logger(_ label: String, _ level: Logger.Level, to sink: LogSink?) -> Logger {
        guard let sink else { return Logger(label: label) { _ in SwiftLogNoOpLogHandler() } }
        var logger = Logger(label: label) { ServerLogHandler(label: $0, sink) }
        logger.logLevel = level
        return logger
    }

    init(label: String, _ sink: LogSink) {
        self.label = label
        self.sink = sink
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata
        fields.merge(event.metadata ?? [:]) { _, own in own }
        let line = Self.line(
            isJSON: sink.isJSON, label: label, level: event.level, message: "\(event.message)", fields, at: .now())
        sink.add { waiting, _ in waiting.append(contentsOf: line.utf8) }
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
