public import PKI
public import Signatures

/// A vault for one actor: whatever he asks for is decided first (`AccessPolicy`) and entered in the journal, durably,
/// before he gets it; what he writes is entered in the very commit. What is denied is entered as well.
///
/// Whoever may do little here learns little by asking: a document that is not his is answered as one that is not there.
public struct AccessControlledVault: Vault {
    let stored: StoredVault
    let records: any RecordStore
    let guardian: AccessGuard
    let consents: any ActiveConsents
    let grants: AccessGrants
    /// The vault's own seal, and its working days, where they are wanted.
    let seal: @Sendable () throws -> any Seal
    let workingCalendar: @Sendable () throws -> WorkingCalendar
    /// The scopes of services and their chains; nil where nobody asked for any.
    let shelf: (any ChainShelf)?
    /// Whom the vault asks for what it does not have; nil where it asks nobody.
    let sourceShelf: (any SourceShelf)?

    /// Documents that one reference may mean: where so many do, nobody knows which.
    static let maximumCandidates = 64

    /// - Parameters:
    ///   - grants: what was entered already, where one actor comes more than once.
    ///   - seal: the vault's; throws where it is not at hand.
    public init(
        _ stored: StoredVault, records: any RecordStore, guardian: AccessGuard, consents: any ActiveConsents,
        grants: AccessGrants = AccessGrants(),
        seal: @escaping @Sendable () throws -> any Seal = { throw VaultError(.keyMissing, ["key": "seal"]) },
        calendar: @escaping @Sendable () throws -> WorkingCalendar = { .builtIn },
        shelf: (any ChainShelf)? = nil, sourceShelf: (any SourceShelf)? = nil
    ) {
        self.grants = grants
        self.seal = seal
        workingCalendar = calendar
        self.shelf = shelf
        self.sourceShelf = sourceShelf
        self.stored = stored
        self.records = records
        self.guardian = guardian
        self.consents = consents
    }

    public var identity: VaultIdentity { stored.identity }
    /// Who acts.
    public var actor: Actor { guardian.actor }

    // MARK: Finding

    public func show(_ reference: DocumentReference) async throws -> KeptDocument {
        try await show(reference, for: .describe)
    }

    /// The one document that is meant, for something that is done with it next: it is that which is entered.
    /// - Throws: as `show(_:)`; `ACCESS_DENIED`, also for what is not there, where the actor may not know of it.
    public func show(_ reference: DocumentReference, for action: AccessAction) async throws -> KeptDocument {
        let document = try await meant(reference, for: action)
        try await guardian.enter(decide(action, telling: document))
        grants.add(.init(action, document))
        return document
    }

    public func identify(_ reference: DocumentReference, for action: AccessAction) async throws -> DocumentID {
        let document = try await meant(reference, for: action)
        let access = try await decide(action, document)
        // Asked for twice and not used yet, it is one access: nothing but its id is given.
        if !grants.has(.init(action, document)) { try await guardian.enter(access) }
        grants.add(.init(action, document))
        return document.description.document
    }

    /// The one document that is meant among those with which the actor may do something; where there is none, one that
    /// he may not, for `decide` to deny and enter.
    func meant(_ reference: DocumentReference, for action: AccessAction) async throws -> KeptDocument {
        if actor.isSoleOwner || actor.role == .operator || actor.role == .auditor {
            return try await stored.show(reference)
        }
        let candidates = try await stored.candidates(reference, limit: Self.maximumCandidates)
        var permitted: [KeptDocument] = []
        for document in candidates {
            let facts = try await facts(of: document).facts
            let decision = AccessPolicy.decide(actor, action, guardian.claim, facts)
            if decision.isPermitted { permitted.append(document) }
        }
        guard let document = permitted.first else {
            // The try is entered where there was something to try it on; the answer is the same.
            guard let candidate = candidates.first else {
                _ = try await guardian.decide(action, AccessFacts(), [])
                throw VaultError(.accessDenied, ["role": actor.role.rawValue])
            }
            try await hide(candidate, from: action, reference)
            return candidate
        }
        guard permitted.count == 1 else { throw VaultError(.ambiguous, ["count": String(permitted.count)]) }
        try reference.check(document.description)
        return document
    }

    /// Whoever may see a document, and not a version of it that is pending, hears of that version what he hears of one that is
    /// not there.
    /// - Throws: `VERSION_NOT_FOUND`.
    private func hide(
        _ version: KeptDocument, from action: AccessAction, _ reference: DocumentReference
    ) async throws {
        guard let number = reference.version, !version.isSeenByOthers,
            let seen = try await seen(version.description.document), seen.isSeenByOthers,
            AccessPolicy.decide(actor, action, guardian.claim, try await facts(of: seen).facts).isPermitted
        else { return }
        throw VaultError(.versionNotFound, ["version": String(number)])
    }

    /// The newest version that others than the owner see; where there is none, the newest.
    private func seen(_ document: DocumentID) async throws -> KeptDocument? {
        let versions = try await stored.history(of: document).compactMap(KeptDocument.init)
        return versions.last(where: \.isSeenByOthers) ?? versions.last
    }

