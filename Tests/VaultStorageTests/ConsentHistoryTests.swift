import Foundation
import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Random lives of consents against a model that is a list: who may read what by consent, at any time, must be what the
/// model says; the check finds nothing, and the catalogue that is made again is the one that was there.
@Suite("Random histories of consents")
struct ConsentHistoryTests {
    /// Steps of one history; `KHO_HISTORY_STEPS` for longer ones.
    private static let steps = Int(ProcessInfo.processInfo.environment["KHO_HISTORY_STEPS"] ?? "") ?? 40
    private static let numbers = ["CCCD:038093015572", "CMND:012345678", "CCCD:001200000001"]
    private static let agencies = ["H37", "H37.01", "H01"]
    private static let purposes = ["1.001193", "2.000815"]

    private struct Granted {
        let id: ConsentID
        let owner: String
        let agency: String
        let purpose: String
        let documents: [DocumentID]?
        /// Days after the reference time.
        let days: ClosedRange<Int>
        var events: Set<String> = []
    }

    private struct World {
        let desk: ConsentDesk
        let signers: [String: MintedPKI.Identity]
        let documents: [String: DocumentID]
        let proof: KeptDocument
        var granted: [Granted] = []
        /// Whether the first two numbers are one owner's.
        var isLinked = false
        var day = 0

        var now: Instant { MintedPKI.now.adding(seconds: Int64(day) * MintedPKI.day) }

        func identity(_ owner: String) -> Set<String> {
            isLinked && owner != ConsentHistoryTests.numbers[2] ? Set(ConsentHistoryTests.numbers.prefix(2)) : [owner]
        }
    }

    @Test("of granting, withdrawing, answering, linking and reading", arguments: [1, 2, 3] as [UInt64])
    func histories(_ seed: UInt64) async throws {
        var numbers = SeededNumbers(seed: seed)
        var world = try await Self.world()
        for _ in 0..<Self.steps {
            let folder = try await world.desk.open(at: world.now)
            try await step(&world, folder.vault, &numbers)
            try await folder.close()
            try await hold(world)
        }
        #expect(world.granted.contains { $0.events.contains("withdrawn") })
        #expect(try await world.desk.desk.vault.check().findings == [])
        #expect(try world.desk.desk.vault.isMadeAgainAlike())
    }

    private static func world() async throws -> World {
        let desk = try ConsentDesk()
        var signers: [String: MintedPKI.Identity] = [:]
        var documents: [String: DocumentID] = [:]
        let folder = try await desk.open()
        for number in numbers {
            let signer = try desk.desk.citizens.signer([.init(.userID, number), .init(.commonName, "An")])
            signers[number] = signer
            let outcome = try await folder.vault.deposit(
                SignedDesk.request(SignedDesk.signature(by: signer), owner: number))
            guard case .kept(let committed, _) = outcome else { throw SignedDesk.Disagreement() }
            documents[number] = committed.record.shared.subject
        }
        let proof = try await folder.vault.show(DocumentReference(documents[numbers[0]]?.text ?? ""))
        try await folder.close()
        return World(desk: desk, signers: signers, documents: documents, proof: proof)
    }

