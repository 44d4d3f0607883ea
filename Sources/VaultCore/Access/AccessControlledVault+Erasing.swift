import PKI

extension AccessControlledVault {
    public func draftErasure(_ target: ErasureTarget, reason: ErasureReason) async throws -> ErasureStatement {
        // Before anything is looked for: whoever may not ask is not told whether somebody has anything here.
        if case .owner(let owner) = target {
            let identity = try await records.identity(of: owner)
            let facts = AccessFacts(isOwn: try await isOwn(identity), isNamed: true)
            _ = try await guardian.decide(.requestErasure, facts, subjects(of: identity))
            return try await stored.draftErasure(target, reason: reason)
        }
        if case .documents(let documents) = target { _ = try await decide(.requestErasure, .of(documents)) }
        return try await stored.draftErasure(target, reason: reason)
    }

    public func requestErasure(
        _ statement: ErasureStatement, signed: [UInt8], uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        try await enteringOnce(try await decide(.requestErasure, statement.scope)) {
            try await stored.requestErasure(statement, signed: signed, uploader: uploader, entrance: entrance)
        }
    }

    public func erasureRequest(_ id: DocumentID) async throws -> (index: UInt64, request: ErasureRequest) {
        try await guardian.admit(.erasures, AccessFacts())
        return try await stored.erasureRequest(id)
    }

    public func approveErasure(
        _ id: DocumentID, approval: [UInt8], sealedBy seal: any Seal, uploader: String, entrance: String
    ) async throws -> ErasureOutcome {
        try await approveErasure(id, approval: approval, { seal }, uploader: uploader, entrance: entrance)
    }

    public func approveErasure(
        _ id: DocumentID, approval: [UInt8], uploader: String, entrance: String
    ) async throws -> ErasureOutcome {
        try await approveErasure(id, approval: approval, seal, uploader: uploader, entrance: entrance)
    }

    /// - Parameter seal: asked for once it is decided that the actor may.
    private func approveErasure(
        _ id: DocumentID, approval: [UInt8], _ seal: @escaping @Sendable () throws -> any Seal, uploader: String,
        entrance: String
    ) async throws -> ErasureOutcome {
        let access = try await guardian.decide(.approveErasure, AccessFacts(isNamed: true), [.vault])
        let seal = try await stored.pool.run(seal)
        return try await entering(access) {
            try await stored.approveErasure(
                id, approval: approval, sealedBy: seal, uploader: uploader, entrance: entrance)
        }
    }

    public func applyErasures(
        _ list: ErasureList, seal: [UInt8], sealedBy own: any Seal, uploader: String, entrance: String
    ) async throws -> [ErasureApplication] {
        try await applyErasures(list, signed: seal, { own }, uploader: uploader, entrance: entrance)
    }

    public func applyErasures(
        _ list: ErasureList, seal signature: [UInt8], uploader: String, entrance: String
    ) async throws -> [ErasureApplication] {
        try await applyErasures(list, signed: signature, seal, uploader: uploader, entrance: entrance)
    }

    private func applyErasures(
        _ list: ErasureList, signed signature: [UInt8], _ seal: @escaping @Sendable () throws -> any Seal,
        uploader: String, entrance: String
    ) async throws -> [ErasureApplication] {
        let access = try await guardian.decide(.approveErasure, AccessFacts(isNamed: true), [.vault])
        let seal = try await stored.pool.run(seal)
        return try await entering(access) {
            try await stored.applyErasures(
                list, seal: signature, sealedBy: seal, uploader: uploader, entrance: entrance)
        }
    }

    public func erasureList() async throws -> (list: SealedDocument, waiting: [Record], done: [Record]) {
        let (waiting, done) = try await erasures()
        let seal = try await stored.pool.run(seal)
        let list = ErasureList(
            vault: identity.id,
            erasures: done.compactMap { record in
                guard case .erasure(let erasure) = record.shared.content else { return nil }
                return (record.index, erasure)
            }, logSize: (done.last?.index).map { $0 + 1 } ?? 0, time: Instant(seconds: Instant.now().seconds))
        return (SealedDocument(bytes: list.bytes, seal: try seal.sign(list.bytes)), waiting, done)
    }

    public func erasures() async throws -> (waiting: [Record], done: [Record]) {
        try await guardian.admit(.erasures, AccessFacts())
        return try await stored.erasures()
    }

    public func minutes(of erasure: Record) async throws -> SealedDocument {
        try await guardian.admit(.erasures, AccessFacts())
        return try await stored.minutes(of: erasure)
    }

    /// What is committed is only completed, and nothing is decided anew; whoever may not see erasures does not set it to work.
    public func finishErasures() async throws -> Bool {
        if !actor.isSoleOwner { try await guardian.admit(.erasures, AccessFacts()) }
        return try await stored.finishErasures()
    }

    private func decide(_ action: AccessAction, _ scope: ErasureScope) async throws -> [AccessEntry] {
        let extent = try await records.extent(of: scope)
        guard !extent.owners.isEmpty else { throw try await unknown(action, VaultError(.notFound)) }
        // All of it: one that is not there among one's own is answered as another's would be.
        var isOwn = true
        if case .documents(let documents) = scope { isOwn = Set(extent.documents) == Set(documents) }
        var subjects: [AccessGuard.Subject] = []
        for owner in extent.owners.sorted(by: { $0.precedes($1) }) {
            let identity = try await records.identity(of: owner)
            if isOwn { isOwn = try await self.isOwn(identity) }
            for subject in try await self.subjects(of: identity) where !subjects.contains(subject) {
                subjects.append(subject)
            }
        }
        return try await guardian.decide(action, AccessFacts(isOwn: isOwn, isNamed: true), subjects)
    }
}