    /// All numbers of an owner, for a list or a search; what is found by it is decided then.
    public func identity(of owner: Owner) async throws -> OwnerIdentity { try await records.identity(of: owner) }

    public func links(of owner: Owner) async throws -> (identity: OwnerIdentity, entries: [Record]) {
        let identity = try await records.identity(of: owner)
        let facts = AccessFacts(isOwn: try await isOwn(identity), isNamed: true)
        try await guardian.admit(.links, facts, subjects(of: identity))
        return try await stored.links(of: owner)
    }

    public func standing(of document: DocumentID) async throws -> DocumentStanding? {
        if !actor.isSoleOwner {
            guard let seen = try await seen(document) else { return try await unknown(.describe, nil) }
            let access = try await decide(.describe, seen)
            if !grants.has(document) { try await guardian.enter(access) }
        }
        let standing = try await stored.standing(of: document)
        // The operator validates again what is pending.
        return actor.role == .owner || actor.role == .operator ? standing : standing?.withholdingPending
    }

    public func history(of document: DocumentID) async throws -> [Record] {
        try await entries(about: document) { try await decide(.history, telling: $0) }
    }

    public func outline(of document: DocumentID) async throws -> [OutlineEntry] {
        try await entries(about: document) { try await decide(.history, $0) }.map(OutlineEntry.init)
    }

    private func entries(
        about document: DocumentID, _ decide: (KeptDocument) async throws -> [AccessEntry]
    ) async throws -> [Record] {
        let entries = try await stored.history(of: document)
        let versions = entries.compactMap(KeptDocument.init)
        guard let newest = versions.last(where: \.isSeenByOthers) ?? versions.last else {
            return try await unknown(.history, [])
        }
        let access = try await decide(newest)
        if !grants.take(.init(.history, document)) { try await guardian.enter(access) }
        // What is pending is its owner's alone, in its history too.
        return actor.role == .owner ? entries : entries.filter(\.shared.isPublished)
    }

    /// - Returns: what is answered where nothing is there, to whoever may know that.
    func unknown<Answer>(_ action: AccessAction, _ answer: Answer) async throws -> Answer {
        // Nothing is named: an officer hears the same of what is pending, which he may not know of either.
        if !actor.isSoleOwner { _ = try await guardian.decide(action, AccessFacts(), []) }
        return answer
    }

    public func list(_ query: DocumentQuery) async throws -> [DocumentListing] {
        var known = try await facts(of: query.owner)
        // What is to come is not due yet: by days far ahead everything with a last day would be.
        let today = DocumentDay(inVietnam: .now()) ?? .last
        known.facts.isDue = query.isAwaiting || query.dueBefore.map { $0 <= today } ?? false
        known.facts.isPending = query.isAwaiting || query.status == .pending
        try await admit(.list, known, of: query.owner, .documents(query))
        var own = query
        if actor.role != .owner, !query.isAwaiting { own.status = .accepted }
        return try await stored.list(own)
    }

    public func search(_ query: SearchQuery) async throws -> SearchPage {
        var known = try await facts(of: query.owner)
        known.facts.isPending = query.status?.isOwnersAlone ?? false
        try await admit(.search, known, of: query.owner, .search(query))
        var own = query
        // Not left out of the page afterwards: that there is a next one would tell of what was left out.
        own.isAdmittedOnly = actor.role != .owner
        return try await stored.search(own)
    }

    // MARK: Contents

    public func content(of file: DepositedFile, in document: KeptDocument) async throws -> any ByteSource {
        try await use(.content, document)
        return try await stored.content(of: file, in: document)
    }

    public func evidence(of document: KeptDocument) async throws -> KeptEvidence {
        try await use(.evidence, document)
        return try await stored.evidence(of: document)
    }

    public func copy(of document: KeptDocument, to path: String) async throws {
        let seal = try await stored.pool.run(seal)
        let archive = try await copy(of: document, sealedBy: seal)
        try await stored.pool.run { try archive.write(to: path) }
    }

    public func calendar() async throws -> WorkingCalendar { try await stored.pool.run(workingCalendar) }

    /// A copy bundle, entered as one access.
    public func copy(of document: KeptDocument, sealedBy seal: any Seal) async throws -> ZipWriter {
        try await use(.copy, document)
        return try await stored.copy(of: document, sealedBy: seal)
    }

    public func receipt(for record: Record, disclosesPrivate: Bool) async throws -> Receipt {
        if let document = KeptDocument(record) {
            try await use(.receipt, document)
        } else {
            try await guardian.admit(.receipt, AccessFacts(), [.init(document: record.shared.subject)])
        }
        // Who deposited it, and the vault's notes, are for the owner.
        if disclosesPrivate, actor.role != .owner {
            _ = try await guardian.decide(.links, AccessFacts(), [.init(document: record.shared.subject)])
        }
        return try await stored.receipt(for: record, disclosesPrivate: disclosesPrivate)
    }

    private func use(_ action: AccessAction, _ document: KeptDocument) async throws {
        // Decided on again: what was permitted when it was entered may not be any more.
        let access = try await decide(action, document)
        if !grants.take(.init(action, document)) { try await guardian.enter(access) }
    }
}

extension KeptDocument {
    fileprivate var isSeenByOthers: Bool { description.status == .accepted }
}
