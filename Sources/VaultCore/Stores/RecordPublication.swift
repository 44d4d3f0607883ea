/// The records as a stranger reads them, written after their commit and completed after a crash.
public protocol RecordPublication: Sendable {
    /// Writes what is committed and not yet written, durably; returns when nothing is missing.
    func catchUp() async throws
}
