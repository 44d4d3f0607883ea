extension AccessControlledVault {
    public func grant(
        _ statement: ConsentSubmission, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        // Whoever hands it in: that it is the owner's will is what his signature proves, and nothing else.
        let access = try await guardian.decide(.grantConsent, AccessFacts(isOwn: true, isNamed: true), [.vault])
        return try await enteringOnce(access) {
            try await stored.grant(statement, uploader: uploader, entrance: entrance)
        }
    }

    public func withdraw(
        _ consent: ConsentID, _ withdrawal: ConsentWithdrawal, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let standing = try await standing(of: consent, for: .answerConsent)
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
        return try await enteringOnce(access) {
            try await stored.withdraw(consent, withdrawal, uploader: uploader, entrance: entrance)
        }
    }

    public func answer(
        _ consent: ConsentID, _ answer: ConsentAnswer, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        try await self.answer(
            consent, answer, calendar: calendar(), uploader: uploader, entrance: entrance)
    }

    /// The same by given working days.
    public func answer(
        _ consent: ConsentID, _ answer: ConsentAnswer, calendar: WorkingCalendar, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let standing = try await standing(of: consent, for: .answerConsent)
        let access = try await guardian.decide(
            .answerConsent, AccessFacts(isNamed: true), [.init(space: standing.granted.private.space)])
        return try await enteringOnce(access) {
            try await stored.answer(consent, answer, calendar: calendar, uploader: uploader, entrance: entrance)
        }
    }

    /// A page; whoever names one consent, or one owner's, is decided on by that owner.
    public func consents(_ query: ConsentQuery) async throws -> [ConsentStanding] {
        guard query.prefix != nil else {
            try await admit(.consents, try await facts(of: query.owner), of: query.owner, .consents(query))
            return try await stored.consents(query)
        }
        var found = try await stored.consents(query)
        var facts = AccessFacts(isNamed: true)
        if actor.role == .owner, !actor.isSole {
            var own: [ConsentStanding] = []
            for standing in found where try await isOwn(OwnerIdentity(standing.terms.owner)) { own.append(standing) }
            facts.isOwn = !own.isEmpty
            // One that only begins with the same digits is not his; a try on none of his own is entered for those it was on.
            if facts.isOwn { found = own }
        }
        let access = try await guardian.decide(.consents, facts, subjects(of: found))
        if !grants.isNextPage(.consents(query)) { try await guardian.enter(access) }
        grants.add(.consents(query))
        return found
    }

    /// Each owner's space once.
    private func subjects(of consents: [ConsentStanding]) -> [AccessGuard.Subject] {
        var spaces: [SpaceID] = []
        for standing in consents where !spaces.contains(standing.granted.private.space) {
            spaces.append(standing.granted.private.space)
        }
        return spaces.map { .init(space: $0) }
    }

    /// - Throws: `CONSENT_NOT_FOUND`; `ACCESS_DENIED` where the actor may not know that it is not there.
    private func standing(of consent: ConsentID, for action: AccessAction) async throws -> ConsentStanding {
        guard let found = try await stored.consents(ConsentQuery(prefix: consent.text)).first else {
            throw try await unknown(action, VaultError(.consentNotFound))
        }
        return found
    }
}
