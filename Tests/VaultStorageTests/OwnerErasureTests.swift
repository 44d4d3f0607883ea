import Foundation
import GRDB
import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Erasing all of an owner, and what must still hold then")
struct OwnerErasureTests {
    private static let former = "CMND:012345678"

    /// A citizen with documents under two linked numbers, and serial numbers in series of his own.
    private struct Prepared {
        let vault: MintedVault
        let people: ErasurePeople
        let series: CodeSeries
        let proof: KeptDocument
    }

    private func prepare() async throws -> Prepared {
        let vault = try MintedVault()
        let people = try ErasurePeople(vault)
        try await vault.deposit(2)
        let proof = try #require(try await vault.records().compactMap(KeptDocument.init).first)
        try await vault.deposit(1, from: 5, owner: "CCCD:001200000001")
        let series = try CodeSeries.papers(of: Owner(MintedVault.owner), type: "KQ.G15.000031", number: "12-2026")
        let folder = try await vault.open(PresetValidator(identifiers: [MintedVault.owner]))
        _ = try await folder.vault.enter(
            Owner(MintedVault.owner), Owner(Self.former), isLinked: true, evidence: proof, reason: "", uploader: "test",
            entrance: "test")
        _ = try await folder.vault.issue(series, count: 3, purpose: nil, uploader: "test", entrance: "test")
        // A consent, with its signed evidence, and that it was taken back.
        let terms = try ConsentTerms(
            vault: vault.identity.id, owner: Owner(MintedVault.owner), agency: AgencyCode("H37.01"),
            purpose: AccessPurpose("1.001193"), documents: nil, from: DocumentDay(inVietnam: MintedPKI.now) ?? .last,
            until: .last)
        _ = try await folder.vault.grant(
            ConsentDesk.attached(terms.json.canonicalBytes, by: people.owner), uploader: "test", entrance: "test")
        _ = try await folder.vault.withdraw(
            terms.id, ConsentWithdrawal(ground: .reason(AccessPurpose("paper-request"))), uploader: "test",
            entrance: "test")
        // A number far ahead, as others give them out.
        var ahead = try MintedVault.request(7)
        ahead.code = try MintedCode(series, serial: 6).code
        _ = try await folder.vault.deposit(ahead)
        _ = try await folder.vault.deposit(MintedVault.request(8, owner: Self.former))
        try await folder.close()
        return Prepared(vault: vault, people: people, series: series, proof: proof)
    }

    @Test("takes documents, links, consents, serial numbers and spaces under all numbers; no number is given out twice")
    func owner() async throws {
        let prepared = try await prepare()
        let vault = prepared.vault
        let needles = ["038093015572", "012345678"]
        #expect(try !Residue.of(needles, in: vault.path).isEmpty)
        let outcome = try await prepared.people.erase(.owner(try Owner(Self.former)))
        #expect(outcome.isFinished && outcome.erasure.spaces.count == 2 && outcome.erasure.documents.count == 4)
        #expect(try Residue.of(needles, in: vault.path) == [])
        #expect(try await vault.check().findings == [])
        #expect(try await vault.records().compactMap(KeptDocument.init).count == 1)

        let folder = try await vault.open(PresetValidator(identifiers: [MintedVault.owner]))
        #expect(try await folder.vault.links(of: Owner(MintedVault.owner)).identity.identifiers.count == 1)
        let first = try await folder.vault.issue(
            prepared.series, count: 1, purpose: nil, uploader: "test", entrance: "test")
        #expect(first.allocation.serials == 4...4)
        let next = try await folder.vault.issue(
            prepared.series, count: 2, purpose: nil, uploader: "test", entrance: "test")
        #expect(next.allocation.serials == 7...8)
        // Whoever comes back begins in a new space.
        guard case .kept(let again, _) = try await folder.vault.deposit(MintedVault.request(20)) else {
            throw SignedDesk.Disagreement()
        }
        #expect(!outcome.erasure.spaces.contains(again.record.private.space))
        try await folder.close()
        #expect(try await vault.check().findings == [])
    }

