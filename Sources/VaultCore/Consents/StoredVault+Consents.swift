extension StoredVault {
    public func grant(
        _ statement: ConsentSubmission, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        guard let writer else { throw VaultError(.readOnly) }
        return try await writer.consents.grant(statement, uploader: uploader, entrance: entrance)
    }

    public func withdraw(
        _ consent: ConsentID, _ withdrawal: ConsentWithdrawal, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        guard let writer else { throw VaultError(.readOnly) }
        return try await writer.consents.withdraw(
            standing(of: consent), withdrawal, uploader: uploader, entrance: entrance)
    }

    public func answer(
        _ consent: ConsentID, _ answer: ConsentAnswer, calendar: WorkingCalendar, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        guard let writer else { throw VaultError(.readOnly) }
        return try await writer.consents.answer(
            standing(of: consent), answer, calendar: calendar, uploader: uploader, entrance: entrance)
    }

    public func consents(_ query: ConsentQuery) async throws -> [ConsentStanding] {
        var standings: [ConsentStanding] = []
        for indices in try await catalogue.consents(query) {
            var events: [Record] = []
            for index in indices.events { events.append(try await record(index)) }
            guard let standing = ConsentStanding(granted: try await record(indices.granted), events: events) else {
                throw VaultError(.integrity, ["part": "record", "index": String(indices.granted)])
            }
            standings.append(standing)
        }
        return standings
    }

    /// - Throws: `CONSENT_NOT_FOUND`.
    private func standing(of consent: ConsentID) async throws -> ConsentStanding {
        guard let found = try await consents(ConsentQuery(prefix: consent.text)).first else {
            throw VaultError(.consentNotFound)
        }
        return found
    }
}
