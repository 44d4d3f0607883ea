import CanonicalJSON
public import VaultCore

extension RemoteVault {
    public func grant(
        _ statement: ConsentSubmission, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        let entered = try await enter("/v1/consents", try statement.wire())
        guard case .consent = entered.record.shared.content else { throw differs() }
        return entered
    }

    public func withdraw(
        _ consent: ConsentID, _ withdrawal: ConsentWithdrawal, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        try check(try await enter("/v1/consents/\(consent)/withdrawal", try withdrawal.wire()), consent)
    }

    public func answer(
        _ consent: ConsentID, _ answer: ConsentAnswer, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        try check(try await enter("/v1/consents/\(consent)/answers", answer.wire), consent)
    }

    private func check(_ entered: CommittedRecord, _ consent: ConsentID) throws -> CommittedRecord {
        guard case .consentEvent(let event) = entered.record.shared.content, event.consent == consent else {
            throw differs()
        }
        return entered
    }

    public func consents(_ query: ConsentQuery) async throws -> [ConsentStanding] {
        try ConsentPage(wire: try await json(.ask("/v1/consents/search", query.wire))).consents
    }
}
