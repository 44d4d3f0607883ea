import PKI
import TransparencyLog

extension AccessControlledVault: SyncVault {
    /// Documents that one page looks through at most: each is a record to read, and together they take half a second.
    private static let maximumScanned = 10_000

    public func catalogue(_ query: CatalogueQuery) async throws -> CataloguePage {
        var owner: OwnerIdentity?
        if let named = query.owner { owner = try await records.identity(of: named) }
        let scope = try await ownScope()
        var known = try await facts(of: owner)
        known.facts.isInScope = scope != nil
        try await admit(.readCatalogue, known, of: owner, .catalogue(query))
        let tree = try await stored.toldTree()
        var documents: [CataloguePage.Document] = []
        var list = DocumentQuery(
            owner: owner, category: query.category, status: .accepted, after: query.after, limit: query.limit)
        var scanned = 0
        while documents.count < query.limit, scanned < Self.maximumScanned {
            let found = try await stored.list(list)
            for listing in found {
                // What is committed and not published yet, or not cosigned where that is wanted, comes with the next question.
                guard listing.index < tree.size else { return page(documents, tree.checkpoint, after: list.after) }
                list.after = listing.index
                scanned += 1
                let document = listing.description
                guard listing.end == nil, query.paperType.map({ $0 == document.details.paperType }) ?? true else {
                    continue
                }
                if let scope, try await !contains(scope, document) { continue }
                documents.append(
                    .init(
                        record: DisclosedRecord(try await stored.record(listing.index)),
                        proof: try await stored.proof(of: listing.index, in: tree).hashes))
                if documents.count == query.limit { break }
            }
            if found.count < list.limit, documents.count < query.limit {
                return page(documents, tree.checkpoint, after: nil)
            }
            // Whoever wants few and has few in his scope must not cost a question of the catalogue for each that is not.
            list.limit = DocumentQuery.maximumPage
        }
        return page(documents, tree.checkpoint, after: list.after)
    }

    private func page(
        _ documents: [CataloguePage.Document], _ checkpoint: [UInt8], after next: UInt64?
    ) -> CataloguePage {
        CataloguePage(checkpoint: checkpoint, documents: documents, next: next)
    }

    public func document(by query: CodeQuery) async throws -> CodeAnswer {
        do {
            let document = try await meant(query)
            let description = document.description
            let contents = try await give(document, to: query)
            let standing = try await stored.standing(of: description.document)
            let tree = try await stored.toldTree()
            // Between the commit and its publication, or its witnesses, there is no proof yet: whoever asks again gets one.
            guard document.record.index < tree.size else {
                throw VaultError(.committedNotPublished, ["size": String(document.record.index + 1)])
            }
            return CodeAnswer(
                record: DisclosedRecord(document.record), document: description, end: standing?.end,
                proof: try await stored.proof(of: document.record.index, in: tree), contents: contents)
        } catch let error as VaultError where error.code == .accessDenied {
            // Of a scope that nobody defined, that nothing is in it is no word.
            if let scope = actor.scope, try await ownScope() == nil {
                throw VaultError(.scopeUnknown, ["scope": scope])
            }
            // Whoever may not know of it is answered as where there is none; that he asked is entered.
            throw VaultError(.notFound)
        }
    }

    /// Enters that a document was found by its code.
    /// - Returns: the bytes of its files, where they are wanted, few, and permitted.
    func give(_ document: KeptDocument, to query: CodeQuery) async throws -> [[UInt8]]? {
        let size = document.description.files.reduce(0) { $0 + $1.size }
        let facts = try await facts(of: document).facts
        let givesContents =
            query.wantsContents && size <= CodeQuery.maximumInline
            && AccessPolicy.decide(actor, .content, guardian.claim, facts).isPermitted
        try await guardian.enter(decide(givesContents ? .content : .describe, telling: document))
        guard givesContents else { return nil }
        var contents: [[UInt8]] = []
        for file in document.description.files {
            let source = try await stored.content(of: file, in: document)
            contents.append(try await stored.pool.run { try source.bytes(0..<source.count) })
        }
        return contents
    }

    /// The one document with a code among those that the actor may know of; where there is none, the try is entered.
    private func meant(_ query: CodeQuery) async throws -> KeptDocument {
        let (permitted, other) = try await sought(query)
        if let permitted { return permitted }
        if let other {
            _ = try await decide(.describe, other)
        } else {
            _ = try await guardian.decide(.describe, AccessFacts(), [])
        }
        throw VaultError(.notFound)
    }

    /// The one document with a code that the actor may know of; without one, another that he may not.
    /// - Throws: `REFERENCE_AMBIGUOUS`.
    func sought(_ query: CodeQuery) async throws -> (permitted: KeptDocument?, other: KeptDocument?) {
        guard let reference = try? DocumentReference(query.code), reference.vaultReference == nil else {
            return (nil, nil)
        }
        let found = try await stored.candidates(reference, limit: Self.maximumCandidates + 1)
        // Whoever deposits chooses scheme and code: behind so many of one code another's must not be taken for absent.
        guard found.count <= Self.maximumCandidates else {
            throw VaultError(.ambiguous, ["count": String(found.count)])
        }
        let candidates = found.filter { query.means($0.description) }
        var permitted: [KeptDocument] = []
        for candidate in candidates {
            let facts = try await facts(of: candidate).facts
            if AccessPolicy.decide(actor, .describe, guardian.claim, facts).isPermitted { permitted.append(candidate) }
        }
        if permitted.count > 1 { throw VaultError(.ambiguous, ["count": String(permitted.count)]) }
        return (permitted.first, candidates.first)
    }
}
