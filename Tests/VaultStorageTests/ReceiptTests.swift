import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultStorage

@Suite("Receipts")
struct ReceiptTests {
    private let vault: MintedVault
    private let policy: LogPolicy

    init() async throws {
        vault = try MintedVault()
        try await vault.deposit(300)
        policy = try LogPolicy(parsing: "log \(vault.identity.logKeys[0].key.text)\nquorum none\n")
    }

    private func receipt(disclosesPrivate: Bool) async throws -> Receipt {
        let folder = try await VaultFolder.open(vault.path, for: .reading)
        let listing = try #require(try await folder.vault.list(DocumentQuery(after: 136, limit: 1)).first)
        let document = try await folder.vault.show(DocumentReference(listing.description.document.text))
        return try await folder.vault.receipt(for: document.record, disclosesPrivate: disclosesPrivate)
    }

    private func verify(_ members: [(name: String, bytes: [UInt8])]) throws -> ReceiptStatement {
        try Receipt(members: members).verify(
            policy: policy, seals: vault.identity.seals.map(\.der), verifier: OpenSSLSealVerifier())
    }

    @Test("a receipt verifies from its members alone, with and without the private part", arguments: [false, true])
    func verifies(_ disclosesPrivate: Bool) async throws {
        let receipt = try await receipt(disclosesPrivate: disclosesPrivate)
        let members = receipt.members.map { (name: $0.name.rawValue, bytes: $0.bytes) }
        let statement = try verify(members)
        #expect(statement.index == 137)
        #expect(statement.treeSize == 300)
        #expect(statement.vault == vault.identity.id)
        #expect(!statement.isWitnessed)
        #expect(members.contains { $0.name == "private.json" } == disclosesPrivate)
    }

    @Test("one changed byte anywhere in any member is refused", arguments: [false, true])
    func tampered(_ disclosesPrivate: Bool) async throws {
        let receipt = try await receipt(disclosesPrivate: disclosesPrivate)
        let members = receipt.members.map { (name: $0.name.rawValue, bytes: $0.bytes) }
        for (place, member) in members.enumerated() {
            // The seal's CMS has unsigned parts too, so it is changed where its signature value lies: at the end.
            let isSeal = member.name == "vault.json.p7s"
            let positions = isSeal ? [member.bytes.count - 8] : Array(stride(from: 0, to: member.bytes.count, by: 41))
            for position in positions + [member.bytes.count - 1] {
                var changed = members
                changed[place].bytes[position] ^= 1
                #expect(throws: VaultError.self, "\(member.name) at \(position)") { try verify(changed) }
            }
        }
    }

    @Test("a member too many, too few or twice is refused")
    func members() async throws {
        let receipt = try await receipt(disclosesPrivate: false)
        let members = receipt.members.map { (name: $0.name.rawValue, bytes: $0.bytes) }
        for place in members.indices {
            var fewer = members
            fewer.remove(at: place)
            #expect(throws: VaultError.self) { try verify(fewer) }
            #expect(throws: VaultError.self) { try verify(members + [members[place]]) }
        }
        #expect(throws: VaultError(.receiptMember, ["member": "x"])) { try verify(members + [("x", [])]) }
    }

    @Test("another vault's log, another seal and an unmet quorum are refused")
    func foreign() async throws {
        let receipt = try await receipt(disclosesPrivate: false)
        let other = try MintedVault()
        let seals = vault.identity.seals.map(\.der)
        let foreignLog = try LogPolicy(parsing: "log \(other.identity.logKeys[0].key.text)\nquorum none\n")
        #expect(throws: VaultError(.receiptProof, ["reason": "log.policy.not-signed-by-log"])) {
            try receipt.verify(policy: foreignLog, seals: seals, verifier: OpenSSLSealVerifier())
        }
        #expect(throws: VaultError(.receiptIdentity, ["reason": "seal"])) {
            try receipt.verify(
                policy: policy, seals: other.identity.seals.map(\.der), verifier: OpenSSLSealVerifier())
        }
    }
}
