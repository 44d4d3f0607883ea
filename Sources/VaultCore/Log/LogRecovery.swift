import TransparencyLog

/// Brings the published log up to the committed state: after a crash between the two, and before each commit.
struct LogRecovery: Sendable {
    let records: any RecordStore
    let publication: any LogPublication
    let reader: LogReader

    /// Leaves read and written in one go while recovering; bounds the memory.
    private static let step: UInt64 = 4096

    /// Publishes again from the committed row where the published checkpoint is older; to be called under the lease.
    ///
    /// - Throws: `LOG_ROLLBACK` where the published checkpoint is newer than the row, `LOG_FORK` where it says
    ///   something else of the same size, `INTEGRITY_FAILURE` where a signature is not the log key's.
    func run(to state: LogState) async throws {
        let published = try await publication.publishedCheckpoint()
        if published == state.checkpoint { return }
        let row = try reader.checkpoint(state.checkpoint)
        guard row.size == state.size, row.root == state.frontier.root else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": "state"])
        }
        var from: UInt64 = 0
        if let published {
            let checkpoint = try reader.checkpoint(published)
            guard checkpoint.size <= row.size else {
                throw VaultError(
                    .rollback, ["published": String(checkpoint.size), "committed": String(row.size)])
            }
            guard checkpoint.size < row.size || checkpoint.root == row.root else {
                throw VaultError(.fork, ["size": String(row.size)])
            }
            from = checkpoint.size
        }
        try await publish(from: from, to: state)
    }

    private func publish(from first: UInt64, to state: LogState) async throws {
        var leaves: [[UInt8]] = []
        var next = first
        while next < state.size {
            let end = min(next + Self.step, state.size)
            leaves += try await records.records(next..<end).map(\.leaf.bytes)
            next = end
        }
        try await publication.complete(leaves: leaves, after: first, to: state.frontier)
        try await publication.publish(checkpoint: state.checkpoint)
    }
}
