import PKI

extension AccessControlledVault {
    /// What a decision needs to know, and the consent that it may rest on.
    struct Known {
        var facts: AccessFacts
        var consent: UInt64?
    }

    /// Whether all of these numbers are the actor's own.
    func isOwn(_ identity: OwnerIdentity) async throws -> Bool {
        guard let person = actor.person else { return false }
        return try await records.identity(of: person).identifiers.isSuperset(of: identity.identifiers)
    }

    /// - Parameter id: nil for all of the owner's documents.
    private func consent(of owner: Owner, document id: DocumentID?) async throws -> UInt64? {
        guard actor.role == .officer, guardian.claim.basis == .consent, let agency = actor.agency,
            let purpose = guardian.claim.purpose
        else { return nil }
        return try await consents.consent(
            of: try await records.identity(of: owner), to: agency, for: purpose, document: id, at: .now())
    }

    func facts(of document: KeptDocument) async throws -> Known {
        let description = document.description
        let consent = try await consent(of: description.owner, document: description.document)
        return Known(
            facts: AccessFacts(
                isOwn: try await isOwn(OwnerIdentity(description.owner)), isNamed: true,
                isPending: description.status != .accepted, isCertifiedCopy: description.category == .certifiedCopy,
                hasConsent: consent != nil, isInScope: try await isInScope(description)),
            consent: consent)
    }

    /// The scope of the service that acts; nil for everybody else, and where the vault's file defines none of its name.
    func ownScope() async throws -> ManifestScope? {
        guard actor.role == .service, let name = actor.scope else { return nil }
        // What everything is needs no file, and is the same where that is wrong.
        if name == ManifestScope.all.name { return ManifestScope.all }
        guard let shelf else { return ManifestScopes.none.scope(named: name) }
        return try await stored.pool.run { try shelf.scopes() }.scope(named: name)
    }

    /// Whether a version that was let in lies in the scope of the service that acts.
    private func isInScope(_ document: DocumentDescription) async throws -> Bool {
        guard let scope = try await ownScope() else { return false }
        return try await contains(scope, document)
    }

    func contains(_ scope: ManifestScope, _ document: DocumentDescription) async throws -> Bool {
        let owner =
            scope.goesByLinks ? try await records.identity(of: document.owner) : OwnerIdentity(document.owner)
        return scope.contains(document, of: owner)
    }

    /// - Parameter identity: nil for the whole vault.
    func facts(of identity: OwnerIdentity?) async throws -> Known {
        guard let identity else { return Known(facts: AccessFacts()) }
        // Numbers that are not one owner's are no owner.
        let isOne = try await records.identity(of: identity.owner).identifiers.isSuperset(of: identity.identifiers)
        let consent = isOne ? try await consent(of: identity.owner, document: nil) : nil
        return Known(
            facts: AccessFacts(isOwn: try await isOwn(identity), isNamed: isOne, hasConsent: consent != nil),
            consent: consent)
    }

    func subjects(of identity: OwnerIdentity?) async throws -> [AccessGuard.Subject] {
        guard let identity else { return [.vault] }
        return try await records.knownSpaces(of: identity.identifiers).map { .init(space: $0) }
    }

    private func subject(_ document: KeptDocument) -> AccessGuard.Subject {
        .init(
            document: document.description.document, version: document.description.version,
            space: document.record.private.space)
    }

    func decide(_ action: AccessAction, _ document: KeptDocument) async throws -> [AccessEntry] {
        let known = try await facts(of: document)
        return try await guardian.decide(action, known.facts, [subject(document)], consent: known.consent)
    }

    /// The same, where what is said of the document is told along with it: whoever may only know that it is there, and what
    /// became of it, is not told.
    func decide(_ action: AccessAction, telling document: KeptDocument) async throws -> [AccessEntry] {
        let access = try await decide(action, document)
        if action != .describe { _ = try await decide(.describe, document) }
        return access
    }

    /// Decides on a page, and enters the first.
    func admit(
        _ action: AccessAction, _ known: Known, of owner: OwnerIdentity?, _ listing: AccessGrants.Listing
    ) async throws {
        let access = try await guardian.decide(
            action, known.facts, try await subjects(of: owner), consent: known.consent)
        guard !grants.isNextPage(listing) else { return }
        try await guardian.enter(access)
        grants.add(listing)
    }

    /// The newest version, let in or not.
    func newest(_ document: DocumentID) async throws -> KeptDocument? {
        try await stored.history(of: document).compactMap(KeptDocument.init).last
    }

    /// Who looked at what: of one document, of one owner, or of the whole vault. It is an access itself.
    ///
    /// - Parameters:
    ///   - owner: nil for whatever owner.
    ///   - document: as `show(_:for:)` gave it for `.accesses`; nil for that of the query, or whatever document.
    /// - Returns: a page, the newest first.
    public func accesses(
        of owner: OwnerIdentity?, _ document: KeptDocument?, _ query: AccessQuery
    ) async throws -> [AccessRecord] {
        var query = query
        var document = document
        if document == nil, let named = query.document { document = try await newest(named) }
        query.document = document?.description.document ?? query.document
        let listing = AccessGrants.Listing.accesses(query, of: owner)
        if let document {
            let access = try await decide(.accesses, document)
            if !grants.take(.init(.accesses, document)), !grants.isNextPage(listing) {
                try await guardian.enter(access)
            }
            grants.add(listing)
        } else {
            try await admit(.accesses, try await facts(of: owner), of: owner, listing)
        }
        if let owner { query.spaces = Set(try await records.knownSpaces(of: owner.identifiers)) }
        return try await guardian.journal.entries(query)
    }

    /// What a document of the actor's own is called; nil for any other.
    public func ownName(of document: DocumentID) async throws -> String? {
        guard actor.role == .owner, let newest = try await newest(document) else { return nil }
        let isOwn = try await isOwn(OwnerIdentity(newest.description.owner))
        return actor.isSoleOwner || isOwn ? newest.description.name : nil
    }

    /// Enters the digests of the journal that are due.
    public func enterAccessDigests() async throws { try await stored.enterAccessDigests() }
}
