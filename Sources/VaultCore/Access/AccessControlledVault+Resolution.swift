import PKI

extension AccessControlledVault: ResolvingVault {
    public func beginResolution(of query: CodeQuery) async throws {
        try await guardian.admit(.resolve, facts(of: query))
    }

    public func enter(_ resolution: AccessResolution, of query: CodeQuery) async throws {
        // Decided again: what was permitted when it began may not be any more.
        var entries = try await guardian.decide(.resolve, facts(of: query), [.vault])
        for place in entries.indices { entries[place].resolution = resolution }
        try await guardian.enter(entries)
    }

    /// A code says nothing of whose the paper is, unless it begins with a number: the codes of results, components and
    /// certified copies do. Whoever asks as an owner asks for what begins with one of his own.
    private func facts(of query: CodeQuery) async throws -> AccessFacts {
        var facts = AccessFacts(isNamed: true)
        if actor.role == .owner, let person = actor.person {
            let own = try await records.identity(of: person).identifiers
            facts.isOwn = own.contains { query.code.utf8.starts(with: "\($0.id).".utf8) }
        }
        return facts
    }

    public func ownFinding(of query: CodeQuery) async throws -> OwnFinding {
        let (permitted, other) = try await sought(query)
        // What waits for evidence, or was refused, is not on file.
        guard let document = permitted, document.description.status == .accepted else {
            // That he tried is entered with the document; he is told the same as where there is none.
            if permitted == nil, let other { _ = try? await decide(.describe, other) }
            return .none
        }
        if let end = try await stored.standing(of: document.description.document)?.end {
            try await guardian.enter(decide(.describe, document))
            return .ended(end)
        }
        // Between the commit and its publication there is no proof yet: whoever asks again gets one.
        guard document.record.index < (try await stored.publishedTree().size) else {
            throw VaultError(.committedNotPublished, ["size": String(document.record.index + 1)])
        }
        let contents = try await give(document, to: query)
        let receipt = try await stored.receipt(for: document.record, disclosesPrivate: false)
        return .found(
            try ResolutionProof(
                record: DisclosedRecord(document.record), proof: receipt.proof,
                identity: SealedDocument(bytes: receipt.identity, seal: receipt.identitySeal), head: nil,
                contents: contents))
    }

    public func mayLearn(of document: DocumentDescription) async throws -> Bool {
        guard actor.role == .owner, !actor.isSoleOwner else { return true }
        return try await isOwn(OwnerIdentity(document.owner))
    }

    public func sources() async throws -> ResolutionSources {
        guard let sourceShelf else { return .none }
        return try await stored.pool.run { try sourceShelf.sources() }
    }

    public func seen(_ vault: String) async throws -> SeenVault? {
        guard let sourceShelf else { return nil }
        return try await stored.pool.run { try sourceShelf.seen(vault) }
    }

    public func remember(_ seen: SeenVault, after known: SeenVault?) async throws -> SeenVault? {
        guard let sourceShelf else { return nil }
        return try await stored.pool.run { try sourceShelf.remember(seen, after: known) }
    }
}
