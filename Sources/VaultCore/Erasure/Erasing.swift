public import PKI
import Signatures

/// The use case behind `kho erase`: one person asks and signs, another approves and signs, and the vault takes away
/// everything but the leaves of its log, a tombstone and the minutes.
public struct Erasing: Sendable {
    private let identity: VaultIdentity
    private let objects: any ObjectStore
    private let records: any RecordStore
    private let sequencer: Sequencer
    private let validator: any DepositValidator
    private let roles: Roles
    private let pool: any BlockingPool
    private let manifests: any IssuedManifests
    private let copies: (any HandedOutCopies)?
    private let cleaning: any ErasureCleaning
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - copies: nil where no journal of accesses is kept.
    ///   - now: the clock of statements and minutes.
    public init(
        identity: VaultIdentity, objects: any ObjectStore, records: any RecordStore, sequencer: Sequencer,
        validator: any DepositValidator, roles: Roles, pool: any BlockingPool, manifests: any IssuedManifests,
        copies: (any HandedOutCopies)?, cleaning: any ErasureCleaning,
        now: @escaping @Sendable () -> Instant = Instant.now
    ) {
        self.identity = identity
        self.objects = objects
        self.records = records
        self.sequencer = sequencer
        self.validator = validator
        self.roles = roles
        self.pool = pool
        self.manifests = manifests
        self.copies = copies
        self.cleaning = cleaning
        self.now = now
    }

    /// Draws up what the one who asks is to sign.
    /// - Throws: `DOCUMENT_NOT_FOUND` where nothing is there; `ERASURE_OWNERS_DIFFER`, `ERASURE_TOO_LARGE`.
    public func draft(_ target: ErasureTarget, reason: ErasureReason) async throws -> ErasureStatement {
        let scope: ErasureScope
        switch target {
        case .documents(let documents): scope = .of(documents)
        case .owner(let owner): scope = .of(try await records.spaces(forErasing: records.identity(of: owner)))
        }
        guard !scope.names.isEmpty else { throw VaultError(.notFound) }
        let extent = try await records.extent(of: scope)
        guard !extent.records.isEmpty else { throw VaultError(.notFound) }
        _ = try await owner(of: extent)
        return ErasureStatement(
            vault: identity.id, request: .random(), scope: scope, records: extent.records, reason: reason,
            logSize: try await records.state().size, time: Instant(seconds: now().seconds))
    }

    /// Enters a request. Whoever asks is the owner of all of it, or has the role `officer` or `operator`.
    /// - Throws: `ERASURE_OUTDATED` where other records are meant by now; `ERASURE_STATEMENT`, `ERASURE_SIGNATURE`,
    ///   `ERASURE_NOT_ENTITLED`, `ERASURE_PROVES_LINK`.
    public func request(
        _ statement: ErasureStatement, signed: [UInt8], uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        guard statement.vault == identity.id else { throw VaultError(.erasureStatement) }
        let extent = try await records.extent(of: statement.scope)
        guard extent.records == statement.records else { throw VaultError(.erasureOutdated) }
        let owner = try await owner(of: extent)
        let signature = try await signature(signed, over: statement.bytes)
        guard let role = role(of: signature, owner: owner) else { throw VaultError(.erasureNotEntitled) }
        guard let space = try await records.spaces(of: owner).first else { throw VaultError(.notFound) }
        let staged = try await objects.stage(MemorySource(signed))
        let request = ErasureRequest(statement, role: role, signed: staged.digest)
        let hidden = PrivatePart(uploader: uploader, source: entrance, space: space, notes: "", evidence: [])
        return try await sequencer.append(
            PendingRecord(
                shared: SharedPart(request), private: hidden, objects: [PendingObject(staged, space: space)]))
    }

    /// Carries a request out on the word of another person with the role `approver`.
    /// - Parameter record: the request's.
    /// - Throws: what `request` throws, since all of it must still hold; `ERASURE_NOT_APPROVER`, `ERASURE_SAME_PERSON`.
    public func approve(
        _ record: Record, approval: [UInt8], sealedBy seal: any Seal, uploader: String, entrance: String
    ) async throws -> ErasureOutcome {
        guard case .erasureRequest(let request) = record.shared.content else { throw VaultError(.erasureNotFound) }
        let statement = request.statement
        let extent = try await records.extent(of: statement.scope)
        guard extent.records == statement.records else { throw VaultError(.erasureOutdated) }
        let owner = try await owner(of: extent)
        let source = try await objects.object(
            ObjectReference(space: record.private.space, digest: request.signed))
        let signed = try await pool.run { try source.bytes(0..<source.count) }
        let asking = try await signature(signed, over: statement.bytes)
        guard role(of: asking, owner: owner) == request.role else { throw VaultError(.erasureNotEntitled) }
        let approving = try await signature(approval, over: ErasureApproval(of: statement).bytes)
        guard roles.access.has(.approver, approving.party), !approving.party.person.isEmpty else {
            throw VaultError(.erasureNotApprover)
        }
        try await hold(approving, isNot: asking, owner)
        return try await carryOut(
            statement.request, extent, statement.scope, statement.reason,
            .request(
                request, index: record.index, signed: signed, approval: approval,
                trustSnapshot: approving.trustSnapshot), sealedBy: seal, uploader: uploader, entrance: entrance)
    }

