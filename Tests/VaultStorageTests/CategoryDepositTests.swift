import CanonicalJSON
import Foundation
import PKI
import Signatures
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultStorage

/// Really signed and really unsigned files, links and metadata through the real validation into a real vault, which
/// must be sound after each.
@Suite("Depositing by category")
struct CategoryDepositTests {
    private static let unsigned: [VaultCore.Category] = [.dossier, .progress, .digitised]
    private static let picture: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + Array("IHDR".utf8)
    private static let link = "https://dichvucong.example.vn/kq/1"

    private static func pdf() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Corpus.packageRoot.appending(path: "demo/don-de-nghi.pdf")))
    }

    private func linked(_ category: VaultCore.Category = .result) throws -> DepositRequest {
        var request = try SignedDesk.request(nil, of: [], category: category)
        request.name = "Giấy phép xây dựng"
        request.links = [try LinkedContent(address: Self.link, digest: .sha256(of: [1]), size: 1)]
        return request
    }

    @Test("pictures and PDF files without signatures are kept as such in 2, 3 and 6, and refused elsewhere")
    func unsignedFiles() async throws {
        for category in VaultCore.Category.allCases {
            for (name, bytes) in [("quet.png", Self.picture), ("don.pdf", try Self.pdf())] {
                let desk = try SignedDesk()
                var request = try SignedDesk.request(bytes, named: name, of: [], category: category)
                if category == .certifiedCopy {
                    request.certification = try CertifiedCopyTests.Office.certification(of: bytes)
                }
                if Self.unsigned.contains(category) {
                    #expect(try await desk.deposit(request) == .accepted)
                    let description = try #require(try await desk.lastRecord().shared.document)
                    #expect(description.verdict?.indication == .noSignatureFound)
                    #expect(description.verdict?.signatures == 0 && description.verdict?.signerMatch == nil)
                    #expect(description.files.map(\.role) == [.content])
                    #expect(description.files[0].mediaType == (name == "don.pdf" ? "application/pdf" : "image/png"))
                } else if name == "don.pdf" {
                    #expect(try await desk.deposit(request) == .refused(.noSignature))
                } else {
                    await #expect(throws: SignedFileError.self) { try await desk.deposit(request) }
                    #expect(try await desk.vault.check().isClean)
                }
            }
        }
    }

    @Test(
        "what may carry a signature that kho does not read is never taken for unsigned",
        arguments: [
            Array("<?xml version=\"1.0\"?><HDon/>".utf8), Array("PK\u{3}\u{4}docx".utf8), Array("chữ".utf8),
            // Other programs find these: a PDF behind a picture's head, an archive at its end.
            picture + Array("%PDF-1.7".utf8), picture + [0x50, 0x4b, 0x05, 0x06] + [UInt8](repeating: 0, count: 18),
        ])
    func maybeSigned(_ bytes: [UInt8]) async throws {
        let desk = try SignedDesk()
        for category in Self.unsigned {
            let request = try SignedDesk.request(bytes, named: "tep", of: [], category: category)
            #expect(try await desk.deposit(request) == .refused(.mayBeSigned))
        }
    }

    @Test("a PDF that names a byte range somewhere is not taken for unsigned")
    func hiddenByteRange() async throws {
        let desk = try SignedDesk()
        var bytes = try Self.pdf()
        // In a comment before the cross-references: no reader's business, and yet no certainty any more.
        let place = try #require(bytes.indices.last { bytes[$0...].starts(with: Array("startxref".utf8)) })
        bytes.insert(contentsOf: Array("%/ByteRange [0 1 2 3]\n".utf8), at: place)
        let request = try SignedDesk.request(bytes, named: "don.pdf", of: [], category: .dossier)
        #expect(try await desk.deposit(request) == .refused(.mayBeSigned))
    }

    @Test("a signature that is there must be admissible in every category, and cover every file", arguments: unsigned)
    func badSignatures(_ category: VaultCore.Category) async throws {
        let desk = try SignedDesk()
        let good = try SignedDesk.signature(by: desk.citizens.signer())
        #expect(try await desk.deposit(good, category: category) == .accepted)
        var value = good
        value[value.count - 3] ^= 1
        #expect(try await desk.deposit(value, category: category) == .refused(.signatureNotAdmissible))
        let stranger = try SignedDesk.signature(by: MintedPKI().signer())
        #expect(try await desk.deposit(stranger, category: category) == .refused(.signatureNotAdmissible))
        #expect(
            try await desk.deposit(good, of: [SignedDesk.content, [1, 2]], category: category)
                == .refused(.contentNotCovered))
        #expect(
            try await desk.deposit(Self.picture, of: [SignedDesk.content], category: category)
                == .refused(.contentNotCovered))
        #expect(try await desk.deposit(good, category: category, crls: []) == .pending)
    }

    @Test("a link is kept with what its source attests, and nothing of it is called verified")
    func links() async throws {
        let desk = try SignedDesk()
        #expect(try await desk.deposit(linked()) == .accepted)
        let record = try await desk.lastRecord()
        let description = try #require(record.shared.document)
        #expect(description.files.isEmpty && description.verdict == nil && record.objects.isEmpty)
        #expect(description.links.map(\.address) == [Self.link])
        #expect(description.links.first?.json["attestedBy"]?.string == "source")
        for category in VaultCore.Category.allCases where category != .result {
            #expect(try await desk.deposit(linked(category)) == .refused(.linkNotAdmitted))
        }
        var both = try SignedDesk.request(SignedDesk.signature(by: desk.citizens.signer()), category: .result)
        both.links = try linked().links
        #expect(try await desk.deposit(both) == .refused(.linkWithFile))
        var nameless = try linked()
        nameless.name = nil
        await #expect(throws: VaultError(.detailMalformed, ["field": "name"])) { try await desk.deposit(nameless) }
    }

    @Test("a link may be replaced by the signed result, and by another link")
    func replacedLink() async throws {
        let desk = try SignedDesk(roles: "agency MST:0100000000\n")
        #expect(try await desk.deposit(linked()) == .accepted)
        let id = try #require(try await desk.lastRecord().shared.subject)
        let agency = try desk.authorities.signer([.init(.userID, "MST:0100000000"), .init(.commonName, "UBND")])
        var signed = try SignedDesk.request(SignedDesk.signature(by: agency), category: .result)
        signed.replaces = try DocumentReference(id.text)
        #expect(try await desk.deposit(signed) == .accepted)
        let description = try #require(try await desk.lastRecord().shared.document)
        #expect(description.document == id && description.version == 2 && description.links.isEmpty)
        var next = try linked()
        next.replaces = signed.replaces
        next.name = nil
        #expect(try await desk.deposit(next) == .accepted)
        #expect(try await desk.lastRecord().shared.document?.name == "Giấy phép xây dựng")
    }

    @Test("metadata alone are kept in 1 and 6, within their bound")
    func metadata() async throws {
        let desk = try SignedDesk()
        for category in VaultCore.Category.allCases {
            var request = try SignedDesk.request(nil, of: [], category: category)
            request.name = "Nhân thân"
            #expect(try await desk.deposit(request) == .refused(.fileMissing))
            request.metadata = ["soGiayTo": "038093015572"]
            let isTaken = category == .ownerIdentity || category == .digitised
            #expect(try await desk.deposit(request) == (isTaken ? .accepted : .refused(.fileMissing)))
        }
        var large = try SignedDesk.request(nil, of: [], category: .digitised)
        large.name = "x"
        large.metadata = ["a": .string(String(repeating: "x", count: DepositRequest.maximumMetadata))]
        await #expect(throws: VaultError(.metadataTooLarge, ["limit": "65536"])) { try await desk.deposit(large) }
        #expect(try await desk.vault.records().map(\.shared.document?.sensitivity) == [.restricted, .internalUse])
    }

    @Test("nothing of a secret paper is kept, and its file is not even opened", arguments: Secrecy.allCases)
    func secret(_ secrecy: Secrecy) async throws {
        let desk = try SignedDesk()
        var request = DepositRequest(
            owner: try Owner(MintedVault.owner), category: .ownFile,
            file: DepositSource(name: try FileName("mat.pdf")) { throw SignedDesk.Disagreement() },
            uploader: "test", entrance: "test")
        request.secrecy = secrecy
        #expect(try await desk.deposit(request) == .refused(.secret))
        #expect(try await desk.vault.records().isEmpty)
    }

    @Test("an identity card is restricted by its type, and not put lower; a policy adds types")
    func sensitivity() async throws {
        let desk = try SignedDesk()
        try desk.vault.write(Array("sensitivity 4 KQ.G15.000031\n".utf8), to: "policy")
        let signature = try SignedDesk.signature(by: desk.citizens.signer())
        for (type, asked, expected) in [
            ("CCCD", nil, Sensitivity.restricted), ("CCCD", .internalUse, nil), ("CCCD", .confidential, .confidential),
            ("KQ.G15.000031", nil, .confidential), ("KQ.G15.000031", .restricted, nil), ("khác", .open, .open),
        ] as [(String, Sensitivity?, Sensitivity?)] {
            var request = try SignedDesk.request(signature)
            request.details.paperType = type
            request.sensitivity = asked
            guard let expected else {
                #expect(try await desk.deposit(request) == .refused(.sensitivityTooLow))
                continue
            }
            #expect(try await desk.deposit(request) == .accepted)
            #expect(try await desk.lastRecord().shared.document?.sensitivity == expected)
        }
    }

    // MARK: What leaves the vault

    @Test("a copy of an unsigned file is a good bundle that says there is no signature; never a valid document")
    func copies() async throws {
        for (name, bytes) in [("quet.png", Self.picture), ("don.pdf", try Self.pdf())] {
            let desk = try SignedDesk()
            let request = try SignedDesk.request(bytes, named: name, of: [], category: .dossier)
            #expect(try await desk.deposit(request) == .accepted)
            let vault = try await VaultFolder.open(desk.vault.path, for: .reading).vault
            let document = try #require(KeptDocument(try await desk.lastRecord()))
            let archive = try await vault.copy(of: document, sealedBy: desk.vault.seal).bytes()
            let report = try BundleVerifier(vaults: [desk.pinned], trust: desk.trust(desk.lists())).verify(
                MemorySource(archive), at: MintedPKI.now)
            #expect(report.container.indication == .totalPassed && report.receipt.indication == .totalPassed)
            #expect(report.document.indication == .noSignatureFound, "\(report.document.reasons)")
            #expect(report.document.reasons.map(\.code) == ["NO_SIGNATURE_FOUND"])
            #expect(report.indication != .totalPassed)
            #expect(report.statedByVault?.indication == .noSignatureFound)
        }
    }

    @Test("of a link there is a receipt and an entry in the manifest, and no copy")
    func linkedOut() async throws {
        let desk = try SignedDesk()
        #expect(try await desk.deposit(linked()) == .accepted)
        let record = try await desk.lastRecord()
        let vault = try await VaultFolder.open(desk.vault.path, for: .reading).vault
        let document = try #require(KeptDocument(record))
        await #expect(throws: VaultError(.noFiles)) {
            try await vault.copy(of: document, sealedBy: desk.vault.seal)
        }
        await #expect(throws: VaultError(.noFiles)) { try await vault.evidence(of: document) }
        let receipt = try await vault.receipt(for: record, disclosesPrivate: false)
        let statement = try receipt.verify(
            policy: desk.pinned.policy, seals: desk.pinned.seals, verifier: PinnedSeals())
        #expect(statement.description.links.map(\.address) == [Self.link])
        try await desk.vault.issueManifest()
        #expect(try await desk.vault.check().isClean)
        let manifest = try desk.vault.bytes("manifests/all/1.json")
        #expect(String(decoding: manifest, as: UTF8.self).contains(record.leaf.commitment.description))
    }
}