    private func step(_ world: inout World, _ vault: AccessControlledVault, _ numbers: inout SeededNumbers) async throws
    {
        let any = world.granted.indices.randomElement(using: &numbers)
        switch Int.random(in: 0..<10, using: &numbers) {
        case 0...3: try await grant(&world, vault, &numbers)
        case 4...5:
            guard let any else { return }
            let reason = ConsentWithdrawal.Ground.reason(try AccessPurpose("paper-request"))
            let error = try await code {
                _ = try await vault.withdraw(
                    world.granted[any].id, ConsentWithdrawal(ground: reason), uploader: "test", entrance: "test")
            }
            #expect(error == (world.granted[any].events.contains("withdrawn") ? .consentWithdrawn : nil))
            world.granted[any].events.insert("withdrawn")
        case 6...7:
            guard let any else { return }
            let isDone = Bool.random(using: &numbers)
            let name = isDone ? "fulfilled" : "acknowledged"
            let error = try await code {
                _ = try await vault.answer(
                    world.granted[any].id, isDone ? .fulfil : .acknowledge, calendar: .builtIn, uploader: "test",
                    entrance: "test")
            }
            let events = world.granted[any].events
            let isOver = events.contains(name) || events.contains("fulfilled")
            #expect(error == (!events.contains("withdrawn") ? .consentNotWithdrawn : isOver ? .consentStepTaken : nil))
            if error == nil { world.granted[any].events.insert(name) }
        case 8:
            let isLinked = !world.isLinked
            _ = try await vault.enter(
                Owner(Self.numbers[0]), Owner(Self.numbers[1]), isLinked: isLinked, evidence: world.proof, reason: "",
                uploader: "test", entrance: "test")
            world.isLinked = isLinked
        default: world.day += Int.random(in: 1...4, using: &numbers)
        }
    }

    private func grant(_ world: inout World, _ vault: AccessControlledVault, _ numbers: inout SeededNumbers)
        async throws
    {
        let owner = Self.numbers.randomElement(using: &numbers) ?? ""
        let signer = Self.numbers.randomElement(using: &numbers) ?? ""
        let named = Self.numbers.randomElement(using: &numbers) ?? ""
        let first = world.day + Int.random(in: -8...4, using: &numbers)
        let granted = Granted(
            id: .random(), owner: owner, agency: Self.agencies.randomElement(using: &numbers) ?? "",
            purpose: Self.purposes.randomElement(using: &numbers) ?? "",
            documents: Bool.random(using: &numbers) ? nil : world.documents[named].map { [$0] },
            days: first...(first + Int.random(in: 0...9, using: &numbers)))
        let terms = try world.desk.terms(
            owner: owner, agency: granted.agency, purpose: granted.purpose, documents: granted.documents,
            from: granted.days.lowerBound, until: granted.days.upperBound, id: granted.id)
        let submission = try ConsentDesk.attached(
            terms.json.canonicalBytes, by: try #require(world.signers[signer]))
        let error = try await code {
            _ = try await vault.grant(submission, uploader: "test", entrance: "test")
        }
        let identity = world.identity(owner)
        let expected: VaultErrorCode? =
            !identity.contains(signer)
            ? .consentNotOwners
            : granted.days.upperBound < world.day
                ? .consentPeriodOver
                : granted.documents != nil && !identity.contains(named) ? .consentDocumentNotOwners : nil
        #expect(error == expected)
        if error == nil { world.granted.append(granted) }
    }

    private func code(_ work: () async throws -> Void) async throws -> VaultErrorCode? {
        do {
            try await work()
            return nil
        } catch let error as VaultError { return error.code }
    }

    /// Every question that can be asked, against the model.
    private func hold(_ world: World) async throws {
        let opened = try OpenedVault(path: world.desk.desk.vault.path, pool: WorkerPool.shared, writes: false)
        let catalogue = SQLiteCatalogue(database: opened.database, pool: WorkerPool.shared)
        for owner in Self.numbers {
            let identity = try await opened.records.identity(of: Owner(owner))
            let known = world.identity(owner)
            for agency in Self.agencies {
                for purpose in Self.purposes {
                    for document in [nil] + Self.numbers.map({ world.documents[$0] }) {
                        for day in [world.day, world.day + 3] {
                            let isActive = try await catalogue.consent(
                                of: identity, to: AgencyCode(agency), for: AccessPurpose(purpose), document: document,
                                at: MintedPKI.now.adding(seconds: Int64(day) * MintedPKI.day))
                            let isExpected = world.granted.contains { consent in
                                known.contains(consent.owner) && consent.agency == agency
                                    && consent.purpose == purpose && consent.days.contains(day)
                                    && !consent.events.contains("withdrawn")
                                    && (consent.documents == nil || document.map { [$0] } == consent.documents)
                            }
                            #expect((isActive != nil) == isExpected)
                        }
                    }
                }
            }
        }
        opened.database.close()
    }
}
