import PKI

/// What must hold of a record at the moment of its commit, whatever was true when its depositor began: one document for
/// each code, one successor for each version, nothing after the end, links that still hold, serial numbers once.
///
/// Used under the sequencing lease, so that what it reads stays true until the commit; what earlier records of the same
/// batch change, it keeps in mind.
struct CommitRules {
    private let records: any RecordStore
    private var codes: [DocumentCode.Key: DocumentID]
    /// Who has which number of which register.
    private var certifications: [CertificationNumber: DocumentID]
    private var standings: [DocumentID: DocumentStanding]
    /// The last serial numbers of the series that the batch asks for, and the numbers in them that its documents bring.
    private var serials: [CodeSeries: Int]
    private var brought: [CodeSeries: Set<Int>] = [:]
    private var consents: [ConsentID: Set<ConsentEvent.Kind>]
    /// Whether the batch changes who is who: then nothing else may, and nobody may rely on it.
    private var hasLink = false
    /// The requests that were done, here or elsewhere.
    private var answered: Set<Digest>
    /// What an erasure took away since a depositor relied on it.
    private let vanished: Set<Digest>
    /// The spaces of the owners whose first versions are in the batch.
    private let spaces: [Owner: SpaceID]

    /// An erasure took away what a record was to rest on.
    static let evidenceVanished = VaultError(.logConflict, ["reason": "evidence"])

    init(_ batch: [PendingRecord], records: any RecordStore) async throws {
        self.records = records
        codes = try await records.documents(with: batch.compactMap(\.shared?.document?.code))
        certifications = try await records.documents(
            certifiedUnder: batch.compactMap { $0.shared?.document?.certification.flatMap(CertificationNumber.init) })
        standings = try await records.standings(
            of: batch.compactMap { pending in
                switch pending.shared?.content {
                case .document(let description): description.version == 1 ? nil : description.document
                case .event(let event): event.document
                case .ownerLink(let link): link.evidence.document
                case .codeAllocation, .accessDigest, .consent, .consentEvent, .erasureRequest, .erasure, .keyRotation,
                    nil:
                    nil
                }
            })
        consents = try await records.events(
            of: batch.compactMap { pending in
                switch pending.shared?.content {
                case .consent(let consent): consent.terms.id
                case .consentEvent(let event): event.consent
                case .document, .event, .ownerLink, .codeAllocation, .accessDigest, .erasureRequest, .erasure,
                    .keyRotation,
                    nil:
                    nil
                }
            })
        answered = Set(try await records.answers(to: batch.compactMap(\.request)).keys)
        let relied = Set(batch.flatMap(\.relied)).map { ObjectReference(space: .shared, digest: $0) }
        vanished = Set(try await records.unreferenced(relied).map(\.digest))
        spaces = try await records.spaces(
            of: Set(batch.compactMap { $0.shared.flatMap(Self.newOwner) }))
        serials = try await records.lastSerials(
            of: batch.compactMap { pending in
                if case .allocation(let series, _, _) = pending.content { series } else { nil }
            })
    }

    /// - Returns: what the record says, and then later ones are held against it too; or why it may not be committed.
    /// - Throws: what the store throws.
    mutating func admit(_ pending: PendingRecord) async throws -> Result<SharedPart, VaultError> {
        if let identity = pending.identity, identity.identifiers.count > 1 {
            let present = try await records.identity(of: identity.owner)
            if hasLink || present.identifiers != identity.identifiers { return .failure(VaultError(.logConflict)) }
        }
        if pending.relied.contains(where: vanished.contains) { return .failure(Self.evidenceVanished) }
        // All of an owner was erased while a deposit was under way, and he has begun anew elsewhere.
        if let owner = pending.shared.flatMap(Self.newOwner), let space = spaces[owner], space != pending.private.space
        {
            return .failure(VaultError(.logConflict))
        }
        // Whoever sent it twice at once asks again, and is answered then.
        if let request = pending.request, !answered.insert(request.key).inserted {
            return .failure(VaultError(.idempotencyKeyInUse))
        }
        switch pending.content {
        case .allocation(let series, let count, let purpose):
            return try await allocate(series, count: count, purpose: purpose).map { SharedPart($0) }
        case .ready(let shared):
            let refusal: VaultError? =
                switch shared.content {
                case .document(let description): refusal(of: description)
                case .event(let event): refusal(of: event)
                case .ownerLink(let link): try await refusal(of: link)
                // Numbers are given out here alone, and the sequencer makes digests of the journal itself.
                // And keys are changed with what says who the vault is, never among other records.
                case .codeAllocation, .accessDigest, .keyRotation: VaultError(.logConflict)
                case .consent(let consent): refusal(of: consent)
                case .consentEvent(let event): refusal(of: event)
                case .erasureRequest(let request): try await refusal(of: request)
                case .erasure(let erasure): try await refusal(of: erasure)
                }
            return refusal.map { .failure($0) } ?? .success(shared)
        }
    }

    /// The owner whose space a record may be the first to use.
    private static func newOwner(_ shared: SharedPart) -> Owner? {
        switch shared.content {
        case .document(let description): description.version == 1 ? description.owner : nil
        case .consent(let consent): consent.terms.owner
        default: nil
        }
    }

