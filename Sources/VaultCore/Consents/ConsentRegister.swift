public import PKI

/// The use case behind `kho consent`: consents are granted and taken back, and what follows is done in time.
public struct ConsentRegister: Sendable {
    private let vault: String
    private let objects: any ObjectStore
    private let records: any RecordStore
    /// nil where nothing can be validated: then officials' entries alone are taken.
    private let validator: (any DepositValidator)?
    private let sequencer: Sequencer
    private let pool: any BlockingPool
    private let entry: VersionEntry
    private let now: @Sendable () -> Instant

    /// - Parameter vault: the vault's id.
    public init(
        vault: String, objects: any ObjectStore, records: any RecordStore, sequencer: Sequencer,
        validator: (any DepositValidator)?, pool: any BlockingPool, now: @escaping @Sendable () -> Instant = Instant.now
    ) {
        self.vault = vault
        self.objects = objects
        self.records = records
        self.validator = validator
        self.sequencer = sequencer
        self.pool = pool
        self.now = now
        entry = VersionEntry(objects: objects, records: records, sequencer: sequencer)
    }

    /// - Throws: `VaultError` by what is wrong with the statement, its signature or its signer: nothing is kept then;
    ///   what the stores throw.
    func grant(_ submission: ConsentSubmission, uploader: String, entrance: String) async throws -> CommittedRecord {
        let statement = try await read(submission)
        let terms = try ConsentTerms(bytes: statement.bytes)
        guard terms.vault == vault else { throw VaultError(.consentOfOtherVault) }
        let identity = try await records.identity(of: terms.owner)
        try statement.check(signedBy: identity)
        guard let today = DocumentDay(inVietnam: now()), today <= terms.until else {
            throw VaultError(.consentPeriodOver, ["day": terms.until.text])
        }
        if let documents = terms.documents {
            let standings = try await records.standings(of: documents)
            guard documents.allSatisfy({ standings[$0].map { identity.identifiers.contains($0.owner) } ?? false })
            else { throw VaultError(.consentDocumentNotOwners) }
        }
        return try await enter(statement, identity: identity, space: terms.owner, uploader, entrance) { evidence in
            SharedPart(Consent(terms: terms, evidence: evidence))
        }
    }

    /// - Throws: `CONSENT_NOT_FOUND`, `CONSENT_WITHDRAWN`; for a request also by what is wrong with it, and
    ///   `CONSENT_REQUEST_DIFFERS` where it is about another consent; `CONSENT_RECEIVED_WHEN` for a day that is to come,
    ///   or before the consent was given.
    func withdraw(
        _ consent: ConsentStanding, _ withdrawal: ConsentWithdrawal, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let terms = consent.terms
        guard consent.withdrawal == nil else { throw VaultError(.consentWithdrawn) }
        guard let today = DocumentDay(inVietnam: now()), let granted = DocumentDay(inVietnam: consent.granted.leaf.time)
        else { throw VaultError(.consentReceivedWhen) }
        let received = withdrawal.received ?? today
        guard (min(granted, today)...today).contains(received) else { throw VaultError(.consentReceivedWhen) }
        func event(_ ground: ConsentEvent.Withdrawal.Ground) -> SharedPart {
            SharedPart(
                ConsentEvent(
                    consent: terms.id,
                    content: .withdrawn(
                        .init(ground: ground, received: received, thirdParty: withdrawal.thirdParty))))
        }
        switch withdrawal.ground {
        case .reason(let reason):
            return try await enter(event(.reason(reason)), of: consent, uploader, entrance)
        case .request(let submission):
            let statement = try await read(submission)
            let request = try ConsentWithdrawalRequest(bytes: statement.bytes)
            guard request.vault == vault else { throw VaultError(.consentOfOtherVault) }
            guard request.consent == terms.id else { throw VaultError(.consentRequestDiffers) }
            let identity = try await records.identity(of: terms.owner)
            try statement.check(signedBy: identity)
            return try await enter(statement, identity: identity, space: terms.owner, uploader, entrance) {
                event(.request($0))
            }
        }
    }

    /// - Throws: `CONSENT_NOT_WITHDRAWN`; `CONSENT_STEP_TAKEN` for what was done already, or comes after the end;
    ///   `CONSENT_EXTENSION_LENGTH`, `CONSENT_EXTENSION_LATE`.
    func answer(
        _ consent: ConsentStanding, _ answer: ConsentAnswer, calendar: WorkingCalendar, uploader: String,
        entrance: String
    ) async throws -> CommittedRecord {
        guard let deadlines = consent.deadlines(calendar) else { throw VaultError(.consentNotWithdrawn) }
        let content: ConsentEvent.Content
        switch answer {
        case .acknowledge: content = .acknowledged
        case .fulfil: content = .fulfilled
        case .extend(let days):
            let longest = ConsentEvent.longestExtension
            guard (1...longest).contains(days) else {
                throw VaultError(.consentExtensionLength, ["limit": String(longest)])
            }
            // Once it is over, time cannot be extended any more.
            guard let today = DocumentDay(inVietnam: now()), today <= deadlines.fulfil else {
                throw VaultError(.consentExtensionLate, ["day": deadlines.fulfil.text])
            }
            content = .extended(days: days)
        }
        return try await enter(
            SharedPart(ConsentEvent(consent: consent.terms.id, content: content)), of: consent, uploader, entrance)
    }

    private func read(_ submission: ConsentSubmission) async throws -> SignedStatement {
        guard let validator else { throw VaultError(.readOnly) }
        return try await SignedStatement(
            .init(signature: submission.signature, statement: submission.statement), objects: objects,
            validator: validator, pool: pool)
    }

    /// An entry that rests on a signature: files, report and evidence are kept with it.
    private func enter(
        _ statement: SignedStatement, identity: OwnerIdentity, space owner: Owner, _ uploader: String,
        _ entrance: String, _ shared: (ConsentEvidence) -> SharedPart
    ) async throws -> CommittedRecord {
        let origin = VersionEntry.Origin(
            uploader: uploader, entrance: entrance, space: try await records.space(of: owner))
        return try await entry.enter(
            statement.intake.staged, validation: statement.validation, origin: origin, identity: identity
        ) { report in
            // The report is kept wherever there is a validation; its own digest stands in for one that is not.
            shared(
                statement.evidence(report: report ?? .sha256(of: statement.validation.document), owner: identity))
        }
    }

    private func enter(
        _ shared: SharedPart, of consent: ConsentStanding, _ uploader: String, _ entrance: String
    ) async throws -> CommittedRecord {
        let hidden = PrivatePart(
            uploader: uploader, source: entrance, space: consent.granted.private.space, notes: "", evidence: [])
        return try await sequencer.append(PendingRecord(shared: shared, private: hidden))
    }
}
