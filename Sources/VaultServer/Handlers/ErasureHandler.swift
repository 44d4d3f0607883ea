import CanonicalJSON
import Hummingbird
import VaultCore

/// Answers for erasing.
struct ErasureHandler: Sendable {
    let reception: VaultReception

    func answer(_ route: ErasureRoute, _ request: IncomingRequest) async throws -> Response {
        let visit = try await reception.visit(request)
        let vault = visit.vault
        switch (route, request.method) {
        case (.all, .get):
            let (waiting, done) = try await vault.erasures()
            return .json(
                ErasuresAnswer(waiting: waiting, done: done).wire(disclosesPrivate: visit.disclosesPrivate))
        case (.all, _): return try await ask(visit, request)
        case (.draft, _):
            let form = try ErasureDraftForm(wire: try await request.json(limit: ServerLimits.erasureByteCount))
            return .json(["statement": try await vault.draftErasure(form.target, reason: form.reason).wire])
        case (.request(let id), _):
            let (index, waiting) = try await vault.erasureRequest(id)
            return .json(ErasureRequestAnswer(index: index, request: waiting).wire)
        case (.approval(let id), _):
            let form = try ErasureApprovalForm(wire: try await request.json(limit: ServerLimits.erasureByteCount))
            let outcome = try await vault.approveErasure(
                id, approval: form.signed, uploader: request.caller.name, entrance: VaultReception.entranceName)
            reception.figures.committed()
            return .json(outcome.wire(disclosesPrivate: visit.disclosesPrivate), status: .created)
        case (.list, _):
            let (list, waiting, done) = try await vault.erasureList()
            return .json(
                ErasureListAnswer(list: list, erasures: ErasuresAnswer(waiting: waiting, done: done)).wire(
                    disclosesPrivate: visit.disclosesPrivate))
        case (.apply, _): return try await apply(visit, request)
        case (.finish, _):
            _ = try await request.json()
            return .json(["finished": .bool(try await vault.finishErasures())])
        case (.minutes(let index), _):
            guard let erasure = try await vault.erasures().done.first(where: { $0.index == index }) else {
                throw VaultError(.erasureNotFound)
            }
            return .json(try await vault.minutes(of: erasure).wire)
        }
    }

    private func ask(_ visit: VaultVisit, _ request: IncomingRequest) async throws -> Response {
        let json = try await request.json(limit: ServerLimits.erasureByteCount)
        let form = try ErasureRequestForm(wire: json)
        let committed = try await reception.once(request, visit.claim, ["erasure-request", json]) {
            try await visit.vault.requestErasure(
                form.statement, signed: form.signed, uploader: request.caller.name,
                entrance: VaultReception.entranceName)
        }
        return reception.entered(committed, visit)
    }

    private func apply(_ visit: VaultVisit, _ request: IncomingRequest) async throws -> Response {
        let list = try SealedDocument(wire: try await request.json(limit: ServerLimits.erasureByteCount))
        let applied = try await visit.vault.applyErasures(
            ErasureList(bytes: list.bytes), seal: list.seal, uploader: request.caller.name,
            entrance: VaultReception.entranceName)
        for application in applied { if case .erased = application.result { reception.figures.committed() } }
        return .json(ErasureApplicationsAnswer(applied).wire(disclosesPrivate: visit.disclosesPrivate))
    }
}
