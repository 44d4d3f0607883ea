import CanonicalJSON
import PKI
import Signatures
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@Suite("Verifying a copy bundle")
struct BundleVerifierTests {
    private let bundle: MintedBundle

    init() throws { bundle = try MintedBundle() }

    private func codes(_ report: BundleReport) -> [String] {
        [report.container, report.seal, report.receipt, report.document].flatMap { $0.reasons.map(\.code) }
    }

    @Test("a good bundle passes in each part, by the verifier's root and the bundled evidence alone")
    func good() throws {
        let report = try bundle.verify()
        #expect(report.indication == .totalPassed, "\(codes(report))")
        #expect(report.vault == MintedBundle.id)
        #expect(report.statement?.index == 1)
        #expect(report.statement?.isWitnessed == false)
        #expect(report.validation?.signatures.first?.signer?.identifiers == ["CCCD:038093015572"])
        #expect(report.statedByVault?.indication == .totalPassed)
        #expect(report.verifiableUntil == MintedPKI.now.adding(seconds: 86400))
        #expect(report.files == ["hợp đồng.pdf.p7s", "hợp đồng.pdf"])
        let json = report.json()
        #expect(json["receipt"]?["index"]?.integer == 1)
        #expect(json["verifiableUntil"]?.string == MintedPKI.now.adding(seconds: 86400).description)
    }

    @Test("what stays in the vault is not in it")
    func nothingPrivate() throws {
        let text = String(decoding: bundle.archive, as: UTF8.self)
        #expect(!text.contains("secret"))
        #expect(try !bundle.members().contains { $0.name == "private.json" || $0.name == "private.salt" })
    }

    @Test("a report that lies does not change the verdict, and is shown as the vault's word")
    func lyingReport() throws {
        let stranger = try MintedPKI().signer()
        let bundle = try MintedBundle(.init(signer: stranger, statedIndication: .totalPassed))
        let report = try bundle.verify()
        #expect(report.statedByVault?.indication == .totalPassed)
        #expect(report.seal.indication == .totalPassed)
        #expect(report.receipt.indication == .totalPassed)
        #expect(report.document.indication == .indeterminate)
        #expect(report.document.subIndication == .noCertificateChainFound)
        #expect(report.indication == .indeterminate)
    }

    @Test("a vault that bundles another original than was signed is found out")
    func wrongOriginal() throws {
        let report = try MintedBundle(.init(statedIndication: .totalPassed, bundledOriginal: Array("khác".utf8)))
            .verify()
        #expect(report.seal.indication == .totalPassed && report.receipt.indication == .totalPassed)
        #expect(report.document.subIndication == .hashFailure)
        #expect(report.indication == .totalFailed)
    }

    @Test("a member that is not listed is refused, also in META-INF and also as a folder's file")
    func extraMember() throws {
        for name in ["thêm.txt", "META-INF/signature002.p7s", "META-INF/container.xml", "evidence/x"] {
            let report = try bundle.verify(MintedBundle.archive(bundle.members() + [(name, [1])]))
            #expect(report.indication == .totalFailed, "\(name)")
            #expect(codes(report).contains("BUNDLE_UNLISTED_MEMBER"))
        }
    }

    @Test("a file that is listed and sealed, but not in the record, is refused")
    func extraListed() throws {
        let report = try bundle.verify(bundle.resealed(bundle.members() + [("thêm.txt", [1])]))
        #expect(codes(report) == ["BUNDLE_FILE_NOT_IN_RECORD"])
        #expect(report.indication == .totalFailed)
        let renamed = try bundle.resealed(
            bundle.members() + [("evidence/\(String(repeating: "a", count: 64)).crl", [1])])
        #expect(try codes(bundle.verify(renamed)) == ["BUNDLE_FILE_DIFFERS"])
    }

    @Test("a bundle without any one of its members is refused; without evidence it is undecided")
    func missingMember() throws {
        let members = try bundle.members()
        for (place, member) in members.enumerated() {
            var fewer = members
            fewer.remove(at: place)
            let report = try bundle.verify(MintedBundle.archive(fewer))
            #expect(report.indication == .totalFailed, "\(member.name)")
        }
        let without = try bundle.verify(bundle.resealed(members.filter { !$0.name.hasPrefix("evidence/") }))
        #expect(without.indication == .indeterminate)
        #expect(without.seal.indication == .totalPassed)
    }

    @Test("a changed byte in any member is refused")
    func changedByte() throws {
        let members = try bundle.members()
        for (place, member) in members.enumerated() {
            // A CMS has parts that no signature covers; its value lies at the end.
            let isSeal = member.name == "META-INF/signature001.p7s"
            let positions = isSeal ? [member.bytes.count - 8] : [0, member.bytes.count / 2, member.bytes.count - 1]
            for position in positions {
                var changed = members
                changed[place].bytes[position] ^= 1
                let report = try bundle.verify(MintedBundle.archive(changed))
                #expect(report.indication == .totalFailed, "\(member.name) at \(position)")
            }
        }
    }

