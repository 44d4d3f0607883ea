import CanonicalJSON
import Hummingbird
import PKI
import VaultCore

/// Answers for what is about the vault or its owners.
struct VaultHandler: Sendable {
    let reception: VaultReception

    func answer(_ route: VaultRoute, _ request: IncomingRequest) async throws -> Response {
        let visit = try await reception.visit(request)
        switch route {
        case .actor: return .json(visit.vault.actor.wire)
        case .calendar: return .json(try await visit.vault.calendar().wire)
        case .accesses: return try await accesses(visit, request)
        case .codes: return try await issue(visit, request)
        case .ownerIdentity:
            let owner = try Owner(wire: try await request.json())
            return .json(["identity": try await identity(of: owner, visit).wire])
        case .ownerLinks:
            let owner = try Owner(wire: try await request.json())
            let (identity, entries) = try await visit.vault.links(of: owner)
            return .json(
                OwnerLinksAnswer(identity: identity, entries: entries).wire(disclosesPrivate: visit.disclosesPrivate))
        case .linkOwners: return try await link(true, visit, request)
        case .partOwners: return try await link(false, visit, request)
        }
    }

    /// All numbers of an owner are told to himself; anybody else gets back the one that he said.
    private func identity(of owner: Owner, _ visit: VaultVisit) async throws -> OwnerIdentity {
        let identity = try await visit.vault.identity(of: owner)
        guard visit.vault.actor.role == .owner, let person = visit.vault.actor.person,
            identity.identifiers.contains(person)
        else { return OwnerIdentity(owner) }
        return identity
    }

    private func accesses(_ visit: VaultVisit, _ request: IncomingRequest) async throws -> Response {
        let form = try AccessesForm(wire: try await request.json())
        var query = form.query
        if let reference = form.document {
            query.document = try await visit.vault.identify(reference, for: .accesses)
        }
        let records = try await visit.vault.accesses(of: visit.whole(form.owner), nil, query)
        return .json(AccessPage(records).wire(isWhole: visit.vault.actor.role == .auditor))
    }

    private func issue(_ visit: VaultVisit, _ request: IncomingRequest) async throws -> Response {
        let json = try await request.json()
        let form = try CodeRequestForm(wire: json)
        let committed = try await reception.once(request, visit.claim, ["codes", json]) {
            try await visit.vault.issue(
                form.series, count: form.count, purpose: form.purpose, uploader: request.caller.name,
                entrance: VaultReception.entranceName
            ).committed
        }
        return reception.entered(committed, visit)
    }

    private func link(_ isLinked: Bool, _ visit: VaultVisit, _ request: IncomingRequest) async throws -> Response {
        let json = try await request.json()
        let form = try OwnerLinkForm(wire: json)
        let committed = try await reception.once(request, visit.claim, [isLinked ? "link" : "part", json]) {
            let evidence = try await visit.vault.show(form.evidence, for: .describe)
            return try await visit.vault.enter(
                form.one, form.other, isLinked: isLinked, evidence: evidence, reason: form.reason,
                uploader: request.caller.name, entrance: VaultReception.entranceName)
        }
        return reception.entered(committed, visit)
    }
}