    /// The numbers behind the last that were given out, but none that a document has: others give out codes by the same
    /// rules, and one document with a number far ahead must not end the series.
    private mutating func allocate(
        _ series: CodeSeries, count: Int, purpose: String?
    ) async throws -> Result<CodeAllocation, VaultError> {
        var last = serials[series] ?? 0
        while count >= 1, last <= series.scheme.greatestSerial - count {
            let wanted = (last + 1)...(last + count)
            let met = try await records.greatestSerial(of: series, in: wanted) ?? 0
            let alsoMet = brought[series]?.filter(wanted.contains).max() ?? 0
            guard max(met, alsoMet) > 0 else { break }
            last = max(met, alsoMet)
        }
        do {
            let allocation = try CodeAllocation(series, after: last, count: count, purpose: purpose)
            serials[series] = allocation.serials.upperBound
            return .success(allocation)
        } catch {
            return .failure(error)
        }
    }

    private mutating func refusal(of description: DocumentDescription) -> VaultError? {
        let document = description.document
        if let code = description.code, let holder = codes[code.key], holder != document {
            return VaultError(.codeTaken)
        }
        let number = description.certification.flatMap(CertificationNumber.init)
        if let number, let holder = certifications[number], holder != document {
            return VaultError(.certificationNumberTaken, ["number": number.number])
        }
        let isAccepted = description.status == .accepted
        if description.version == 1 {
            standings[document] = DocumentStanding(
                owner: description.owner, category: description.category, newestVersion: 1,
                acceptedVersion: isAccepted ? 1 : nil)
        } else {
            guard var standing = standings[document] else { return VaultError(.notFound) }
            if standing.isFinal { return VaultError(.documentEnded) }
            guard standing.newestVersion == description.version - 1 else { return VaultError(.versionConflict) }
            guard standing.owner == description.owner, standing.category == description.category else {
                return VaultError(.ownerDiffers)
            }
            standing.newestVersion = description.version
            standing.isNewestRefused = false
            if isAccepted { standing.acceptedVersion = description.version }
            // A version that still waits for evidence renews nothing that was let in.
            if standing.currentVersion == description.version { standing.end = nil }
            standings[document] = standing
        }
        if let code = description.code {
            codes[code.key] = document
            if let minted = try? MintedCode(reading: code), serials[minted.series] != nil {
                brought[minted.series, default: []].insert(minted.serial)
            }
        }
        if let number {
            certifications[number] = document
            if let serial = number.serial, serials[number.register] != nil {
                brought[number.register, default: []].insert(serial)
            }
        }
        return nil
    }

    private mutating func refusal(of event: DocumentEvent) -> VaultError? {
        guard var standing = standings[event.document] else { return VaultError(.notFound) }
        if standing.isFinal || standing.end == event.kind { return VaultError(.documentEnded) }
        if event.kind == .refused {
            // It is about the newest version alone, which subscribers never heard of.
            guard standing.isAwaiting, standing.newestVersion == event.version, !event.isPublished else {
                return VaultError(standing.isNewestRefused ? .documentEnded : .versionConflict)
            }
            standing.isNewestRefused = true
            if standing.acceptedVersion == nil { standing.end = .refused }
            standings[event.document] = standing
            return nil
        }
        guard standing.currentVersion == event.version, (standing.acceptedVersion != nil) == event.isPublished else {
            return VaultError(.versionConflict)
        }
        standing.end = event.kind
        standings[event.document] = standing
        return nil
    }

    /// A statement counts once: granted again after its withdrawal, it would undo it.
    private mutating func refusal(of consent: Consent) -> VaultError? {
        if consents[consent.terms.id] != nil { return VaultError(.consentTwice) }
        consents[consent.terms.id] = []
        return nil
    }

    private mutating func refusal(of event: ConsentEvent) -> VaultError? {
        guard var events = consents[event.consent] else { return VaultError(.consentNotFound) }
        if event.kind == .withdrawn {
            if events.contains(.withdrawn) { return VaultError(.consentWithdrawn) }
        } else {
            guard events.contains(.withdrawn) else { return VaultError(.consentNotWithdrawn) }
            if events.contains(event.kind) || events.contains(.fulfilled) { return VaultError(.consentStepTaken) }
        }
        events.insert(event.kind)
        consents[event.consent] = events
        return nil
    }

    /// What is asked for must be what is there: whoever approves it approves these records.
    private func refusal(of request: ErasureRequest) async throws -> VaultError? {
        let extent = try await records.extent(of: request.statement.scope)
        if extent.records != request.statement.records { return VaultError(.erasureOutdated) }
        return try await refusal(of: extent)
    }

    /// Everything that is there and nothing else, at the moment of the commit.
    private func refusal(of erasure: Erasure) async throws -> VaultError? {
        let extent = try await records.extent(of: erasure.scope)
        guard extent.all == erasure.records, extent.documents == erasure.documents else {
            return VaultError(.erasureOutdated)
        }
        return try await refusal(of: extent)
    }

    /// A link that is in force must not lose its proof.
    private func refusal(of extent: ErasureExtent) async throws -> VaultError? {
        guard !extent.records.isEmpty else { return VaultError(.notFound) }
        let links = try await records.linksInForce(provenBy: extent.documents)
        return links.allSatisfy(extent.records.contains) ? nil : VaultError(.erasureProvesLink)
    }

    private mutating func refusal(of link: OwnerLink) async throws -> VaultError? {
        if hasLink { return VaultError(.logConflict) }
        let areLinked = try await records.areLinked(link.first, link.second)
        if areLinked == link.isLinked { return VaultError(.ownerLinkUnchanged) }
        let first = try await records.identity(of: link.first)
        let second = try await records.identity(of: link.second)
        guard let proof = standings[link.evidence.document], proof.acceptedVersion != nil, proof.end == nil,
            first.identifiers.union(second.identifiers).contains(proof.owner)
        else { return VaultError(.ownerLinkEvidence) }
        if link.isLinked, !first.canBe(second) { return VaultError(.ownerLinkContradicts) }
        hasLink = true
        return nil
    }
}
