import TransparencyLog

/// Brings the published log up to the committed state: after a crash between the two, and before each commit.
public struct LogRecovery: Sendable {
    private let records: any RecordStore
    private let publication: any LogPublication
    private let reader: LogReader

    /// Leaves read in one go while recovering.
    private static let step: UInt64 = 4096

    public init(records: any RecordStore, publication: any LogPublication, reader: LogReader) {
        self.records = records
        self.publication = publication
        self.reader = reader
    }

    /// How the published log stands to the committed state.
    public enum Standing: Hashable, Sendable {
        case complete
        /// Published up to this size only: a crash came between commit and publication.
        case behind(UInt64)
        /// There is no checkpoint at all.
        case absent
    }

    /// Compares without writing. Where others may commit meanwhile, `published` must have been read before `state`.
    ///
    /// - Throws: `LOG_ROLLBACK` where the published checkpoint is newer than the row, `LOG_FORK` where it says
    ///   something else of the same size, `INTEGRITY_FAILURE` where a signature is not the log key's.
    public func inspect(published: [UInt8]?, state: LogState) throws(VaultError) -> Standing {
        let row = try reader.checkpoint(state.checkpoint)
        guard row.size == state.size, row.root == state.frontier.root else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": "state"])
        }
        if published == state.checkpoint { return .complete }
        guard let published else { return .absent }
        let checkpoint = try reader.checkpoint(published)
        guard checkpoint.size <= row.size else {
            throw VaultError(.rollback, ["published": String(checkpoint.size), "committed": String(row.size)])
        }
        guard checkpoint.size < row.size || checkpoint.root == row.root else {
            throw VaultError(.fork, ["size": String(row.size)])
        }
        return .behind(checkpoint.size)
    }

    /// Publishes again from the committed row what is not published yet; to be called under the lease.
    /// - Throws: as `inspect`.
    public func run(to state: LogState) async throws {
        let published = try await publication.publishedCheckpoint()
        switch try inspect(published: published, state: state) {
        case .complete: return
        case .behind(let size): try await publish(from: size, to: state)
        case .absent: try await publish(from: 0, to: state)
        }
    }

    private func publish(from first: UInt64, to state: LogState) async throws {
        var leaves: [[UInt8]] = []
        var next = first
        while next < state.size {
            let end = min(next + Self.step, state.size)
            leaves += try await records.entries(next..<end).map(\.leaf.bytes)
            next = end
        }
        try await publication.complete(leaves: leaves, after: first, to: state.frontier)
        try await publication.publish(checkpoint: state.checkpoint)
    }
}
