extension LogPolicy {
    /// The policy with more logs behind those that it has, which stay as they are, like its witnesses and its quorum.
    ///
    /// - Parameter keys: those that it has already add nothing.
    /// - Returns: nil for a key that signs no logs, and where there would be more than a policy may have.
    public func adding(_ keys: [NoteVerifierKey]) -> LogPolicy? {
        var logs = logs
        for key in keys where !logs.contains(where: { $0.key.publicKey == key.publicKey }) {
            guard key.algorithm != .cosignatureV1, logs.count < Self.maximumLogCount else { return nil }
            logs.append(Log(key: key, url: nil))
        }
        return LogPolicy(logs: logs, witnesses: witnesses, quorum: quorum)
    }
}
