import PKI
import TestSupport
import Testing

@testable import VaultCore
@testable import VaultStorage

/// A vault with an owner's documents, a newer version and others of them pending, and those who may know of some of it.
@Suite("What is withheld")
struct WithheldTests {
    private static let other = "CCCD:001200000001"
    private static let roles = """
        officer CCCD:001200000002 of H37.01
        certifier CCCD:001200000003
        auditor CCCD:001200000004
        operator CCCD:001200000005
        approver CCCD:001200000006
        local chu CCCD:038093015572
        local nguoi-khac CCCD:001200000001
        local can-bo CCCD:001200000002
        local chung-thuc CCCD:001200000003
        local kiem-tra CCCD:001200000004
        local van-hanh CCCD:001200000005
        local phe-duyet CCCD:001200000006
        """

    private let vault: MintedVault
    /// Let in.
    private let document: DocumentID
    /// Let in, with a newer version that is pending.
    private let changed: DocumentID
    private let pending: DocumentID
    /// Of the officer, who is an owner too.
    private let ofOfficer: VaultCore.Record

    init() async throws {
        vault = try MintedVault()
        let records = try await vault.deposit(2)
        document = try #require(records[0].shared.subject)
        changed = try #require(records[1].shared.subject)
        ofOfficer = try #require(try await vault.deposit(1, from: 40, owner: "CCCD:001200000002").first)
        var validator = PresetValidator(identifiers: [MintedVault.owner])
        validator.indication = .indeterminate
        validator.subIndication = .tryLater
        let folder = try await vault.open(validator)
        var next = try MintedVault.request(20)
        next.replaces = try DocumentReference(changed.text)
        _ = try await folder.vault.deposit(next)
        var committed: CommittedRecord?
        for number in 21...22 {
            var request = try MintedVault.request(number)
            request.name = "zyxwv"
            if case .kept(let kept, _) = try await folder.vault.deposit(request) { committed = kept }
        }
        try await folder.close()
        pending = try #require(committed?.record.shared.subject)
        try vault.write(Array(Self.roles.utf8), to: "roles")
    }

    private func open(_ account: String, _ role: AccessRole? = nil) async throws -> AccessControlledVault {
        var claim = AccessClaim(role: role, account: account, entrance: "test")
        if role == .officer {
            claim.dossier = try DossierCode("H37.01-261124-0001")
            claim.purpose = try AccessPurpose("1.001193")
            claim.basis = .legalTask
        }
        return try await VaultFolder.open(vault.path, for: .reading, as: claim).vault
    }

    private func reference(_ text: String? = nil) throws -> DocumentReference {
        try DocumentReference(text ?? document.text)
    }

    private func denied(_ role: AccessRole) -> VaultError { VaultError(.accessDenied, ["role": role.rawValue]) }

    @Test("an auditor hears what became of a document, and is never given what it says, whatever he says he wants")
    func auditor() async throws {
        let auditor = try await open("kiem-tra", .auditor)
        for action in AccessAction.allCases {
            await #expect(throws: denied(.auditor)) { try await auditor.show(reference(), for: action) }
        }
        await #expect(throws: denied(.auditor)) { try await auditor.history(of: document) }
        #expect(try await auditor.identify(reference(), for: .history) == document)
        let outline = try await auditor.outline(of: document)
        #expect(outline.map(\.content) == [.version(1, .deposit, .accepted, .totalPassed)])
        var query = AccessQuery()
        query.document = try await auditor.identify(reference(), for: .accesses)
        let seen = try await auditor.accesses(of: nil, nil, query)
        #expect(seen.allSatisfy { $0.entry.document == document })
        // The newest three: identified and outlined as one access, and looked at as one.
        #expect(seen.prefix(2).map(\.entry.action) == [.accesses, .history])
        await #expect(throws: denied(.owner)) { try await open("nguoi-khac").outline(of: document) }
        #expect(try await open("chu").outline(of: document) == outline)
    }

    @Test("what somebody may do to the vault gives a certifier, an approver and an operator no document")
    func duties() async throws {
        let certifier = try await open("chung-thuc", .certifier)
        let approver = try await open("phe-duyet", .approver)
        for action in AccessAction.allCases {
            await #expect(throws: denied(.certifier)) { try await certifier.show(reference(), for: action) }
            await #expect(throws: denied(.approver)) { try await approver.show(reference(), for: action) }
        }
        #expect(try await open("van-hanh", .operator).show(reference()).description.version == 1)
    }

