import Foundation
import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Random lives of a vault with all that an institution does in it, really signed and really validated, against a model
/// that is a few dictionaries: copies are certified, owners consent and take it back, officers read, documents are erased.
@Suite("Random histories of an institution")
struct InstitutionHistoryTests {
    /// Steps of one history; `KHO_HISTORY_STEPS` for longer ones.
    private static let steps = Int(ProcessInfo.processInfo.environment["KHO_HISTORY_STEPS"] ?? "") ?? 24
    private static let owners = ["CCCD:038093015572", "CCCD:001200000001"]
    private static let purpose = "1.001193"

    private struct World {
        let office: CertifiedCopyTests.Office
        let people: ErasurePeople
        let signers: [String: MintedPKI.Identity]
        /// The owner, and the number in the register of a certified copy.
        var documents: [DocumentID: (owner: String, number: Int?)] = [:]
        var erased: Set<DocumentID> = []
        /// Consents in force.
        var consents: [ConsentID: String] = [:]
        /// Numbers that stood in the register at any time.
        var numbers: Set<Int> = []
        /// How often an officer was given each document.
        var reads: [DocumentID: Int] = [:]
        var leaves: [LogLeaf] = []

        var vault: MintedVault { office.desk.vault }
        var any: [DocumentID] { documents.keys.sorted { $0.text < $1.text } }
    }

    @Test("of certifying, consenting, taking it back, reading and erasing", arguments: [1, 2] as [UInt64])
    func histories(_ seed: UInt64) async throws {
        var numbers = SeededNumbers(seed: seed)
        var world = try Self.world()
        for _ in 0..<Self.steps {
            try await step(&world, &numbers)
            try await hold(&world)
        }
        #expect(!world.erased.isEmpty && world.reads.values.contains { $0 > 0 })
        #expect(try await world.vault.check().findings == [])
        try await counted(world)
        #expect(try world.vault.isMadeAgainAlike())
        // Also a number whose copy is erased is given to nobody else.
        let folder = try await world.office.desk.open()
        let register = try CodeSeries.certifications(by: Owner("MST:0400260612"), book: "01/2026-SCT/BS")
        let given = try await folder.vault.issue(register, count: 10, purpose: nil, uploader: "test", entrance: "test")
        #expect(world.numbers.isDisjoint(with: given.allocation.serials))
        try await folder.close()
    }

    private static func world() throws -> World {
        let office = try CertifiedCopyTests.Office()
        let people = try ErasurePeople(office.desk.vault, pki: office.desk.citizens)
        try office.desk.vault.write(
            Array((CertifiedCopyTests.Office.roles + "approver CCCD:\(ErasurePeople.approverNumber)\n").utf8),
            to: "roles")
        let other = try office.desk.citizens.signer(MintedPKI.citizen("001200000001", name: "Trần Thị Bình"))
        return World(office: office, people: people, signers: [owners[0]: people.owner, owners[1]: other])
    }

    private func step(_ world: inout World, _ numbers: inout SeededNumbers) async throws {
        let owner = Self.owners.randomElement(using: &numbers) ?? ""
        let any = world.any.randomElement(using: &numbers)
        let gone = world.erased.sorted { $0.text < $1.text }.randomElement(using: &numbers)
        switch Int.random(in: 0..<12, using: &numbers) {
        case 0...1: try await deposit(&world, owner)
        case 2...4: try await certify(&world, owner, number: Int.random(in: 1...8, using: &numbers))
        case 5: try await grant(&world, owner)
        case 6:
            guard let consent = world.consents.keys.sorted(by: { $0.text < $1.text }).randomElement(using: &numbers)
            else { return }
            let folder = try await world.office.desk.open()
            _ = try await folder.vault.withdraw(
                consent, ConsentWithdrawal(ground: .reason(AccessPurpose("paper-request"))), uploader: "test",
                entrance: "test")
            try await folder.close()
            world.consents[consent] = nil
        case 7...9:
            let basis: AccessBasis = Bool.random(using: &numbers) ? .consent : .legalTask
            let asked = Int.random(in: 0..<4, using: &numbers) == 0 ? gone ?? any : any
            if let asked { try await read(&world, asked, basis) }
        default:
            guard let any, let life = world.documents[any] else { return }
            // Whose it is asks for it; that another cannot is for other tests.
            let request = try await world.people.request(.documents([any]), by: world.signers[life.owner])
            _ = try await world.people.approve(request)
            world.documents[any] = nil
            world.erased.insert(any)
        }
    }