    @Test("the catalogue made again from what is left is the same")
    func replayed() async throws {
        let prepared = try await prepare()
        try await prepared.people.erase(.owner(try Owner(MintedVault.owner)))
        let database = try CatalogueDatabase(path: "\(prepared.vault.path)/catalogue.sqlite")
        func rows() throws -> [Row] {
            try database.read { connection in
                try CatalogueTable.allCases.flatMap {
                    try Row.fetchAll(connection, sql: "SELECT * FROM \($0.rawValue) ORDER BY 1, 2")
                }
            }
        }
        let before = try rows()
        try database.write { try $0.execute(sql: "PRAGMA user_version = 1") }
        try database.upgrade()
        #expect(try rows() == before)
    }

    @Test("without the key of erased numbers none is given out, and the check says that it is gone")
    func keyGone() async throws {
        let prepared = try await prepare()
        let vault = prepared.vault
        try await prepared.people.erase(.owner(try Owner(MintedVault.owner)))
        let key = try vault.bytes("keys/erasure.key")
        try FileManager.default.removeItem(atPath: vault.path + "/keys/erasure.key")
        #expect(try await vault.check().findings.map(\.code) == [.keyMissing])
        let folder = try await VaultFolder.open(vault.path, for: .recording)
        await #expect(throws: VaultError(.keyMissing, ["key": "erasure"])) {
            try await folder.vault.issue(prepared.series, count: 1, purpose: nil, uploader: "test", entrance: "test")
        }
        try await folder.close()
        try vault.write(key.map { $0 == UInt8(ascii: "0") ? UInt8(ascii: "1") : $0 }, to: "keys/erasure.key")
        #expect(try await vault.check().findings.map(\.code) == [.keyForeign])
    }

    @Test("a document that proves a link in force stays, until the two are parted")
    func proof() async throws {
        let prepared = try await prepare()
        let vault = prepared.vault
        let target = [prepared.proof.description.document]
        do {
            try await prepared.people.request(target)
            Issue.record("not refused")
        } catch let error as VaultError {
            #expect(error.code == .erasureProvesLink)
        }
        let folder = try await VaultFolder.open(vault.path, for: .recording)
        _ = try await folder.vault.enter(
            Owner(MintedVault.owner), Owner(Self.former), isLinked: false, evidence: prepared.proof, reason: "",
            uploader: "test", entrance: "test")
        try await folder.close()
        #expect(try await prepared.people.erase(target).isFinished)
        #expect(try await vault.check().findings == [])
    }

    @Test("a folder that was put back is erased again by the sealed list, and by no other list")
    func applied() async throws {
        let prepared = try await prepare()
        let vault = prepared.vault
        let backup = try VaultCopy(of: vault)
        try await prepared.people.erase(.owner(try Owner(MintedVault.owner)))
        let done = try await VaultFolder.open(vault.path, for: .reading).vault.erasures().done
        let list = ErasureList(
            vault: vault.identity.id,
            erasures: done.compactMap { record in
                guard case .erasure(let erasure) = record.shared.content else { return nil }
                return (record.index, erasure)
            }, logSize: 12, time: MintedPKI.now)
        let read = try ErasureList(bytes: list.bytes)
        #expect(read.entries == list.entries)
        let seal = try vault.seal.sign(list.bytes)

        let folder = try await VaultFolder.open(backup.path, for: .depositing(PresetValidator()))
        for (bytes, signature, fault) in [
            (list.bytes, try MintedSeal().sign(list.bytes), "seal"), (list.bytes, seal.dropLast() + [0], "seal"),
        ] {
            await #expect(throws: VaultError(.erasureList, ["fault": fault])) {
                try await folder.vault.applyErasures(
                    ErasureList(bytes: bytes), seal: Array(signature), sealedBy: vault.seal, uploader: "test",
                    entrance: "test")
            }
        }
        let foreign = ErasureList(vault: DocumentID.random().text, erasures: [], logSize: 0, time: MintedPKI.now)
        await #expect(throws: VaultError(.erasureList, ["fault": "vault"])) {
            try await folder.vault.applyErasures(
                foreign, seal: vault.seal.sign(foreign.bytes), sealedBy: vault.seal, uploader: "test", entrance: "test")
        }
        for round in 0..<2 {
            let applied = try await folder.vault.applyErasures(
                read, seal: seal, sealedBy: vault.seal, uploader: "test", entrance: "test")
            let erased = applied.count { if case .erased = $0.result { true } else { false } }
            #expect(erased == (round == 0 ? 1 : 0))
        }
        try await folder.close()
        #expect(try Residue.of(["038093015572", "012345678"], in: backup.path) == [])
        #expect(try await backup.check().findings == [])
    }
}
