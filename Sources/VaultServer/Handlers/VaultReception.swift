import CanonicalJSON
import HTTPTypes
import PKI
import VaultCore

/// Opens the vault for whoever asks, as whom he says that he acts; nobody gets past it without a name.
struct VaultReception: Sendable {
    let entrance: any VaultEntrance
    /// Requests that are sent again while the first is still being worked on.
    let underWay: RequestsUnderWay
    let figures: ServerFigures

    /// How the vault's records name this entrance.
    static let entranceName = "http"

    init(_ entrance: any VaultEntrance, figures: ServerFigures) {
        self.entrance = entrance
        self.figures = figures
        underWay = RequestsUnderWay()
    }

    /// - Throws: `SIGN_IN_NEEDED`; `ACCESS_DENIED`, and what the claim's own words throw.
    func visit(_ request: IncomingRequest) async throws -> VaultVisit {
        guard request.caller.visitor != nil else { throw Problem(.signInNeeded) }
        let claim = try request.claim()
        let entry = request.caller.grants.entry(for: claim)
        return VaultVisit(
            vault: try await entrance.vault(for: claim, grants: entry.grants), claim: claim, found: entry.found)
    }

    /// The vault for what sync services ask.
    /// - Parameter scope: which the request is about; nil for what its header field says.
    /// - Throws: as `visit(_:)`.
    func sync(_ request: IncomingRequest, scope: String? = nil) async throws -> any SyncVault {
        guard request.caller.visitor != nil else { throw Problem(.signInNeeded) }
        var claim = try request.claim()
        if let scope, claim.role == .service { claim.scope = scope }
        return try await entrance.sync(for: claim, grants: request.caller.grants(for: claim))
    }

    /// The vault for whoever looks for a document here and elsewhere.
    /// - Throws: as `visit(_:)`.
    func resolving(_ request: IncomingRequest) async throws -> any ResolvingVault {
        guard request.caller.visitor != nil else { throw Problem(.signInNeeded) }
        let claim = try request.claim()
        return try await entrance.resolving(for: claim, grants: request.caller.grants(for: claim))
    }

    /// Does something that commits one record: once, where the request names a key, however often it is sent.
    ///
    /// - Parameters:
    ///   - content: what is asked for, beside the claim.
    ///   - needsKey: whether a request without a key is refused.
    /// - Throws: `IDEMPOTENCY_KEY_MALFORMED`, `IDEMPOTENCY_KEY_REUSED`, `IDEMPOTENCY_KEY_IN_USE`, and what the work throws.
    func once<Value: Sendable>(
        _ request: IncomingRequest, _ claim: AccessClaim, _ content: [JSON], needsKey: Bool = false,
        _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let key = request.headers[.idempotencyKey] else {
            guard !needsKey else { throw VaultError(.idempotencyKeyMalformed) }
            return try await work()
        }
        let said: [JSON] = [claim.role?.rawValue, claim.dossier?.text, claim.purpose?.text, claim.basis?.rawValue]
            .map { JSON($0) }
        let once = try IdempotentRequest(
            caller: request.caller.name, key: key,
            content: .sha256(of: JSON.array(content + said).canonicalBytes))
        return try await underWay.perform(once, work)
    }
}

/// The vault, opened for one request.
struct VaultVisit: Sendable {
    let vault: any Vault
    let claim: AccessClaim
    /// Documents that were found for something and have not been used yet.
    let found: FoundDocuments

    /// Who deposited something and the vault's notes are told to its owner alone.
    var disclosesPrivate: Bool { vault.actor.role == .owner }

    /// The owner of these numbers with all others that are his: a decision is made on them, and they are told to nobody. Numbers
    /// that are not one owner's stay as they are, for the vault to deny.
    func whole(_ owner: OwnerIdentity?) async throws -> OwnerIdentity? {
        guard let owner else { return nil }
        let known = try await vault.identity(of: owner.owner)
        return known.identifiers.isSuperset(of: owner.identifiers) ? known : owner
    }

    /// A version of a document, for something that is done with it: what was found for that already is not entered twice.
    func document(_ id: DocumentID, version: Int? = nil, for action: AccessAction) async throws -> KeptDocument {
        if let version, let known = found.take(id, version: version, for: action) {
            // What is answered without anything being done with it is decided anew as well.
            _ = try await vault.standing(of: id)
            return known
        }
        return try await vault.show(
            DocumentReference(version.map { "\(id.text)@\($0)" } ?? id.text), for: action)
    }
}
