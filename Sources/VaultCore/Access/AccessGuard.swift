/// Decides for one actor, and enters what he does before he gets it.
public struct AccessGuard: Sendable {
    public let actor: Actor
    let claim: AccessClaim
    let journal: any AccessJournal

    public init(actor: Actor, claim: AccessClaim, journal: any AccessJournal) {
        self.actor = actor
        self.claim = claim
        self.journal = journal
    }

    /// What an access is to: a document, or what one owner has; neither where it is to the vault.
    struct Subject: Hashable {
        var document: DocumentID?
        var version: Int?
        var space: SpaceID?

        static let vault = Subject()
    }

    /// Lets the actor do it, or enters that he tried.
    ///
    /// - Returns: the access as it is to be entered, for each subject.
    /// - Throws: `ACCESS_DENIED`, `ACCESS_NOT_DECLARED`.
    func decide(
        _ action: AccessAction, _ facts: AccessFacts, _ subjects: [Subject], consent: UInt64? = nil
    ) async throws -> [AccessEntry] {
        let decision = AccessPolicy.decide(actor, action, claim, facts)
        switch decision {
        case .permitted(let basis):
            return entries(action, basis, subjects, consent: basis == .consent ? consent : nil)
        case .denied(let code):
            // Where nothing can be written, nothing is given either.
            try? await journal.record(entries(action, nil, subjects, result: .denied))
            throw VaultError(code, ["role": actor.role.rawValue])
        }
    }

    /// The same, with the entry made durable before it returns.
    /// - Throws: as `decide`; `ACCESS_NOT_RECORDED`.
    func admit(
        _ action: AccessAction, _ facts: AccessFacts, _ subjects: [Subject], consent: UInt64? = nil
    ) async throws {
        try await enter(decide(action, facts, subjects, consent: consent))
    }

    /// Lets the actor do something to the vault, and enters it.
    public func admit(_ action: AccessAction, _ facts: AccessFacts) async throws {
        try await admit(action, facts, [.vault])
    }

    /// Lets the actor do something to the vault that gives nobody anything and leaves a trace of its own: only what is
    /// denied is entered.
    public func permit(_ action: AccessAction, _ facts: AccessFacts) async throws {
        _ = try await decide(action, facts, [.vault])
    }

    /// - Throws: `ACCESS_NOT_RECORDED`, where nothing can be written, but for the only user of a vault who looks at what it says
    ///   of its documents: a copy on a medium that is only read can still be looked through.
    func enter(_ entries: [AccessEntry]) async throws {
        do {
            try await journal.record(entries)
        } catch let error as VaultError where error.code == .notPermitted {
            guard actor.isSoleOwner, !entries.contains(where: \.action.needsEntry) else {
                throw VaultError(.accessNotRecorded)
            }
        }
    }

    private func entries(
        _ action: AccessAction, _ basis: AccessBasis?, _ subjects: [Subject], consent: UInt64? = nil,
        result: AccessEntry.Result = .permitted
    ) -> [AccessEntry] {
        (subjects.isEmpty ? [.vault] : subjects).map { subject in
            AccessEntry(
                actor: actor, action: action, basis: basis, claim: claim, consent: consent,
                document: subject.document, version: subject.version, space: subject.space, result: result)
        }
    }
}
