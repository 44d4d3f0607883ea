import Foundation

/// What the program was started in.
enum Environment {
    /// Its variables, as they were when they were first asked for.
    static let variables = ProcessInfo.processInfo.environment
}
