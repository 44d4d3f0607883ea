/// A file that is to be verified and is not open yet: a folder may have more of them than a process may hold open.
struct VerificationTarget: Sendable {
    /// - Returns: nil where nothing is to be said of the file: it is an original that a signature beside it covers.
    let open: @Sendable () -> VerificationItem?

    init(_ open: @escaping @Sendable () -> VerificationItem?) { self.open = open }
}
