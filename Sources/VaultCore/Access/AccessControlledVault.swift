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
        shelf: (any ChainShelf)? = nil
    ) {
        self.grants = grants
        self.seal = seal
        workingCalendar = calendar
        self.shelf = shelf
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
        try await admit(action, document)
        grants.add(.init(action, document))
        return document
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
            return candidate
        }
        guard permitted.count == 1 else { throw VaultError(.ambiguous, ["count": String(permitted.count)]) }
        try reference.check(document.description)
        return document
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
            guard let newest = try await newest(document) else { return try await unknown(.describe, nil) }
            let access = try await decide(.describe, newest)
            if !grants.has(document) { try await guardian.enter(access) }
        }
        return try await stored.standing(of: document)
    }

    public func history(of document: DocumentID) async throws -> [Record] {
        let entries = try await stored.history(of: document)
        let versions = entries.compactMap(KeptDocument.init)
        guard let newest = versions.last(where: \.isSeenByOthers) ?? versions.last else {
            return try await unknown(.history, [])
        }
        let access = try await decide(.history, newest)
        if !grants.take(.init(.history, document)) { try await guardian.enter(access) }
        // What is pending is its owner's alone, in its history too.
        return actor.role == .owner ? entries : entries.filter(\.shared.isPublished)
    }

    /// - Returns: what is answered where nothing is there, to whoever may know that.
    func unknown<Answer>(_ action: AccessAction, _ answer: Answer) async throws -> Answer {
        if !actor.isSoleOwner { _ = try await guardian.decide(action, AccessFacts(isNamed: true), []) }
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
        let page = try await stored.search(query)
        guard actor.role != .owner else { return page }
        return SearchPage(listings: page.listings.filter { $0.description.status == .accepted }, next: page.next)
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
