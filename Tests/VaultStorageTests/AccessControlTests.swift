import PKI
import Synchronization
import TestSupport
import Testing

@testable import VaultCore
@testable import VaultStorage

/// A vault whose terminals have names: an owner, another, an officer, a certifier, an auditor, an operator.
@Suite("A vault with roles")
struct AccessControlTests {
    private let vault: MintedVault
    private let records: [VaultCore.Record]
    private static let other = "CCCD:001200000001"

    private static let roles = """
        officer CCCD:001200000002 of H37.01
        certifier CCCD:001200000003
        auditor CCCD:001200000004
        operator CCCD:001200000005
        local chu CCCD:038093015572
        local nguoi-khac CCCD:001200000001
        local can-bo CCCD:001200000002
        local chung-thuc CCCD:001200000003
        local kiem-tra CCCD:001200000004
        local van-hanh CCCD:001200000005
        """

    init() async throws {
        vault = try MintedVault()
        records = try await vault.deposit(2)
        try await vault.deposit(1, from: 10, owner: Self.other)
        var pending = PresetValidator(identifiers: [MintedVault.owner])
        pending.indication = .indeterminate
        pending.subIndication = .tryLater
        let folder = try await vault.open(pending)
        _ = try await folder.vault.deposit(MintedVault.request(20))
        try await folder.close()
        try vault.write(Array(Self.roles.utf8), to: "roles")
    }

    private func open(
        _ account: String, _ role: AccessRole? = nil, dossier: String? = nil, basis: AccessBasis? = nil
    ) async throws -> AccessControlledVault {
        let claim = AccessClaim(
            role: role, account: account, entrance: "test", dossier: try dossier.map { try DossierCode($0) },
            purpose: dossier == nil ? nil : try AccessPurpose("1.001193"), basis: basis)
        return try await VaultFolder.open(vault.path, for: .reading, as: claim).vault
    }

    private func officer(_ dossier: String = "H37.01-261124-0001") async throws -> AccessControlledVault {
        try await open("can-bo", .officer, dossier: dossier, basis: .legalTask)
    }

    private func reference(_ index: Int) throws -> DocumentReference {
        try DocumentReference(try #require(records[index].shared.subject).text)
    }

    private func identity(_ owner: String) throws -> OwnerIdentity { OwnerIdentity(try Owner(owner)) }

    private func journal() async throws -> [AccessRecord] {
        try await open("kiem-tra", .auditor).accesses(of: nil, nil, AccessQuery()).dropFirst().reversed()
    }

    private func denied(_ role: AccessRole) -> VaultError { VaultError(.accessDenied, ["role": role.rawValue]) }

    @Test("an owner reads his own, lists his own with what is pending, and nothing of another")
    func owner() async throws {
        let own = try await open("chu")
        let kept = try await own.show(reference(0), for: .content)
        #expect(try await own.content(of: kept.description.files[0], in: kept).count > 0)
        #expect(try await own.list(DocumentQuery(owner: identity(MintedVault.owner))).count == 3)
        await #expect(throws: denied(.owner)) { try await own.list(DocumentQuery()) }
        await #expect(throws: denied(.owner)) { try await own.list(DocumentQuery(owner: identity(Self.other))) }
        // Numbers that somebody only says are linked are not.
        let claimed = OwnerIdentity(try Owner(MintedVault.owner), linked: [try Owner(Self.other)])
        await #expect(throws: denied(.owner)) { try await own.list(DocumentQuery(owner: claimed)) }
    }

    @Test("another's document is answered as one that is not there")
    func unknown() async throws {
        let stranger = try await open("nguoi-khac")
        await #expect(throws: denied(.owner)) { try await stranger.show(reference(0)) }
        await #expect(throws: denied(.owner)) { try await stranger.show(DocumentReference("khong-co")) }
        let digest = try #require(records[0].shared.document?.files.first?.digest.hexadecimal)
        await #expect(throws: denied(.owner)) { try await stranger.show(DocumentReference(digest)) }
        let document = try #require(records[0].shared.subject)
        await #expect(throws: denied(.owner)) { try await stranger.history(of: document) }
        await #expect(throws: denied(.owner)) { try await stranger.standing(of: document) }
        let kept = try #require(KeptDocument(records[0]))
        await #expect(throws: denied(.owner)) {
            try await stranger.content(of: kept.description.files[0], in: kept)
        }
        await #expect(throws: denied(.owner)) { try await stranger.evidence(of: kept) }
        await #expect(throws: denied(.owner)) { try await stranger.receipt(for: records[0], disclosesPrivate: false) }
        let tries = try await journal().filter { $0.entry.result == .denied }
        #expect(tries.count == 8)
        #expect(tries.compactMap(\.entry.document).count == 7)
    }

