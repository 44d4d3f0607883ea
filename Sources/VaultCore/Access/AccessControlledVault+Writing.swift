import Signatures

extension AccessControlledVault {
    public func deposit(_ request: DepositRequest) async throws -> DepositOutcome {
        var request = request
        let certifies = actor.role == .certifier && request.certification != nil
        var action: AccessAction = certifies ? .certify : .deposit
        if let reference = request.replaces {
            action = .replace
            let replaced = try await meant(reference, for: .replace)
            _ = try await decide(.replace, replaced)
            request.replaces = try DocumentReference(replaced.description.document.text)
        }
        let identity = actor.isSoleOwner ? OwnerIdentity(request.owner) : try await records.identity(of: request.owner)
        let access = try await guardian.decide(
            action, AccessFacts(isOwn: try await isOwn(identity), isNamed: true),
            actor.isSoleOwner ? [.vault] : try await subjects(of: OwnerIdentity(request.owner)))
        if let committed = try await answered(access) { return .kept(committed, report: nil) }
        let outcome = try await entering(access) { [request] in try await stored.deposit(request) }
        if case .refused = outcome { try await refused(access) }
        return outcome
    }

    public func revalidate(
        _ document: DocumentID, uploader: String, entrance: String
    ) async throws -> RevalidationOutcome {
        guard let newest = try await newest(document) else {
            throw try await unknown(.revalidate, VaultError(.notFound))
        }
        let access = try await decide(.revalidate, newest)
        let outcome = try await entering(access) {
            try await stored.revalidate(document, uploader: uploader, entrance: entrance)
        }
        switch outcome {
        case .accepted, .refused: break
        // Nothing was committed, and yet its files were read and their report is given.
        case .pending, .notPending: try await guardian.enter(access)
        }
        return outcome
    }

    public func enter(
        _ kind: DocumentEvent.Kind, of document: KeptDocument, reason: String, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let action: AccessAction =
            switch kind {
            case .withdrawn: .withdraw
            case .expired: .expire
            case .refused: .revalidate
            }
        return try await enteringOnce(try await decide(action, document)) {
            try await stored.enter(kind, of: document, reason: reason, uploader: uploader, entrance: entrance)
        }
    }

    public func enter(
        _ one: Owner, _ other: Owner, isLinked: Bool, evidence: KeptDocument, reason: String, uploader: String,
        entrance: String
    ) async throws -> CommittedRecord {
        // Whoever links his number with another's gets what is kept under that: he may not do it himself.
        let isOwn =
            if let person = actor.person {
                try await records.identity(of: person).identifiers.isSuperset(of: [one, other])
            } else {
                false
            }
        let spaces = try await records.knownSpaces(of: [one, other])
        // Not in office either: a second person does it.
        let isAnothers = try await actorsNumbers().isDisjoint(with: [one, other])
        let access = try await guardian.decide(
            .link, AccessFacts(isOwn: isOwn, isNamed: isAnothers), spaces.map { .init(space: $0) })
        return try await enteringOnce(access) {
            try await stored.enter(
                one, other, isLinked: isLinked, evidence: evidence, reason: reason, uploader: uploader,
                entrance: entrance)
        }
    }

    /// Every number by which the vault knows who acts.
    private func actorsNumbers() async throws -> Set<Owner> {
        var named: Set<Owner> = []
        if let person = actor.person { named.insert(person) }
        if case .person(let visitor) = guardian.claim.visitor { named.formUnion(visitor.numbers.union([visitor.user])) }
        var numbers = named
        for number in named { numbers.formUnion(try await records.identity(of: number).identifiers) }
        return numbers
    }

    public func issue(
        _ series: CodeSeries, count: Int, purpose: String?, uploader: String, entrance: String
    ) async throws -> (allocation: CodeAllocation, committed: CommittedRecord) {
        let isOfCopies = series.scheme == .certification || series.scheme == .certifiedCopy
        let action: AccessAction = actor.role == .certifier && isOfCopies ? .certify : .issueCodes
        let access = try await guardian.decide(action, AccessFacts(isNamed: true), [.vault])
        if let committed = try await answered(access) {
            guard case .codeAllocation(let allocation) = committed.record.shared.content else {
                throw VaultError(.idempotencyKeyReused)
            }
            return (allocation, committed)
        }
        return try await entering(access) {
            try await stored.issue(series, count: count, purpose: purpose, uploader: uploader, entrance: entrance)
        }
    }

    /// Writes under an access, which is entered with the commit; where the vault refuses, that is entered.
    func entering<Value: Sendable>(
        _ access: [AccessEntry], _ work: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await AccessContext.$current.withValue(access) { try await work() }
        } catch let error as VaultError where error.isRefusal {
            try await refused(access)
            throw error
        } catch let error as SignedFileError {
            try await refused(access)
            throw error
        }
    }

    private func refused(_ access: [AccessEntry]) async throws {
        try await guardian.enter(
            access.map { entry in
                var refused = entry
                refused.result = .refused
                return refused
            })
    }
}

extension VaultError {
    /// Whether the vault looked at what was to be written, and did not take it.
    fileprivate var isRefusal: Bool {
        switch code {
        case .codeTaken, .versionConflict, .documentEnded, .ownerDiffers, .ownerLinkContradicts, .ownerLinkUnchanged,
            .ownerLinkEvidence, .codeSeriesExhausted, .notFound, .certificationNumberTaken, .consentMalformed,
            .consentKeyTwice, .consentFieldUnknown, .consentPeriodEmpty, .consentPeriodOver, .consentNotSigned,
            .consentSignatureNotPassed, .consentPending, .consentNotOwners, .consentSignerNotTrusted,
            .consentOfOtherVault, .consentDocumentNotOwners, .consentTwice, .consentNotFound, .consentWithdrawn,
            .consentNotWithdrawn, .consentRequestDiffers, .consentReceivedWhen, .consentStepTaken,
            .consentExtensionLength, .consentExtensionLate, .erasureOutdated, .erasureProvesLink, .erasureStatement,
            .erasureSignature, .erasureNotEntitled, .erasureNotApprover, .erasureSamePerson, .erasureList,
            .loginNotADocument:
            true
        default: false
        }
    }
}
