import PKI
import TestSupport
import Testing

@testable import VaultCore
@testable import VaultStorage

/// Who may see, grant, take back and answer consents in a vault whose terminals have names.
@Suite("Consents in a vault with roles")
struct ConsentAccessTests {
    private let desk: ConsentDesk
    private let owner: MintedPKI.Identity
    private let neighbour: MintedPKI.Identity
    /// Two ids that begin alike.
    private let own: ConsentID
    private let others: ConsentID
    private static let other = "CCCD:001200000001"

    private static let roles = """
        officer CCCD:001200000002 of H37.01
        certifier CCCD:001200000003
        auditor CCCD:001200000004
        operator CCCD:001200000005
        approver CCCD:001200000006
        service cong-dvc all
        local chu CCCD:038093015572
        local nguoi-khac CCCD:001200000001
        local can-bo CCCD:001200000002
        local chung-thuc CCCD:001200000003
        local kiem-tra CCCD:001200000004
        local van-hanh CCCD:001200000005
        local phe-duyet CCCD:001200000006
        """

    init() async throws {
        desk = try ConsentDesk()
        owner = try desk.desk.citizens.signer()
        neighbour = try desk.desk.citizens.signer([.init(.userID, Self.other), .init(.commonName, "Bình")])
        own = try #require(ConsentID("abcdef" + String(repeating: "0", count: 26)))
        others = try #require(ConsentID("abcdef" + String(repeating: "1", count: 26)))
        let first = try desk.terms(id: own).json.canonicalBytes
        #expect(try await desk.grant(ConsentDesk.attached(first, by: owner)) == nil)
        let second = try desk.terms(owner: Self.other, id: others).json.canonicalBytes
        #expect(try await desk.grant(ConsentDesk.attached(second, by: neighbour)) == nil)
        try desk.desk.vault.write(Array(Self.roles.utf8), to: "roles")
    }

    /// Every role but the owner's, with its account.
    private static let officials: [(role: AccessRole, account: String)] = [
        (.officer, "can-bo"), (.certifier, "chung-thuc"), (.auditor, "kiem-tra"), (.operator, "van-hanh"),
        (.approver, "phe-duyet"), (.service, "cong-dvc"),
    ]

    private func with<Value>(
        _ account: String, _ role: AccessRole? = nil, _ work: (AccessControlledVault) async throws -> Value
    ) async throws -> Value {
        let claim = AccessClaim(
            role: role, account: account, entrance: "test", dossier: try DossierCode("H37.01-261124-0001"),
            purpose: try AccessPurpose(ConsentDesk.purpose), basis: .legalTask)
        let folder = try await desk.open(as: claim)
        do {
            let value = try await work(folder.vault)
            try await folder.close()
            return value
        } catch {
            try? await folder.close()
            throw error
        }
    }

    /// What was entered since some place, the oldest first, without the looking itself.
    private func journal(from first: Int = 0) async throws -> [AccessEntry] {
        let found = try await with("kiem-tra", .auditor) { try await $0.accesses(of: nil, nil, AccessQuery()) }
        return found.reversed().dropLast().dropFirst(first).map(\.entry).filter { $0.action != .accesses }
    }

    private func denied(_ role: AccessRole) -> VaultError { VaultError(.accessDenied, ["role": role.rawValue]) }

    private func space(of consent: ConsentID) async throws -> SpaceID {
        let found = try await with("van-hanh", .operator) { try await $0.consents(ConsentQuery(prefix: consent.text)) }
        return try #require(found.first).granted.private.space
    }

    private func reason(_ text: String = "paper-request") throws -> ConsentWithdrawal {
        ConsentWithdrawal(ground: .reason(try AccessPurpose(text)))
    }

    private func request(_ consent: ConsentID, by signer: MintedPKI.Identity) throws -> ConsentWithdrawal {
        let request = ConsentWithdrawalRequest(consent: consent, vault: desk.desk.vault.identity.id)
        return ConsentWithdrawal(ground: .request(try ConsentDesk.attached(request.json.canonicalBytes, by: signer)))
    }

    private func withdraw(
        _ consent: ConsentID, _ withdrawal: ConsentWithdrawal, _ account: String, _ role: AccessRole? = nil
    ) async throws {
        _ = try await with(account, role) {
            try await $0.withdraw(consent, withdrawal, uploader: "", entrance: "test")
        }
    }

    private func answer(
        _ consent: ConsentID, _ answer: ConsentAnswer, _ account: String, _ role: AccessRole? = nil
    ) async throws {
        _ = try await with(account, role) {
            try await $0.answer(consent, answer, calendar: .builtIn, uploader: "", entrance: "test")
        }
    }

