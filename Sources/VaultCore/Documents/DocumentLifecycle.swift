import PKI

/// The use case behind `kho withdraw` and `kho expire`: an event of its own in the log; nothing is taken away.
public struct DocumentLifecycle: Sendable {
    private let records: any RecordStore
    private let sequencer: Sequencer

    public init(records: any RecordStore, sequencer: Sequencer) {
        self.records = records
        self.sequencer = sequencer
    }

    /// Enters that a document was withdrawn or has expired.
    ///
    /// - Parameters:
    ///   - reason: for people; subscribers get it where they got the document.
    ///   - uploader: who says so, as the entrance knows them.
    /// - Throws: `DOCUMENT_ENDED` where nothing can follow; `DOCUMENT_VERSION_CONFLICT` where another was faster.
    public func enter(
        _ kind: DocumentEvent.Kind, of document: KeptDocument, reason: String, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let id = document.description.document
        guard let standing = try await records.standings(of: [id])[id] else { throw VaultError(.notFound) }
        let event = try DocumentEvent(
            document: id, version: standing.currentVersion, kind: kind, reason: reason,
            isPublished: standing.acceptedVersion != nil)
        let hidden = PrivatePart(
            uploader: uploader, source: entrance, space: document.record.private.space, notes: "", evidence: [])
        return try await sequencer.append(PendingRecord(shared: SharedPart(event), private: hidden))
    }
}
