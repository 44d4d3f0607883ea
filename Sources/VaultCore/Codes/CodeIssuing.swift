import PKI

/// The use case behind `kho code next`: serial numbers of a series are given out, each once, whoever asks at the same
/// time. The entry in the log comes before the answer, so that a number which nobody ever saw is there with its reason.
public struct CodeIssuing: Sendable {
    private let sequencer: Sequencer

    public init(sequencer: Sequencer) { self.sequencer = sequencer }

    /// - Parameters:
    ///   - purpose: for people; nil: not said.
    ///   - uploader: who asks, as the entrance knows them.
    /// - Throws: `CODE_COUNT_OUT_OF_RANGE`, `CODE_SERIES_EXHAUSTED`, `TEXT_TOO_LONG`.
    public func issue(
        _ series: CodeSeries, count: Int, purpose: String?, uploader: String, entrance: String
    ) async throws -> (allocation: CodeAllocation, committed: CommittedRecord) {
        let hidden = PrivatePart(uploader: uploader, source: entrance, space: .shared, notes: "", evidence: [])
        let committed = try await sequencer.append(
            PendingRecord(.allocation(series, count: count, purpose: purpose), private: hidden))
        guard case .codeAllocation(let allocation) = committed.record.shared.content else {
            throw VaultError(.integrity, ["part": "record", "index": String(committed.record.index)])
        }
        return (allocation, committed)
    }
}
