/// How a server writes its log to standard error.
public enum LogStyle: String, Sendable, CaseIterable {
    /// A line for a person to read.
    case text
    /// A JSON object a line.
    case json
    case none
}
