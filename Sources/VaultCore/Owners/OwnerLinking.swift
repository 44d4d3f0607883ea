import PKI

/// The use case behind `kho owner link` and `kho owner unlink`: two identifiers become one owner's, or part again.
///
/// Documents stay with the identifier under which they were deposited, so that parting two is as exact as linking them.
public struct OwnerLinking: Sendable {
    private let records: any RecordStore
    private let sequencer: Sequencer

    public init(records: any RecordStore, sequencer: Sequencer) {
        self.records = records
        self.sequencer = sequencer
    }

    /// - Parameters:
    ///   - evidence: the document that proves it: let in by this vault, of either owner, signed by the owner or by an
    ///     agency or a certifier, and still in force.
    ///   - uploader: who says so, as the entrance knows them.
    /// - Throws: `OWNER_LINK_UNFIT`, `OWNER_LINK_EVIDENCE`, `OWNER_LINK_CONTRADICTS` where one would have two numbers of
    ///   a kind that nobody has twice, `OWNER_LINK_UNCHANGED`.
    public func enter(
        _ one: Owner, _ other: Owner, isLinked: Bool, evidence: KeptDocument, reason: String, uploader: String,
        entrance: String
    ) async throws -> CommittedRecord {
        let proof = evidence.description
        let known = try await records.identity(of: one).identifiers.union(records.identity(of: other).identifiers)
        guard proof.status == .accepted, let file = proof.files.first, known.contains(proof.owner),
            Self.isAttested(proof),
            try await records.standings(of: [proof.document])[proof.document]?.end == nil
        else { throw VaultError(.ownerLinkEvidence) }
        let link = try OwnerLink(
            one, other, isLinked: isLinked,
            evidence: .init(document: proof.document, version: proof.version, digest: file.digest), reason: reason)
        let hidden = PrivatePart(
            uploader: uploader, source: entrance, space: evidence.record.private.space, notes: "", evidence: [])
        return try await sequencer.append(PendingRecord(shared: SharedPart(link), private: hidden))
    }

    /// Whether admission asked who signed. In the other categories a file by anybody is let in under any owner's number,
    /// and says nothing of the owner unless he signed it.
    private static func isAttested(_ proof: DocumentDescription) -> Bool {
        switch proof.category {
        case .result, .certifiedCopy, .ownFile: true
        case .ownerIdentity, .dossier, .progress, .digitised: proof.verdict?.signerMatch?.isOwners ?? false
        }
    }
}