    @Test("an officer reads for a dossier of his own agency, one owner at a time, and nothing that is pending")
    func officers() async throws {
        let officer = try await officer()
        let kept = try await officer.show(reference(0), for: .content)
        _ = try await officer.content(of: kept.description.files[0], in: kept)
        #expect(try await officer.list(DocumentQuery(owner: identity(MintedVault.owner))).count == 2)
        await #expect(throws: denied(.officer)) { try await officer.list(DocumentQuery()) }
        var pending = DocumentQuery(owner: try identity(MintedVault.owner))
        pending.status = .pending
        await #expect(throws: denied(.officer)) { try await officer.list(pending) }
        await #expect(throws: denied(.officer)) {
            try await self.officer("H37.02-261124-0001").show(reference(0))
        }
        await #expect(throws: VaultError(.accessNotDeclared, ["role": "officer"])) {
            try await open("can-bo", .officer).show(reference(0))
        }
        // The same for what is not there.
        await #expect(throws: VaultError(.accessNotDeclared, ["role": "officer"])) {
            try await open("can-bo", .officer).show(DocumentReference("khong-co"))
        }
        let last = try #require(
            try await journal().first { $0.entry.action == .content && $0.entry.basis == .legalTask })
        #expect(last.entry.dossier?.text == "H37.01-261124-0001" && last.entry.purpose?.text == "1.001193")
        #expect(last.entry.actor.person?.description == "CCCD:001200000002")
        #expect(last.entry.actor.agency?.text == "H37.01")
    }

    @Test("consent lets an officer read what it is given for, and no more")
    func consents() async throws {
        struct One: ActiveConsents {
            let document: DocumentID?
            func consent(
                of owner: OwnerIdentity, to agency: AgencyCode, for purpose: AccessPurpose, document: DocumentID?,
                at time: Instant
            ) async throws -> UInt64? {
                document == self.document && agency.text == "H37.01" && purpose.text == "1.001193" ? 7 : nil
            }
        }
        let plain = try await open("can-bo", .officer, dossier: "H37.01-261124-0001", basis: .consent)
        await #expect(throws: denied(.officer)) { try await plain.show(reference(0)) }
        let allowed = AccessControlledVault(
            plain.stored, records: plain.records, guardian: plain.guardian,
            consents: One(document: records[0].shared.subject))
        #expect(try await allowed.show(reference(0)).description.version == 1)
        await #expect(throws: denied(.officer)) { try await allowed.show(reference(1)) }
        await #expect(throws: denied(.officer)) {
            try await allowed.list(DocumentQuery(owner: identity(MintedVault.owner)))
        }
        #expect(try await journal().contains { $0.entry.consent == 7 && $0.entry.basis == .consent })
    }

    @Test("the operator keeps the vault running and gets no contents; the auditor sees accesses and no contents")
    func others() async throws {
        let `operator` = try await open("van-hanh", .operator)
        let kept = try await `operator`.show(reference(0))
        await #expect(throws: denied(.operator)) {
            try await `operator`.content(of: kept.description.files[0], in: kept)
        }
        await #expect(throws: denied(.operator)) { try await `operator`.show(reference(0), for: .copy) }
        await #expect(throws: denied(.operator)) { try await `operator`.list(DocumentQuery()) }
        var awaiting = DocumentQuery()
        awaiting.isAwaiting = true
        #expect(try await `operator`.list(awaiting).count == 1)
        let auditor = try await open("kiem-tra", .auditor)
        await #expect(throws: denied(.auditor)) { try await auditor.show(reference(0)) }
        let certifier = try await open("chung-thuc", .certifier)
        await #expect(throws: denied(.certifier)) { try await certifier.show(reference(0), for: .content) }
    }

    @Test("an account that no line names may do nothing, whatever it says it is")
    func strangers() async throws {
        for role in AccessRole.allCases {
            await #expect(throws: denied(role)) { try await open("ai-do", role) }
        }
        await #expect(throws: denied(.owner)) { try await VaultFolder.open(vault.path, for: .reading) }
        await #expect(throws: denied(.auditor)) { try await open("chu", .auditor) }
    }

    @Test("writes are decided likewise, and a refused one is entered")
    func writing() async throws {
        let claim = AccessClaim(account: "nguoi-khac", entrance: "test")
        let folder = try await VaultFolder.open(vault.path, for: .depositing(PresetValidator()), as: claim)
        await #expect(throws: denied(.owner)) { try await folder.vault.deposit(MintedVault.request(50)) }
        var changed = try MintedVault.request(51, owner: Self.other)
        changed.replaces = try reference(0)
        let next = changed
        await #expect(throws: denied(.owner)) { try await folder.vault.deposit(next) }
        let kept = try #require(KeptDocument(records[0]))
        await #expect(throws: denied(.owner)) {
            try await folder.vault.enter(.withdrawn, of: kept, reason: "", uploader: "", entrance: "")
        }
        await #expect(throws: denied(.owner)) {
            try await folder.vault.enter(
                Owner(Self.other), Owner(MintedVault.owner), isLinked: true, evidence: kept, reason: "", uploader: "",
                entrance: "")
        }
        await #expect(throws: denied(.owner)) {
            try await folder.vault.issue(
                .results(of: "H37.01-261124-0001"), count: 1, purpose: nil, uploader: "", entrance: "")
        }
        // Signed by another than the owner: what the vault does not take.
        let outcome = try await folder.vault.deposit(MintedVault.request(52, owner: Self.other))
        guard case .refused = outcome else { throw VaultError(.notFound) }
        try await folder.close()
        let last = try await journal().suffix(6)
        #expect(last.map(\.entry.result) == [.denied, .denied, .denied, .denied, .denied, .refused])
        #expect(try await vault.check().findings == [])
    }

    @Test("an owner sees who looked at what is his, and not who looked at what is another's")
    func accesses() async throws {
        _ = try await officer().show(reference(0), for: .content)
        let own = try await open("chu")
        let seen = try await own.accesses(of: identity(MintedVault.owner), nil, AccessQuery())
        #expect(seen.contains { $0.entry.actor.role == .officer && $0.entry.action == .content })
        #expect(seen.allSatisfy { $0.entry.space == records[0].private.space })
        #expect(seen.first?.entry.action == .accesses)
        let kept = try await own.show(reference(1), for: .accesses)
        let ofOne = try await own.accesses(of: nil, kept, AccessQuery())
        #expect(ofOne.allSatisfy { $0.entry.document == records[1].shared.subject })
        #expect(try await own.ownName(of: #require(records[0].shared.subject)) != nil)
        let other = try await open("nguoi-khac")
        #expect(try await other.ownName(of: #require(records[0].shared.subject)) == nil)
        await #expect(throws: denied(.owner)) {
            try await other.accesses(of: identity(MintedVault.owner), nil, AccessQuery())
        }
        await #expect(throws: denied(.owner)) { try await other.accesses(of: nil, nil, AccessQuery()) }
        await #expect(throws: denied(.officer)) {
            try await officer().accesses(of: identity(MintedVault.owner), nil, AccessQuery())
        }
    }

    @Test("manifests are issued by the operator, and not by an owner")
    func manifests() async throws {
        let issuing = try await VaultManifests.open(
            vault.path, writes: true, as: AccessClaim(role: .operator, account: "van-hanh"))
        try await issuing.issue(seal: vault.seal, at: MintedPKI.now)
        let owners = try await VaultManifests.open(vault.path, writes: true, as: AccessClaim(account: "chu"))
        await #expect(throws: denied(.owner)) { try await owners.issue(seal: vault.seal, at: MintedPKI.now) }
    }

    /// Until it is withdrawn.
    private final class OneConsent: ActiveConsents {
        private let isWithdrawn = Mutex(false)

        func withdraw() { isWithdrawn.withLock { $0 = true } }

        func consent(
            of owner: OwnerIdentity, to agency: AgencyCode, for purpose: AccessPurpose, document: DocumentID?,
            at time: Instant
        ) async throws -> UInt64? { isWithdrawn.withLock { $0 } ? nil : 7 }
    }

    @Test("a consent that is withdrawn ends what was begun: the next page, and the contents of what was shown before")
    func withdrawnBetween() async throws {
        let plain = try await open("can-bo", .officer, dossier: "H37.01-261124-0001", basis: .consent)
        let consents = OneConsent()
        let officer = AccessControlledVault(
            plain.stored, records: plain.records, guardian: plain.guardian, consents: consents)
        let kept = try await officer.show(reference(0), for: .content)
        let document = kept.description.document
        _ = try await officer.show(reference(0), for: .copy)
        _ = try await officer.show(reference(0), for: .history)
        var query = DocumentQuery(owner: try identity(MintedVault.owner), limit: 1)
        query.after = try #require(try await officer.list(query).first).index
        var search = SearchQuery()
        search.owner = try identity(MintedVault.owner)
        search.limit = 1
        search.before = try await officer.search(search).next
        #expect(search.before != nil)
        consents.withdraw()
        let next = (query, search)
        await #expect(throws: denied(.officer)) { try await officer.list(next.0) }
        await #expect(throws: denied(.officer)) { try await officer.search(next.1) }
        await #expect(throws: denied(.officer)) {
            try await officer.content(of: kept.description.files[0], in: kept)
        }
        await #expect(throws: denied(.officer)) { try await officer.copy(of: kept, sealedBy: vault.seal) }
        await #expect(throws: denied(.officer)) { try await officer.history(of: document) }
        await #expect(throws: denied(.officer)) { try await officer.standing(of: document) }
        let tries = try await journal().suffix(6)
        #expect(tries.map(\.entry.action) == [.list, .search, .content, .copy, .history, .describe])
        #expect(tries.allSatisfy { $0.entry.result == .denied })
    }

    @Test(
        "whether somebody may is decided before the vault's seal is asked for; the sealed list of erasures is one access"
    )
    func sealIsAskedForLast() async throws {
        let officer = try await officer()
        let request = DocumentID.random()
        await #expect(throws: denied(.officer)) {
            try await officer.approveErasure(request, approval: [], uploader: "test", entrance: "test")
        }
        let operators = try await open("van-hanh", .operator)
        await #expect(throws: VaultError(.keyMissing, ["key": "seal"])) { try await operators.erasureList() }
        let claim = AccessClaim(role: .operator, account: "van-hanh", entrance: "test")
        let sealed = try await VaultFolder.open(
            vault.path, for: .reading, as: claim, sealedBy: { [seal = vault.seal] _ in seal }
        ).vault
        let (list, waiting, done) = try await sealed.erasureList()
        #expect(try ErasureList(bytes: list.bytes).vault == sealed.identity.id)
        #expect(waiting.isEmpty && done.isEmpty)
        try PinnedSeals().verify(list.seal, of: list.bytes, certificates: [vault.seal.certificateDER])
        let entries = try await journal().suffix(3)
        #expect(entries.map(\.entry.action) == [.approveErasure, .erasures, .erasures])
        #expect(entries.map(\.entry.result) == [.denied, .permitted, .permitted])
    }

    @Test("whoever may not ask for an erasure hears the same of what is not there, and finishes none")
    func erasuresOfOthers() async throws {
        let owner = try await open("nguoi-khac")
        for document in [try #require(records[0].shared.subject), .random()] {
            let statement = ErasureStatement(
                vault: owner.identity.id, request: .random(), scope: .documents([document]), records: [0],
                reason: try ErasureReason("owner-request"), logSize: 4, time: .now())
            await #expect(throws: denied(.owner)) {
                try await owner.requestErasure(statement, signed: [], uploader: "test", entrance: "test")
            }
        }
        await #expect(throws: denied(.owner)) { try await owner.finishErasures() }
        await #expect(throws: denied(.officer)) { try await officer().finishErasures() }
    }

    @Test("what is to be validated again is seen by the operator, and of an owner's own by himself")
    func awaiting() async throws {
        func query(_ owner: String) throws -> DocumentQuery {
            var query = DocumentQuery(owner: try identity(owner))
            query.isAwaiting = true
            return query
        }
        #expect(try await open("chu").list(query(MintedVault.owner)).count == 1)
        #expect(try await open("nguoi-khac").list(query(Self.other)) == [])
        await #expect(throws: denied(.owner)) { try await open("nguoi-khac").list(query(MintedVault.owner)) }
        await #expect(throws: denied(.officer)) { try await officer().list(query(MintedVault.owner)) }
    }

    @Test("the operator lists what is over, and not what will be")
    func due() async throws {
        let `operator` = try await open("van-hanh", .operator)
        var query = DocumentQuery()
        query.dueBefore = DocumentDay(inVietnam: .now())
        #expect(try await `operator`.list(query) == [])
        query.dueBefore = DocumentDay("9999-12-31")
        let later = query
        await #expect(throws: denied(.operator)) { try await `operator`.list(later) }
    }

    @Test("a later page without its first one is entered as well")
    func laterPages() async throws {
        let own = try await open("chu")
        let before = try await journal().count
        var query = AccessQuery()
        query.before = 1 << 40
        _ = try await own.accesses(of: identity(MintedVault.owner), nil, query)
        var list = DocumentQuery(owner: try identity(MintedVault.owner))
        list.after = 0
        _ = try await own.list(list)
        let entered = try await journal().dropFirst(before).filter { $0.entry.actor.role == .owner }
        #expect(entered.map(\.entry.action) == [.accesses, .list])
    }

    @Test("validating again is entered also where it changes nothing; what is not there is denied like another's")
    func revalidating() async throws {
        var pending = PresetValidator(identifiers: [MintedVault.owner])
        pending.indication = .indeterminate
        pending.subIndication = .tryLater
        let claim = AccessClaim(role: .operator, account: "van-hanh", entrance: "test")
        let folder = try await VaultFolder.open(vault.path, for: .depositing(pending), as: claim)
        var query = DocumentQuery()
        query.isAwaiting = true
        let document = try #require(try await folder.vault.list(query).first).description.document
        let outcome = try await folder.vault.revalidate(document, uploader: "", entrance: "test")
        guard case .pending = outcome else { throw VaultError(.notFound) }
        await #expect(throws: VaultError(.notFound)) {
            try await folder.vault.revalidate(.random(), uploader: "", entrance: "test")
        }
        try await folder.close()
        let last = try #require(try await journal().last?.entry)
        #expect(last.action == .revalidate && last.document == document && last.result == .permitted)

        let stranger = try await VaultFolder.open(
            vault.path, for: .depositing(pending), as: AccessClaim(account: "nguoi-khac", entrance: "test"))
        for id in [document, .random()] {
            await #expect(throws: denied(.owner)) {
                try await stranger.vault.revalidate(id, uploader: "", entrance: "test")
            }
            await #expect(throws: denied(.owner)) { try await stranger.vault.history(of: id) }
            await #expect(throws: denied(.owner)) { try await stranger.vault.standing(of: id) }
        }
        try await stranger.close()
    }

    @Test("whoever may not ask for an erasure is not told whether somebody has anything here")
    func erasing() async throws {
        let folder = try await VaultFolder.open(
            vault.path, for: .depositing(PresetValidator()), as: AccessClaim(account: "nguoi-khac", entrance: "test"))
        let targets: [ErasureTarget] = [
            .owner(try Owner(MintedVault.owner)), .owner(try Owner("CCCD:001200000099")),
            .documents([try #require(records[0].shared.subject)]), .documents([.random()]),
        ]
        for target in targets {
            await #expect(throws: denied(.owner)) {
                try await folder.vault.draftErasure(target, reason: ErasureReason("consent-withdrawn"))
            }
        }
        let own = try await folder.vault.draftErasure(
            .owner(Owner(Self.other)), reason: ErasureReason("consent-withdrawn"))
        #expect(own.records.count == 1)
        try await folder.close()
    }
}