    @Test("changed metadata under a seal that is made anew still fails the receipt or the record")
    func changedAndResealed() throws {
        let members = try bundle.members()
        let names = [
            "record.json", "report.json", "shared.salt", "private.hash", "leaf.json", "receipt.tlog-proof",
            "vault.json",
            "hợp đồng.pdf", "hợp đồng.pdf.p7s",
        ]
        for name in names {
            let place = try #require(members.firstIndex { $0.name == name })
            var changed = members
            changed[place].bytes[changed[place].bytes.count / 2] ^= 1
            let report = try bundle.verify(bundle.resealed(changed))
            #expect(report.indication != .totalPassed, "\(name)")
        }
    }

    @Test("another vault's seal does not count, whoever issued its certificate and whoever else pinned it")
    func anotherVault() throws {
        let other = try bundle.pki.signer([.init(.commonName, "Kho Test Seal")])
        let seal = try CAdESSeal(key: other.key, certificate: other.certificate, now: { MintedPKI.now })
        let archive = try bundle.resealed(bundle.members(), by: seal)
        let otherVault = PinnedVault(
            id: "ff0102030405060708090a0b0c0d0e0f", seals: [other.certificate], policy: try bundle.pinned.policy)
        let report = try bundle.verify(archive, vaults: [otherVault, bundle.pinned])
        #expect(report.seal.indication == .indeterminate)
        #expect(report.seal.reasons.map(\.code) == ["SEAL_NOT_PINNED"])
        #expect(report.indication == .indeterminate)
        let unknown = try bundle.verify(vaults: [otherVault])
        #expect(unknown.seal.reasons.map(\.code) == ["VAULT_NOT_PINNED"])
        #expect(unknown.receipt.indication == .indeterminate)
        #expect(unknown.document.indication == .totalPassed)
    }

    @Test("a receipt by a log key that is not pinned proves nothing")
    func unpinnedLog() throws {
        let key = try #require(NoteSigningKey.generate(name: MintedBundle.origin))
        let vault = PinnedVault(
            id: MintedBundle.id, seals: [bundle.sealIdentity.certificate],
            policy: try LogPolicy(parsing: "log \(key.verifierKey.text)\nquorum none\n"))
        let report = try bundle.verify(vaults: [vault])
        #expect(report.seal.indication == .totalPassed)
        #expect(report.receipt.indication == .indeterminate)
        #expect(report.statement == nil)
    }

    @Test("the claimed signing time proves nothing: a signature of an expired certificate stays undecided")
    func backdated() throws {
        let expired = try bundle.pki.signer(
            notBefore: MintedPKI.now.adding(seconds: -900 * MintedPKI.day),
            notAfter: MintedPKI.now.adding(seconds: -500 * MintedPKI.day))
        let claimed = MintedPKI.now.adding(seconds: -600 * MintedPKI.day)
        let backdated = try MintedBundle(
            .init(signer: expired, claimedTime: claimed, statedIndication: .totalPassed), pki: bundle.pki)
        let report = try backdated.verify()
        #expect(report.validation?.signatures.first?.claimedSigningTime == claimed)
        #expect(report.document.indication == .indeterminate)
        #expect(report.document.subIndication == .outOfBoundsNoPOE)
    }

    @Test("after the seal's end the bundle is undecided, whenever the seal claims to have been made")
    func sealExpired() throws {
        let end = MintedPKI.now.adding(seconds: 86400)
        #expect(try bundle.verify(at: end).seal.indication == .totalPassed)
        let after = try bundle.verify(at: end.adding(seconds: 1))
        #expect(after.seal.indication == .indeterminate)
        #expect(after.seal.subIndication == .outOfBoundsNoPOE)
        #expect(after.indication == .indeterminate)
        let window = (MintedPKI.now.adding(seconds: -9999), MintedPKI.now.adding(seconds: -999))
        let early = try MintedBundle(
            .init(sealValidity: window, claimedSealingTime: MintedPKI.now.adding(seconds: -5000)), pki: bundle.pki)
        #expect(try early.verify().seal.reasons.map(\.code) == ["SEAL_EXPIRED"])
    }

    @Test("a timestamp carries the seal beyond its certificate's end")
    func timestamped() throws {
        let window = (MintedPKI.now.adding(seconds: -9999), MintedPKI.now.adding(seconds: -999))
        let stamped = try MintedBundle(
            .init(sealValidity: window, sealTimestamp: MintedPKI.now.adding(seconds: -5000)), pki: bundle.pki)
        let report = try stamped.verify()
        #expect(report.seal.indication == .totalPassed, "\(report.seal.reasons)")
        #expect(report.verifiableUntil == nil)
    }

    @Test("bytes that are no archive are an error of their own")
    func notAnArchive() {
        #expect(throws: ZipError.self) { try bundle.verify(Array("PK\u{3}\u{4}".utf8)) }
        #expect(throws: ZipError.self) { try bundle.verify([0] + bundle.archive) }
        #expect(throws: ZipError.self) { try bundle.verify(bundle.archive + [0]) }
    }
}
