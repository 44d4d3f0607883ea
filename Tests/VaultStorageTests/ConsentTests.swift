import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Consents, with real signatures")
struct ConsentTests {
    private let desk: ConsentDesk
    private let owner: MintedPKI.Identity

    init() throws {
        desk = try ConsentDesk()
        owner = try desk.desk.citizens.signer()
    }

    @Test("what the owner signed is entered, kept in the owner's space and published to nobody; each form of CAdES")
    func granted() async throws {
        for isAttached in [true, false] {
            let terms = try desk.terms()
            let bytes = terms.json.canonicalBytes
            let submission =
                try isAttached ? ConsentDesk.attached(bytes, by: owner) : ConsentDesk.detached(bytes, by: owner)
            #expect(try await desk.grant(submission) == nil)
            let record = try await desk.desk.lastRecord()
            guard case .consent(let consent) = record.shared.content else {
                Issue.record("no consent")
                return
            }
            #expect(consent.terms == terms && !record.shared.isPublished && record.shared.subject == nil)
            #expect(consent.evidence.files.count == (isAttached ? 1 : 2))
            #expect(consent.evidence.verdict.indication == .totalPassed)
            #expect(consent.evidence.verdict.signerMatch == .owner)
            let own = record.objects.filter { $0.space == record.private.space }
            #expect(own.count == consent.evidence.files.count + 1 && record.private.space != .shared)
            for object in own { #expect(desk.desk.files.contains(VaultLayout.objectName(object))) }
            #expect(try await desk.isActive(document: nil))
        }
    }

    @Test("an organisation consents by its seal, or by an employee's certificate for it")
    func organisation() async throws {
        let number = "MST:0100109106"
        let seal = try desk.desk.citizens.signer([.init(.userID, number), .init(.commonName, "Công ty")])
        let bytes = try desk.terms(owner: number).json.canonicalBytes
        #expect(try await desk.grant(ConsentDesk.attached(bytes, by: seal)) == nil)
        let employee = try desk.desk.citizens.signer([
            .init(.userID, "CCCD:038093015572"), .init(.userID, number), .init(.commonName, "An"),
        ])
        let other = try desk.terms(owner: number).json.canonicalBytes
        #expect(try await desk.grant(ConsentDesk.attached(other, by: employee)) == nil)
        // What he signs in office is not his own.
        let own = try desk.terms().json.canonicalBytes
        #expect(try await desk.grant(ConsentDesk.attached(own, by: employee)) == .consentNotOwners)
    }

    @Test("the terms are those that were signed, whatever lies beside")
    func signedBytes() async throws {
        let signed = try desk.terms(documents: [.random()]).json.canonicalBytes
        let wider = try desk.terms().json.canonicalBytes
        #expect(try await desk.grant(ConsentDesk.detached(signed, by: owner, beside: wider)) == .consentNotSigned)
        // An attached signature with another statement beside it: the one that was signed counts, and is refused for
        // the document that it names.
        let attached = try ConsentDesk.attached(signed, by: owner)
        let mixed = ConsentSubmission(
            signature: attached.signature, statement: try MintedVault.source("dong-y.json", wider))
        #expect(try await desk.grant(mixed) == .consentDocumentNotOwners)
        #expect(try await !desk.isActive(document: nil))
    }

    @Test("each statement that is not for this is refused by its own name, and leaves nothing")
    func statements() async throws {
        func refusal(_ bytes: [UInt8]) async throws -> VaultErrorCode? {
            try await desk.grant(ConsentDesk.attached(bytes, by: owner))
        }
        func refusal(_ terms: ConsentTerms) async throws -> VaultErrorCode? {
            try await refusal(terms.json.canonicalBytes)
        }
        let text = try desk.terms().json.text
        #expect(try await refusal(desk.terms(vault: String(repeating: "5", count: 32))) == .consentOfOtherVault)
        #expect(try await refusal(desk.terms(owner: "CCCD:001200000001")) == .consentNotOwners)
        #expect(try await refusal(desk.terms(from: -9, until: -1)) == .consentPeriodOver)
        #expect(try await refusal(desk.terms(documents: [.random()])) == .consentDocumentNotOwners)
        let swapped = text.replacing(ConsentDesk.day(30).text, with: ConsentDesk.day(-2).text)
        #expect(try await refusal(Array(swapped.utf8)) == .consentPeriodEmpty)
        let unknown = text.replacing("\"vault\"", with: "\"unto\":\"…\",\"vault\"")
        #expect(try await refusal(Array(unknown.utf8)) == .consentFieldUnknown)
        let twice = text.replacing("{\"agency\"", with: "{\"agency\":\"H01\",\"agency\"")
        #expect(try await refusal(Array(twice.utf8)) == .consentKeyTwice)
        #expect(try await refusal(Array("đồng ý".utf8)) == .consentMalformed)
        #expect(try await refusal([UInt8](repeating: 0x20, count: 65 << 10)) == .consentMalformed)
        #expect(try await desk.desk.vault.records().isEmpty)
    }

    @Test("a signature that is missing, broken, pending, revoked, of somebody else or under another root is refused")
    func signatures() async throws {
        let bytes = try desk.terms().json.canonicalBytes
        #expect(try await desk.grant(ConsentDesk.submission(bytes, nil)) == .consentNotSigned)
        let good = try SignedDesk.signature(of: bytes, by: owner)
        #expect(try await desk.grant(ConsentDesk.submission(good, nil)) == .consentNotSigned)
        var broken = good
        broken[broken.count - 1] ^= 1
        #expect(try await desk.grant(ConsentDesk.submission(broken, bytes)) == .consentSignatureNotPassed)
        let submission = try ConsentDesk.submission(good, bytes)
        #expect(try await desk.grant(submission, crls: []) == .consentPending)
        let stranger = try desk.desk.citizens.signer(MintedPKI.citizen("001200000001"))
        #expect(try await desk.grant(ConsentDesk.detached(bytes, by: stranger)) == .consentNotOwners)
        // The same name and number under a root that is trusted for authorities alone, and under none.
        let official = try desk.desk.authorities.signer()
        #expect(try await desk.grant(ConsentDesk.detached(bytes, by: official)) == .consentSignerNotTrusted)
        let nobody = try MintedPKI().signer()
        #expect(try await desk.grant(ConsentDesk.detached(bytes, by: nobody)) == .consentSignatureNotPassed)
        let revoked = try desk.desk.lists(revoked: [
            .init(owner.certificate, at: MintedPKI.now.adding(seconds: -3600))
        ])
        #expect(try await desk.grant(submission, crls: revoked) == .consentSignatureNotPassed)
        #expect(try await desk.desk.vault.records().isEmpty)
        #expect(try await desk.grant(submission) == nil)
    }

    @Test("a statement counts once, also after its withdrawal, and another with the same id does not")
    func replayed() async throws {
        let terms = try desk.terms()
        let submission = try ConsentDesk.attached(terms.json.canonicalBytes, by: owner)
        #expect(try await desk.grant(submission) == nil)
        #expect(try await desk.grant(submission) == .consentTwice)
        let again = try ConsentDesk.detached(terms.json.canonicalBytes, by: owner)
        #expect(try await desk.grant(again) == .consentTwice)
        #expect(try await desk.withdraw(terms.id, .reason(AccessPurpose("paper-request"))) == nil)
        #expect(try await desk.grant(submission) == .consentTwice)
        let other = try desk.terms(agency: "H01", id: terms.id)
        #expect(try await desk.grant(ConsentDesk.attached(other.json.canonicalBytes, by: owner)) == .consentTwice)
        #expect(try await !desk.isActive(document: nil))
    }

    @Test("of the same statement brought by many at once, one is entered")
    func raced() async throws {
        let terms = try desk.terms()
        let submission = try ConsentDesk.attached(terms.json.canonicalBytes, by: owner)
        let folder = try await desk.open()
        let entered = await withTaskGroup(of: VaultErrorCode?.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    do {
                        _ = try await folder.vault.grant(submission, uploader: "test", entrance: "test")
                        return nil
                    } catch { return (error as? VaultError)?.code ?? .integrity }
                }
            }
            var codes: [VaultErrorCode?] = []
            for await code in group { codes.append(code) }
            return codes
        }
        try await folder.close()
        #expect(entered.count { $0 == nil } == 1 && entered.count { $0 == .consentTwice } == 15)
        #expect(try await desk.desk.vault.check().isClean)
    }

    @Test("a withdrawal wants the owner's own request for this consent, or an official's reason; access ends with it")
    func withdrawn() async throws {
        let terms = try desk.terms()
        let other = try desk.terms()
        for one in [terms, other] {
            #expect(try await desk.grant(ConsentDesk.attached(one.json.canonicalBytes, by: owner)) == nil)
        }
        #expect(try await desk.withdraw(other.id, .reason(AccessPurpose("error"))) == nil)
        #expect(try await desk.isActive(document: nil))
        func request(
            _ consent: ConsentID, vault: String? = nil, by signer: MintedPKI.Identity? = nil
        ) throws -> ConsentWithdrawal.Ground {
            let request = ConsentWithdrawalRequest(consent: consent, vault: vault ?? desk.desk.vault.identity.id)
            return .request(try ConsentDesk.attached(request.json.canonicalBytes, by: signer ?? owner))
        }
        let stranger = try desk.desk.citizens.signer(MintedPKI.citizen("001200000001"))
        #expect(try await desk.withdraw(terms.id, request(terms.id, by: stranger)) == .consentNotOwners)
        #expect(try await desk.withdraw(terms.id, request(other.id)) == .consentRequestDiffers)
        let elsewhere = String(repeating: "5", count: 32)
        #expect(try await desk.withdraw(terms.id, request(terms.id, vault: elsewhere)) == .consentOfOtherVault)
        #expect(try await desk.withdraw(terms.id, request(terms.id), crls: []) == .consentPending)
        // A consent is no request to take it back.
        let consent = ConsentWithdrawal.Ground.request(
            try ConsentDesk.attached(terms.json.canonicalBytes, by: owner))
        #expect(try await desk.withdraw(terms.id, consent) == .consentMalformed)
        #expect(try await desk.withdraw(.random(), request(terms.id)) == .consentNotFound)
        #expect(try await desk.isActive(document: nil))
        #expect(try await desk.withdraw(terms.id, request(terms.id)) == nil)
        let record = try await desk.desk.lastRecord()
        #expect(record.objects.count { $0.space == record.private.space } == 2)
        #expect(try await !desk.isActive(document: nil))
        #expect(try await desk.withdraw(terms.id, request(terms.id)) == .consentWithdrawn)
    }

    @Test("what follows a withdrawal comes once each, in time, and not before it")
    func answered() async throws {
        let terms = try desk.terms()
        let id = terms.id
        #expect(try await desk.grant(ConsentDesk.attached(terms.json.canonicalBytes, by: owner)) == nil)
        for answer in [ConsentAnswer.acknowledge, .extend(days: 1), .fulfil] {
            #expect(try await desk.answer(id, answer) == .consentNotWithdrawn)
        }
        let reason = ConsentWithdrawal.Ground.reason(try AccessPurpose("paper-request"))
        #expect(try await desk.withdraw(id, reason, received: ConsentDesk.day(1)) == .consentReceivedWhen)
        #expect(try await desk.withdraw(id, reason, received: ConsentDesk.day(-1)) == .consentReceivedWhen)
        #expect(try await desk.withdraw(id, reason, received: ConsentDesk.day(0)) == nil)
        #expect(try await desk.answer(id, .extend(days: 0)) == .consentExtensionLength)
        #expect(try await desk.answer(id, .extend(days: 16)) == .consentExtensionLength)
        let late = MintedPKI.now.adding(seconds: 16 * MintedPKI.day)
        #expect(try await desk.answer(id, .extend(days: 15), at: late) == .consentExtensionLate)
        #expect(try await desk.answer(id, .acknowledge) == nil)
        #expect(try await desk.answer(id, .acknowledge) == .consentStepTaken)
        let lastDay = MintedPKI.now.adding(seconds: 15 * MintedPKI.day)
        #expect(try await desk.answer(id, .extend(days: 15), at: lastDay) == nil)
        #expect(try await desk.answer(id, .extend(days: 1)) == .consentStepTaken)
        let vault = try await VaultFolder.open(desk.desk.vault.path, for: .reading).vault
        let standing = try #require(try await vault.consents(ConsentQuery(prefix: id.text)).first)
        #expect(standing.due(at: late, .builtIn).map(\.day) == [ConsentDesk.day(30)])
        #expect(standing.due(at: late.adding(seconds: 15 * MintedPKI.day), .builtIn).map(\.isOverdue) == [true])
        #expect(try await desk.answer(id, .fulfil) == nil)
        for answer in [ConsentAnswer.acknowledge, .extend(days: 1), .fulfil] {
            #expect(try await desk.answer(id, answer) == .consentStepTaken)
        }
        let done = try #require(try await vault.consents(ConsentQuery(prefix: id.text)).first)
        #expect(done.due(at: late, .builtIn).isEmpty && done.events.count == 4)
        var due = ConsentQuery()
        due.isDue = true
        #expect(try await vault.consents(due).isEmpty)
    }

    @Test("a calendar that cannot be understood is found, and nothing is counted by it")
    func calendar() async throws {
        let path = desk.desk.vault.path
        func calendar() async throws -> WorkingCalendar {
            try await VaultFolder.open(path, for: .reading).vault.calendar()
        }
        #expect(try await calendar() == .builtIn)
        for text in [Array("holiday tomorrow\n".utf8), [0x23, 0xff, 0x0a]] {
            try desk.desk.vault.write(text, to: "calendar")
            await #expect(throws: VaultError.self) { try await calendar() }
        }
        try desk.desk.vault.write(Array("holiday tomorrow\n".utf8), to: "calendar")
        #expect(try await desk.desk.vault.check().findings.map(\.code) == [.rulesUnreadable])
    }
}
