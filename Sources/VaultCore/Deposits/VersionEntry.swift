import PKI

/// Enters into the log what rests on a validation, with the evidence that the vault does not have yet.
struct VersionEntry: Sendable {
    private let objects: any ObjectStore
    private let sequencer: Sequencer
    private let sharedObjects: SharedObjects

    init(objects: any ObjectStore, records: any RecordStore, sequencer: Sequencer) {
        self.objects = objects
        self.sequencer = sequencer
        sharedObjects = SharedObjects(records: records)
    }

    /// Who enters it and where its objects lie; the rest of the private part is the evidence.
    struct Origin: Sendable {
        let uploader: String
        let entrance: String
        let space: SpaceID
        var notes = ""
    }

    /// - Parameters:
    ///   - own: staged files that belong into the owner's space.
    ///   - validation: nil where there was nothing to validate.
    ///   - keepsReport: false where the entry has no place that names the report.
    ///   - shared: makes the shared part, given the report's digest where it is kept.
    /// - Throws: what `Sequencer.append` throws, and what the stores do; then nothing was kept.
    func enter(
        _ own: [any StagedObject] = [], validation: DepositValidation?, keepsReport: Bool = true, origin: Origin,
        identity: OwnerIdentity?, shared: (Digest?) -> SharedPart
    ) async throws -> CommittedRecord {
        var pending = own.map { PendingObject($0, space: origin.space) }
        var report: Digest?
        if keepsReport, let validation {
            let staged = try await objects.stage(MemorySource(validation.document))
            pending.append(PendingObject(staged, space: origin.space))
            report = staged.digest
        }
        let evidence = validation.map(Evidence.init)
        do {
            return try await append(pending, report, evidence, origin, identity, shared: shared)
        } catch let error as VaultError where error == CommitRules.evidenceVanished {
            // Nothing of it was published yet, and this time the evidence is brought.
            await sharedObjects.forget(evidence?.digests ?? [])
            return try await append(pending, report, evidence, origin, identity, shared: shared)
        }
    }

    private func append(
        _ own: [PendingObject], _ report: Digest?, _ evidence: Evidence?, _ origin: Origin, _ identity: OwnerIdentity?,
        shared: (Digest?) -> SharedPart
    ) async throws -> CommittedRecord {
        var pending = own
        let brought = try await sharedObjects.claim(evidence?.digests ?? [])
        do {
            for digest in brought {
                let staged = try await objects.stage(MemorySource(evidence?.bytes(of: digest) ?? []))
                pending.append(PendingObject(staged, space: .shared))
            }
            let hidden = PrivatePart(
                uploader: origin.uploader, source: origin.entrance, space: origin.space, notes: origin.notes,
                evidence: evidence?.digests ?? [])
            let committed = try await sequencer.append(
                PendingRecord(
                    shared: shared(report), private: hidden, objects: pending, identity: identity,
                    relied: hidden.evidence.filter { !brought.contains($0) }))
            await sharedObjects.release(brought, committed: true)
            return committed
        } catch {
            await sharedObjects.release(brought, committed: false)
            throw error
        }
    }
}