    @Test("an owner sees his own consents, also where another's begins with the same digits, and nothing of another's")
    func seeing() async throws {
        try await with("chu") { vault in
            #expect(try await vault.consents(ConsentQuery(prefix: "abcdef")).map(\.terms.id) == [own])
            let all = ConsentQuery(owner: OwnerIdentity(try Owner(ConsentDesk.owner)))
            #expect(try await vault.consents(all).map(\.terms.id) == [own])
            for query in [
                ConsentQuery(), ConsentQuery(prefix: others.text), ConsentQuery(prefix: ConsentID.random().text),
                ConsentQuery(owner: OwnerIdentity(try Owner(Self.other))),
                ConsentQuery(owner: OwnerIdentity(try Owner(Self.other)), prefix: others.text),
            ] {
                await #expect(throws: denied(.owner)) { try await vault.consents(query) }
            }
        }
        for (role, account) in Self.officials {
            for query in [ConsentQuery(), ConsentQuery(prefix: own.text)] {
                if [.auditor, .operator].contains(role) {
                    #expect(try await !with(account, role) { try await $0.consents(query) }.isEmpty)
                } else {
                    await #expect(throws: denied(role)) {
                        try await with(account, role) { try await $0.consents(query) }
                    }
                }
            }
        }
    }

    @Test("a try on another's consent is entered for that owner; every reading is, from whatever page it begins")
    func entered() async throws {
        let first = try await journal().count
        try await with("nguoi-khac") { vault in
            await #expect(throws: denied(.owner)) { try await vault.consents(ConsentQuery(prefix: own.text)) }
            for var query in [
                ConsentQuery(prefix: others.text), ConsentQuery(owner: OwnerIdentity(try Owner(Self.other))),
            ] {
                query.after = 0
                #expect(try await vault.consents(query).map(\.terms.id) == [others])
            }
        }
        let entered = try await journal(from: first)
        #expect(entered.map(\.action) == [.consents, .consents, .consents])
        #expect(entered.map(\.result) == [.denied, .permitted, .permitted])
        let spaces = [try await space(of: own), try await space(of: others), try await space(of: others)]
        #expect(entered.map(\.space) == spaces)
    }

    @Test("an owner takes back his own by a reason; another's no owner, and no official but the operator")
    func withdrawing() async throws {
        await #expect(throws: denied(.owner)) { try await withdraw(own, reason(), "nguoi-khac") }
        for (role, account) in Self.officials where role != .operator {
            await #expect(throws: denied(role)) { try await withdraw(own, reason(), account, role) }
        }
        let query = ConsentQuery(prefix: own.text)
        #expect(try await with("van-hanh", .operator) { try await $0.consents(query) }.first?.withdrawal == nil)
        try await withdraw(own, reason(), "chu")
        try await withdraw(others, reason(), "van-hanh", .operator)
        let entries = try await journal().filter { $0.result == .permitted && $0.index != nil }.suffix(2)
        #expect(entries.map(\.action) == [.withdrawConsent, .answerConsent])
        let spaces = [try await space(of: own), try await space(of: others)]
        #expect(entries.map(\.space) == spaces)
    }

    @Test("a request is the owner's by his signature alone, whoever hands it in; another's is refused, and entered so")
    func requests() async throws {
        await #expect(throws: VaultError(.consentNotOwners)) {
            try await withdraw(own, request(own, by: neighbour), "nguoi-khac")
        }
        await #expect(throws: VaultError(.consentRequestDiffers)) {
            try await withdraw(own, request(others, by: neighbour), "nguoi-khac")
        }
        let refused = try await journal().suffix(2)
        #expect(refused.map(\.action) == [.withdrawConsent, .withdrawConsent])
        #expect(refused.map(\.result) == [.refused, .refused])
        for (role, account) in Self.officials {
            await #expect(throws: denied(role)) { try await withdraw(own, request(own, by: owner), account, role) }
        }
        try await withdraw(own, request(own, by: owner), "nguoi-khac")
        await #expect(throws: VaultError(.consentWithdrawn)) { try await withdraw(own, reason(), "chu") }
        #expect(try await journal().last?.result == .refused)
        #expect(try await desk.desk.vault.check().findings == [])
    }

    @Test("the operator answers a withdrawal; no owner and nobody else does, nor learns whether there is one")
    func answering() async throws {
        try await withdraw(own, reason(), "chu")
        let absent = ConsentID.random()
        for consent in [own, others, absent] {
            await #expect(throws: denied(.owner)) { try await answer(consent, .fulfil, "chu") }
            for (role, account) in Self.officials where role != .operator {
                await #expect(throws: denied(role)) { try await answer(consent, .fulfil, account, role) }
            }
        }
        await #expect(throws: denied(.owner)) { try await withdraw(absent, reason(), "chu") }
        await #expect(throws: VaultError(.consentNotFound)) { try await answer(absent, .fulfil, "van-hanh", .operator) }
        try await answer(own, .acknowledge, "van-hanh", .operator)
        await #expect(throws: VaultError(.consentStepTaken)) {
            try await answer(own, .acknowledge, "van-hanh", .operator)
        }
        let entries = try await journal().suffix(2)
        #expect(entries.map(\.action) == [.answerConsent, .answerConsent])
        #expect(entries.map(\.result) == [.permitted, .refused])
        let space = try await space(of: own)
        #expect(entries.map(\.space) == [space, space])
    }

    @Test("a consent is granted by its owner's signature, and a statement that is not is entered as refused")
    func granting() async throws {
        let bytes = try desk.terms().json.canonicalBytes
        let forged = try ConsentDesk.attached(bytes, by: neighbour)
        await #expect(throws: VaultError(.consentNotOwners)) {
            try await with("nguoi-khac") { _ = try await $0.grant(forged, uploader: "", entrance: "test") }
        }
        #expect(try await journal().last?.result == .refused)
        let signed = try ConsentDesk.attached(bytes, by: owner)
        for (role, account) in Self.officials {
            await #expect(throws: denied(role)) {
                try await with(account, role) { _ = try await $0.grant(signed, uploader: "", entrance: "test") }
            }
        }
        _ = try await with("nguoi-khac") { try await $0.grant(signed, uploader: "", entrance: "test") }
        let entry = try #require(try await journal().last)
        #expect(entry.action == .grantConsent && entry.result == .permitted && entry.index != nil)
        let space = try await space(of: own)
        #expect(entry.space == space && entry.actor.person == nil)
        await #expect(throws: VaultError(.consentTwice)) {
            try await with("chu") { _ = try await $0.grant(signed, uploader: "", entrance: "test") }
        }
        #expect(try await journal().last?.result == .refused)
        #expect(try await desk.desk.vault.check().findings == [])
    }
}
