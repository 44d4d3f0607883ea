import CanonicalJSON
import Hummingbird
import VaultCore

/// Answers for consents.
struct ConsentHandler: Sendable {
    let reception: VaultReception

    func answer(_ route: ConsentRoute, _ request: IncomingRequest) async throws -> Response {
        let visit = try await reception.visit(request)
        let json = try await request.json()
        let uploader = request.caller.name
        let entrance = VaultReception.entranceName
        let committed: CommittedRecord
        switch route {
        case .search:
            var query = try ConsentQuery(wire: json)
            query.owner = try await visit.whole(query.owner)
            let page = ConsentPage(try await visit.vault.consents(query))
            return .json(page.wire(disclosesPrivate: visit.disclosesPrivate))
        case .grant:
            let statement = try ConsentSubmission(wire: json)
            committed = try await reception.once(request, visit.claim, ["consent", json]) {
                try await visit.vault.grant(statement, uploader: uploader, entrance: entrance)
            }
        case .withdraw(let consent):
            let withdrawal = try ConsentWithdrawal(wire: json)
            committed = try await reception.once(
                request, visit.claim, ["consent-withdrawal", .string(consent.text), json]
            ) {
                try await visit.vault.withdraw(consent, withdrawal, uploader: uploader, entrance: entrance)
            }
        case .answer(let consent):
            let answer = try ConsentAnswer(wire: json)
            committed = try await reception.once(
                request, visit.claim, ["consent-answer", .string(consent.text), json]
            ) {
                try await visit.vault.answer(consent, answer, uploader: uploader, entrance: entrance)
            }
        }
        // Anybody may hand in what its owner signed: the vault's own part is in no answer to that.
        return reception.entered(committed, disclosesPrivate: false)
    }
}
