import Foundation
import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Random lives of documents against a model that is a dictionary: what the vault says must be what the model says, the
/// check must find nothing, and the catalogue that is made again from the records must be the one that was there.
@Suite("Random histories")
struct HistoryPropertyTests {
    /// Steps of one history; `KHO_HISTORY_STEPS` for longer ones.
    private static let steps = Int(ProcessInfo.processInfo.environment["KHO_HISTORY_STEPS"] ?? "") ?? 60

    private struct Life {
        var owner: String
        var versions: [(name: String, isAccepted: Bool)]
        var end: DocumentEvent.Kind?
        var code: String?

        /// The newest version was refused; one that was let in before stays in force.
        var isNewestRefused = false

        var isOver: Bool { end == .withdrawn || end == .refused }
        var isAwaiting: Bool {
            versions.last?.isAccepted == false && !isNewestRefused && !isOver && (newestAccepted != nil || end == nil)
        }

        var newestAccepted: Int? { versions.lastIndex(where: \.isAccepted).map { $0 + 1 } }
    }

    @Test(
        "of deposits, replacements, validations again, withdrawals, expiries and erasures",
        arguments: [1, 2, 3] as [UInt64])
    func histories(_ seed: UInt64) async throws {
        var numbers = SeededNumbers(seed: seed)
        let vault = try MintedVault()
        let people = try ErasurePeople(vault)
        var lives: [String: Life] = [:]
        var erased: [String] = []
        for step in 0..<Self.steps {
            if Int.random(in: 0..<12, using: &numbers) == 0,
                let any = lives.keys.sorted().randomElement(using: &numbers)
            {
                let target = ErasureTarget.documents([try #require(DocumentID(any))])
                try await people.approve(people.request(target, by: people.clerk, reason: "retention-ended"))
                lives[any] = nil
                erased.append(any)
            } else {
                try await take(step, vault, &lives, &numbers)
            }
        }
        try await hold(vault, lives)
        let reading = try await VaultFolder.open(vault.path, for: .reading).vault
        for document in erased {
            do {
                _ = try await reading.show(DocumentReference(document))
                Issue.record("\(document) is still there")
            } catch let error as VaultError {
                #expect(error.code == .documentErased)
            }
        }
        #expect(try await vault.check().findings == [])
        #expect(try vault.isMadeAgainAlike())
    }

    private func take(
        _ step: Int, _ vault: MintedVault, _ lives: inout [String: Life], _ numbers: inout SeededNumbers
    ) async throws {
        let isPending = Int.random(in: 0..<5, using: &numbers) == 0
        let any = lives.keys.sorted().randomElement(using: &numbers)
        let owner = any.flatMap { lives[$0]?.owner } ?? SampleVault.owners[0]
        switch Int.random(in: 0..<10, using: &numbers) {
        case 0...3:
            let owner = SampleVault.owners.randomElement(using: &numbers) ?? owner
            let code = Bool.random(using: &numbers) ? "MA-\(Int.random(in: 0..<30, using: &numbers))" : nil
            let isTaken = code.map { code in lives.values.contains { $0.code == code } } ?? false
            let done = try await deposit(step, vault, owner: owner, isPending: isPending, code: code)
            switch done {
            case .success(let document):
                #expect(!isTaken)
                lives[document] = Life(owner: owner, versions: [("tep-\(step)", !isPending)], code: code)
            case .failure(let error): #expect(isTaken && error.code == .codeTaken)
            }
        case 4...6:
            guard let any, let life = lives[any] else { return }
            // An attempt by another owner must always fail.
            let by =
                Int.random(in: 0..<4, using: &numbers) == 0 ? SampleVault.owners.first { $0 != owner } ?? owner : owner
            let done = try await deposit(step, vault, owner: by, isPending: isPending, replaces: any)
            switch done {
            case .success(let document):
                #expect(document == any && by == owner && !life.isOver)
                lives[any]?.versions.append(("tep-\(step)", !isPending))
                // One that is pending renews only what was never let in.
                if !isPending || life.newestAccepted == nil { lives[any]?.end = nil }
                lives[any]?.isNewestRefused = false
            case .failure(let error):
                #expect(by == owner ? life.isOver && error.code == .documentEnded : error.code == .ownerDiffers)
            }
        case 7...8:
            if let any, let life = lives[any] {
                lives[any] = try await revalidate(any, life, vault, Int.random(in: 0..<3, using: &numbers))
            }
        default:
            guard let any, let life = lives[any] else { return }
            let kind: DocumentEvent.Kind = Bool.random(using: &numbers) ? .expired : .withdrawn
            let folder = try await VaultFolder.open(vault.path, for: .recording)
            let document = try await folder.vault.show(DocumentReference(any))
            let isAllowed = !life.isOver && life.end != kind
            do {
                _ = try await folder.vault.enter(kind, of: document, reason: "", uploader: "test", entrance: "test")
                #expect(isAllowed)
                lives[any]?.end = kind
            } catch let error as VaultError {
                #expect(!isAllowed && error.code == .documentEnded)
            }
            try await folder.close()
        }
    }

    /// Validates again, with the outcome that the number means.
    private func revalidate(_ document: String, _ life: Life, _ vault: MintedVault, _ number: Int) async throws -> Life
    {
        var life = life
        var validator = PresetValidator(identifiers: [life.owner])
        if number > 0 {
            validator.indication = .indeterminate
            validator.subIndication = number == 1 ? .tryLater : .revokedNoPOE
        }
        let folder = try await vault.open(validator)
        do {
            let outcome = try await folder.vault.revalidate(
                DocumentID(document) ?? .random(), uploader: "test", entrance: "test")
            switch outcome {
            case .notPending: #expect(life.versions.last?.isAccepted == true)
            case .pending: #expect(life.isAwaiting && number == 1)
            case .accepted:
                #expect(life.isAwaiting && number == 0)
                if let last = life.versions.last { life.versions.append((last.name, true)) }
                life.end = nil
            case .refused:
                #expect(life.isAwaiting && number == 2)
                life.isNewestRefused = true
                if life.newestAccepted == nil { life.end = .refused }
            }
        } catch let error as VaultError {
            #expect(error.code == .documentEnded && !life.isAwaiting && life.versions.last?.isAccepted == false)
        }
        try await folder.close()
        return life
    }

    private func deposit(
        _ step: Int, _ vault: MintedVault, owner: String, isPending: Bool, code: String? = nil, replaces: String? = nil
    ) async throws -> Result<String, VaultError> {
        var validator = PresetValidator(identifiers: [owner])
        if isPending {
            validator.indication = .indeterminate
            validator.subIndication = .tryLater
        }
        let folder = try await vault.open(validator)
        var request = try MintedVault.request(step, owner: owner)
        request.name = "tep-\(step)"
        request.code = try code.map { try DocumentCode($0, scheme: "test") }
        request.replaces = try replaces.map { try DocumentReference($0) }
        let result: Result<String, VaultError>
        do {
            guard case .kept(let committed, _) = try await folder.vault.deposit(request) else { throw Refused() }
            result = .success(try #require(committed.record.shared.subject).text)
        } catch let error as VaultError {
            result = .failure(error)
        }
        try await folder.close()
        return result
    }

    private struct Refused: Error {}

    /// What the vault says, against the model.
    private func hold(_ vault: MintedVault, _ lives: [String: Life]) async throws {
        let folder = try await VaultFolder.open(vault.path, for: .reading).vault
        let everybody = try await folder.list(DocumentQuery())
        #expect(
            Set(everybody.map(\.description.document.text))
                == Set(lives.filter { $0.value.newestAccepted != nil }.keys))
        for listing in everybody {
            let life = try #require(lives[listing.description.document.text])
            #expect(listing.description.version == life.newestAccepted)
        }
        var query = DocumentQuery()
        query.isAwaiting = true
        #expect(
            Set(try await folder.list(query).map(\.description.document.text))
                == Set(lives.filter(\.value.isAwaiting).keys))
        for (document, life) in lives {
            let shown = try await folder.show(DocumentReference(document)).description
            let version = life.newestAccepted ?? life.versions.count
            #expect(shown.version == version && shown.name == life.versions[version - 1].name)
            #expect(shown.code?.value == life.code)
            let standing = try await folder.standing(of: DocumentID(document) ?? .random())
            #expect(standing?.newestVersion == life.versions.count && standing?.end == life.end)
            for (place, version) in life.versions.enumerated() {
                let old = try await folder.show(DocumentReference("\(document)@\(place + 1)"))
                #expect(old.description.name == version.name)
                for file in old.description.files {
                    _ = try await folder.content(of: file, in: old)
                    // A version that was validated again holds the same bytes, and is the one that stands.
                    let found = try await folder.show(DocumentReference(file.digest.description)).description
                    #expect(found.document == old.description.document && found.files == old.description.files)
                }
            }
        }
        for owner in SampleVault.owners {
            let own = try await folder.list(DocumentQuery(owner: OwnerIdentity(try Owner(owner))))
            let expected = lives.filter { $0.value.owner == owner }
            #expect(Set(own.map(\.description.document.text)) == Set(expected.keys))
        }
    }
}