    @Test("an officer hears the same of what is pending and of what is not there")
    func pendingDocuments() async throws {
        let officer = try await open("can-bo", .officer)
        for id in [pending, .random()] {
            await #expect(throws: denied(.officer)) { try await officer.show(reference(id.text)) }
            await #expect(throws: denied(.officer)) { try await officer.standing(of: id) }
            await #expect(throws: denied(.officer)) { try await officer.history(of: id) }
            await #expect(throws: denied(.officer)) { try await officer.outline(of: id) }
        }
        #expect(try await open("van-hanh", .operator).standing(of: .random()) == nil)
    }

    @Test("a version that is pending behind one that was let in does not show in it, but to its owner and the operator")
    func pendingVersions() async throws {
        let officer = try await open("can-bo", .officer)
        #expect(try await officer.show(reference(changed.text)).description.version == 1)
        #expect(try await officer.standing(of: changed)?.newestVersion == 1)
        #expect(try await officer.standing(of: changed)?.isAwaiting == false)
        for version in [2, 3] {
            await #expect(throws: VaultError(.versionNotFound, ["version": String(version)])) {
                try await officer.show(reference("\(changed)@\(version)"), for: .content)
            }
        }
        let stranger = try await open("nguoi-khac")
        await #expect(throws: denied(.owner)) { try await stranger.show(reference("\(changed)@2")) }
        #expect(try await open("chu").standing(of: changed)?.newestVersion == 2)
        #expect(try await open("chu").show(reference("\(changed)@2")).description.version == 2)
        #expect(try await open("van-hanh", .operator).standing(of: changed)?.isAwaiting == true)
    }

    @Test("a search tells an officer nothing of what is pending, not even that there is a next page")
    func search() async throws {
        var query = SearchQuery(limit: 1)
        query.owner = OwnerIdentity(try Owner(MintedVault.owner))
        query.terms = try SearchTerms("zyxwv")
        #expect(try await open("can-bo", .officer).search(query) == SearchPage(listings: [], next: nil))
        #expect(try await open("chu").search(query).next != nil)
        query.terms = nil
        query.limit = 10
        #expect(try await open("can-bo", .officer).search(query).listings.count == 2)
    }

    @Test("an erasure of one's own and something else is denied, whether that is another's or not there")
    func mixedErasure() async throws {
        let folder = try await VaultFolder.open(
            vault.path, for: .depositing(PresetValidator()), as: AccessClaim(account: "chu", entrance: "test"))
        let others = try #require(ofOfficer.shared.subject)
        for mixed in [[document, others], [others, document], [document, .random()]] {
            await #expect(throws: denied(.owner)) {
                try await folder.vault.draftErasure(.documents(mixed), reason: ErasureReason("consent-withdrawn"))
            }
        }
        let own = try await folder.vault.draftErasure(
            .documents([document, changed]), reason: ErasureReason("consent-withdrawn"))
        #expect(own.scope == .of([document, changed]))
        try await folder.close()
    }

    @Test("an officer links no number of his own with another's")
    func ownLink() async throws {
        let claim = AccessClaim(
            role: .officer, account: "can-bo", entrance: "test", dossier: try DossierCode("H37.01-261124-0001"),
            purpose: try AccessPurpose("1.001193"), basis: .legalTask)
        let folder = try await VaultFolder.open(vault.path, for: .recording, as: claim)
        let evidence = try #require(KeptDocument(ofOfficer))
        func link(_ one: String, _ other: String) async throws {
            _ = try await folder.vault.enter(
                Owner(one), Owner(other), isLinked: true, evidence: evidence, reason: "", uploader: "", entrance: "")
        }
        await #expect(throws: denied(.officer)) { try await link("CCCD:001200000002", "CMND:012345678") }
        await #expect(throws: denied(.officer)) { try await link("CMND:012345678", "CCCD:001200000002") }
        // What is not his goes as far as the evidence.
        await #expect(throws: VaultError(.ownerLinkEvidence)) { try await link(Self.other, "CMND:012345678") }
        try await folder.close()
    }
}