    private func deposit(_ world: inout World, _ owner: String) async throws {
        let content = Array("đơn \(world.documents.count + world.erased.count)".utf8)
        let signer = try #require(world.signers[owner])
        let outcome = try await world.office.desk.deposit(
            SignedDesk.signature(of: content, by: signer), of: [content], owner: owner)
        #expect(outcome == .accepted)
        world.documents[try #require(try await world.office.desk.lastRecord().shared.subject)] = (owner, nil)
    }

    private func certify(_ world: inout World, _ owner: String, number: Int) async throws {
        let certification = try CertifiedCopyTests.Office.certification(number: String(number))
        var request = try SignedDesk.request(
            world.office.countersigned(stating: certification), of: [CertifiedCopyTests.Office.scan], owner: owner,
            category: .certifiedCopy)
        request.certification = certification
        let isTaken = world.documents.values.contains { $0.number == number }
        do {
            #expect(try await world.office.desk.deposit(request) == .accepted)
            #expect(!isTaken)
            world.documents[try #require(try await world.office.desk.lastRecord().shared.subject)] = (owner, number)
            world.numbers.insert(number)
        } catch let error as VaultError {
            #expect(isTaken && error.code == .certificationNumberTaken)
        }
    }

    private func grant(_ world: inout World, _ owner: String) async throws {
        let id = ConsentID.random()
        let terms = try ConsentTerms(
            id: id, vault: world.vault.identity.id, owner: Owner(owner), agency: AgencyCode("H37.01"),
            purpose: AccessPurpose(Self.purpose), documents: nil, from: ConsentDesk.day(-1), until: .last)
        let folder = try await world.office.desk.open()
        _ = try await folder.vault.grant(
            ConsentDesk.attached(terms.json.canonicalBytes, by: try #require(world.signers[owner])), uploader: "test",
            entrance: "test")
        try await folder.close()
        world.consents[id] = owner
    }

    /// An officer asks for a document's content.
    private func read(_ world: inout World, _ document: DocumentID, _ basis: AccessBasis) async throws {
        let claim = try AccessClaim(
            role: .officer, account: "can-bo", entrance: "test", dossier: DossierCode("H37.01-261124-0001"),
            purpose: AccessPurpose(Self.purpose), basis: basis)
        let isExpected =
            if let life = world.documents[document] {
                basis == .legalTask || world.consents.values.contains(life.owner)
            } else {
                false
            }
        let vault = try await VaultFolder.open(world.vault.path, for: .reading, as: claim).vault
        do {
            let found = try await vault.show(DocumentReference(document.text), for: .content)
            _ = try await vault.content(of: #require(found.description.files.first), in: found)
            #expect(isExpected, "\(basis)")
            world.reads[document, default: 0] += 1
        } catch let error as VaultError {
            #expect(!isExpected, "\(basis): \(error.code)")
        }
    }

    /// What must hold after every step: the log only grows, and what is there is what the model says.
    private func hold(_ world: inout World) async throws {
        let leaves = try await world.vault.entries().map(\.leaf)
        #expect(leaves.starts(with: world.leaves))
        world.leaves = leaves
        let vault = try await VaultFolder.open(world.vault.path, for: .reading).vault
        #expect(Set(try await vault.list(DocumentQuery()).map(\.description.document)) == Set(world.documents.keys))
        for (document, life) in world.documents {
            let shown = try await vault.show(DocumentReference(document.text)).description
            #expect(shown.owner.description == life.owner && shown.certification?.serial == life.number)
        }
        for document in world.erased {
            await #expect(throws: VaultError.self) { try await vault.show(DocumentReference(document.text)) }
        }
    }

    /// Every reading stands in the journal, and no reading that was not given.
    private func counted(_ world: World) async throws {
        let vault = try await VaultFolder.open(world.vault.path, for: .reading).vault
        for document in world.any + world.erased {
            var query = AccessQuery()
            query.document = document
            let entries = try await vault.accesses(of: nil, nil, query).map(\.entry)
            let given = entries.filter { $0.actor.role == .officer && $0.action == .content && $0.result == .permitted }
            #expect(given.count == world.reads[document, default: 0])
        }
    }
}