    /// Erases again what a list of this vault's own names: in a folder that was put back from a backup.
    /// - Throws: `ERASURE_LIST` where it is not this vault's, or its seal is not.
    public func apply(
        _ list: ErasureList, seal: [UInt8], sealedBy: any Seal, uploader: String, entrance: String
    ) async throws -> [ErasureApplication] {
        guard list.vault == identity.id else { throw VaultError(.erasureList, ["fault": "vault"]) }
        do {
            try PinnedSeals().verify(seal, of: list.bytes, certificates: identity.seals.map(\.der))
        } catch {
            throw VaultError(.erasureList, ["fault": "seal"])
        }
        var applications: [ErasureApplication] = []
        for entry in list.entries {
            do {
                // What came after an erasure is not meant by it.
                let isDone = try await records.erasure(entry.id) != nil
                let extent = try await records.extent(of: entry.scope)
                guard !isDone, !extent.records.isEmpty else {
                    applications.append(ErasureApplication(entry: entry, result: .nothingThere))
                    continue
                }
                try await hold(extent, within: entry.scope)
                let outcome = try await carryOut(
                    entry.id, extent, entry.scope, entry.reason, .list(list.digest), sealedBy: sealedBy,
                    uploader: uploader, entrance: entrance)
                applications.append(ErasureApplication(entry: entry, result: .erased(outcome)))
            } catch let error as VaultError
                where [.erasureProvesLink, .erasureOutdated, .erasureTooLarge].contains(error.code)
            {
                applications.append(ErasureApplication(entry: entry, result: .refused(error)))
            }
        }
        return applications
    }

    /// In an older folder two numbers may still be linked that were parted before one owner was erased: then the other's
    /// things are not meant.
    /// - Throws: `ERASURE_OUTDATED`.
    private func hold(_ extent: ErasureExtent, within scope: ErasureScope) async throws {
        guard case .owner(let spaces) = scope else { return }
        let reached = try await records.spaces(of: extent.owners)
        guard Set(reached.values).isSubset(of: spaces) else { throw VaultError(.erasureOutdated) }
    }

    /// Does what an erasure left to do.
    public func finish() async throws -> Bool { try await cleaning.finish() }

    private func carryOut(
        _ id: DocumentID, _ extent: ErasureExtent, _ scope: ErasureScope, _ reason: ErasureReason,
        _ basis: ErasureMinutes.Basis, sealedBy seal: any Seal, uploader: String, entrance: String
    ) async throws -> ErasureOutcome {
        guard identity.currentSeal?.der == seal.certificateDER else {
            throw VaultError(.keyForeign, ["key": "seal"])
        }
        var spaces: [SpaceID] = []
        if case .owner(let all) = scope { spaces = all }
        let minutes = ErasureMinutes(
            vault: identity.id, erasure: id, extent: extent, spaces: spaces, reason: reason, basis: basis,
            copies: try await copies?.copies(of: extent.documents),
            manifests: try await manifests.naming(extent.all), time: Instant(seconds: now().seconds)
        ).bytes
        let kept = [
            try await objects.stage(MemorySource(minutes)),
            try await objects.stage(MemorySource(try seal.sign(minutes))),
        ]
        let erasure = Erasure(
            id: id, documents: extent.documents, spaces: spaces, records: extent.all, reason: reason,
            minutes: kept[0].digest)
        let hidden = PrivatePart(
            uploader: uploader, source: entrance, space: .shared, notes: "", evidence: kept.map(\.digest),
            erasedSerials: try await records.serials(of: extent.all))
        let committed = try await sequencer.append(
            PendingRecord(
                shared: SharedPart(erasure), private: hidden,
                objects: kept.map { PendingObject($0, space: .shared) }))
        // It is committed: what could not be taken away now is remembered.
        let isFinished = (try? await cleaning.finish()) ?? false
        return ErasureOutcome(erasure: erasure, committed: committed, isFinished: isFinished)
    }

    // MARK: Who

    private func signature(_ signed: [UInt8], over statement: [UInt8]) async throws -> StatementSignature {
        try await pool.run { [validator] in try StatementSignature(signed, over: statement, by: validator) }
    }

    /// The one whose things are meant.
    /// - Throws: `ERASURE_OWNERS_DIFFER`.
    private func owner(of extent: ErasureExtent) async throws -> OwnerIdentity {
        guard let first = extent.owners.sorted(by: { $0.precedes($1) }).first else { throw VaultError(.notFound) }
        let identity = try await records.identity(of: first)
        guard extent.owners.isSubset(of: identity.identifiers) else { throw VaultError(.erasureOwnersDiffer) }
        return identity
    }

    private func role(of signature: StatementSignature, owner: OwnerIdentity) -> ErasureRequest.Role? {
        if SignerMatch(signature.signer, owner: owner).isOwners { return .owner }
        // Of an organisation's seal nobody knows whose hand it was, and so not whether another approves.
        if signature.party.person.isEmpty { return nil }
        if roles.access.has(.officer, signature.party) { return .officer }
        return roles.access.has(.operator, signature.party) ? .operator : nil
    }

    /// Two people, whatever numbers they use here: neither the one who asked nor the owner approves.
    private func hold(
        _ approving: StatementSignature, isNot asking: StatementSignature, _ owner: OwnerIdentity
    ) async throws {
        // The approver may not sign for an owner that is an organisation either.
        let approver = try await numbers(Array(approving.party.person.values) + approving.party.organisation.values)
        let others = try await numbers(Array(asking.party.person.values)).union(owner.identifiers)
        guard approver.isDisjoint(with: others), approving.certificate != asking.certificate,
            approving.publicKey != asking.publicKey
        else { throw VaultError(.erasureSamePerson) }
    }

    /// Numbers, with those that are linked with them.
    private func numbers(_ named: [Owner]) async throws -> Set<Owner> {
        var numbers: Set<Owner> = []
        for number in named {
            numbers.formUnion(try await records.identity(of: number).identifiers)
        }
        return numbers
    }
}
