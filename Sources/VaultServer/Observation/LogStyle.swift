/// How a server writes its log to standard error.
public enum LogStyle: String, Sendable, CaseIterable {
    /// A line for a person to read.
    case text
    /// A JSON object a line.
    case json
    case none

    /// Where a server's lines go; nil for nowhere.
    var sink: LogSink? { self == .none ? nil : LogSink(isJSON: self == .json) }
}
