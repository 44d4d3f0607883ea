import CanonicalJSON
import HTTPTypes
import Hummingbird
import VaultCore

/// Answers for documents: finding them and what became of them. What leaves with their bytes is `ContentHandler`'s, what
/// comes in `DepositHandler`'s.
struct DocumentHandler: Sendable {
    let reception: VaultReception
    let contents: ContentHandler
    let deposits: DepositHandler

    func answer(_ route: DocumentRoute, _ request: IncomingRequest) async throws -> Response {
        if case .deposit = route { return try await deposits.deposit(request) }
        let visit = try await reception.visit(request)
        switch route {
        case .deposit, .find: return try await find(visit, request)
        case .identify:
            let form = try FindForm(wire: try await request.json())
            let id = try await visit.vault.identify(form.reference, for: form.action)
            return .json(["document": .string(id.text)])
        case .list:
            var query = try DocumentQuery(wire: try await request.json())
            query.owner = try await visit.whole(query.owner)
            return .json(DocumentPage(try await visit.vault.list(query)).wire)
        case .search:
            var query = try SearchQuery(wire: try await request.json())
            query.owner = try await visit.whole(query.owner)
            return .json(try await visit.vault.search(query).wire)
        case .standing(let id):
            guard let standing = try await visit.vault.standing(of: id) else { throw VaultError(.notFound) }
            return .json(standing.wire)
        case .history(let id):
            let records = try await visit.vault.history(of: id)
            return .json(RecordList(records).wire(disclosesPrivate: visit.disclosesPrivate))
        case .outline(let id): return .json(DocumentOutline(try await visit.vault.outline(of: id)).wire)
        case .ownName(let id): return .json(["name": JSON(try await visit.vault.ownName(of: id))])
        case .withdraw(let id): return try await enter(.withdrawn, of: id, visit, request)
        case .expire(let id): return try await enter(.expired, of: id, visit, request)
        case .revalidate(let id): return try await revalidate(id, visit, request)
        case .file(let id, let version, let number):
            return try await contents.file(number, of: id, version, visit, request)
        case .copy(let id, let version): return try await contents.copy(of: id, version, visit)
        case .receipt(let id, let version, let disclosesPrivate):
            return try await contents.receipt(of: id, version, disclosesPrivate: disclosesPrivate, visit)
        }
    }

    private func find(_ visit: VaultVisit, _ request: IncomingRequest) async throws -> Response {
        let form = try FindForm(wire: try await request.json())
        let document = try await visit.vault.show(form.reference, for: form.action)
        visit.found.add(document, for: form.action)
        return .json(["record": document.record.wire(disclosesPrivate: visit.disclosesPrivate)])
    }

    private func enter(
        _ kind: DocumentEvent.Kind, of id: DocumentID, _ visit: VaultVisit, _ request: IncomingRequest
    ) async throws -> Response {
        let json = try await request.json()
        let form = try EventForm(wire: json)
        let committed = try await reception.once(
            request, visit.claim, [.string(kind.rawValue), .string(id.text), json]
        ) {
            let document = try await visit.document(id, version: form.version, for: .describe)
            return try await visit.vault.enter(
                kind, of: document, reason: form.reason, uploader: request.caller.name,
                entrance: VaultReception.entranceName)
        }
        return reception.entered(committed, visit)
    }

    private func revalidate(_ id: DocumentID, _ visit: VaultVisit, _ request: IncomingRequest) async throws -> Response
    {
        _ = try await request.json()
        let outcome = try await visit.vault.revalidate(
            id, uploader: request.caller.name, entrance: VaultReception.entranceName)
        switch outcome {
        case .accepted, .refused: reception.figures.committed()
        case .pending, .notPending: break
        }
        return .json(outcome.wire(disclosesPrivate: visit.disclosesPrivate))
    }
}

extension VaultReception {
    /// What was committed.
    func entered(_ committed: CommittedRecord, _ visit: VaultVisit) -> Response {
        entered(committed, disclosesPrivate: visit.disclosesPrivate)
    }

    func entered(_ committed: CommittedRecord, disclosesPrivate: Bool) -> Response {
        figures.committed()
        return .json(.object(committed.wire(disclosesPrivate: disclosesPrivate)), status: .created)
    }
}
