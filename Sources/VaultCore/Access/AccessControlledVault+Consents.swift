extension AccessControlledVault {
    public func grant(
        _ statement: ConsentSubmission, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        // Whoever hands it in: that it is the owner's will is what his signature proves, and nothing else.
        let access = try await guardian.decide(.grantConsent, AccessFacts(isOwn: true, isNamed: true), [.vault])
        return try await entering(access) {
            try await stored.grant(statement, uploader: uploader, entrance: entrance)
        }
    }

    public func withdraw(
        _ consent: ConsentID, _ withdrawal: ConsentWithdrawal, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let standing = try await standing(of: consent)
        var facts = AccessFacts(isNamed: true)
        var action = AccessAction.withdrawConsent
        switch withdrawal.ground {
        case .request: facts.isOwn = true
        case .reason:
            facts.isOwn = try await isOwn(OwnerIdentity(standing.terms.owner))
            // Entered for the owner, by whoever answers withdrawals.
            if !facts.isOwn { action = .answerConsent }
        }
        let access = try await guardian.decide(action, facts, [.init(space: standing.granted.private.space)])
        return try await entering(access) {
            try await stored.withdraw(consent, withdrawal, uploader: uploader, entrance: entrance)
        }
    }

    public func answer(
        _ consent: ConsentID, _ answer: ConsentAnswer, calendar: WorkingCalendar, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let standing = try await standing(of: consent)
        let access = try await guardian.decide(
            .answerConsent, AccessFacts(isNamed: true), [.init(space: standing.granted.private.space)])
        return try await entering(access) {
            try await stored.answer(consent, answer, calendar: calendar, uploader: uploader, entrance: entrance)
        }
    }

    /// A page; whoever names one consent, or one owner's, is decided on by that owner.
    public func consents(_ query: ConsentQuery) async throws -> [ConsentStanding] {
        let isFirstPage = query.after == nil
        if query.prefix != nil {
            let found = try await stored.consents(query)
            var isOwn = !found.isEmpty
            for standing in found where isOwn { isOwn = try await self.isOwn(OwnerIdentity(standing.terms.owner)) }
            let access = try await guardian.decide(
                .consents, AccessFacts(isOwn: isOwn, isNamed: true),
                found.map { .init(space: $0.granted.private.space) })
            if isFirstPage { try await guardian.enter(access) }
            return found
        }
        let facts = try await facts(of: query.owner).facts
        let access = try await guardian.decide(.consents, facts, try await subjects(of: query.owner))
        if isFirstPage { try await guardian.enter(access) }
        return try await stored.consents(query)
    }

    /// - Throws: `CONSENT_NOT_FOUND`.
    private func standing(of consent: ConsentID) async throws -> ConsentStanding {
        guard let found = try await stored.consents(ConsentQuery(prefix: consent.text)).first else {
            throw VaultError(.consentNotFound)
        }
        return found
    }
}
