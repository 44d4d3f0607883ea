import Foundation
import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Really signed certified copies into a real vault, and out of it again as bundles.
@Suite("Certified copies")
struct CertifiedCopyTests {
    /// An agency, its certifier, and a desk that trusts both.
    struct Office {
        static let roles =
            "certifier CCCD:001077000123 of MST:0400260612\nagency MST:0400260612\nagency MST:0400260613\n"
        static let scan = Array("một trang".utf8)
        let desk: SignedDesk
        let certifier: MintedPKI.Identity
        let seal: MintedPKI.Identity

        init(roles: String = roles) throws {
            desk = try SignedDesk(roles: roles)
            certifier = try desk.authorities.signer([
                .init(.userID, "CCCD:001077000123"), .init(.commonName, "Phạm Thị Dung"),
            ])
            seal = try desk.authorities.signer([.init(.userID, "MST:0400260612"), .init(.commonName, "UBND xã Ví Dụ")])
        }

        static func document() throws -> [UInt8] {
            [UInt8](try Data(contentsOf: Corpus.packageRoot.appending(path: "demo/don-de-nghi.pdf")))
        }

        static func certification(of scan: [UInt8] = scan, number: String = "45") throws -> Certification {
            Certification(
                kind: .fromOriginal, number: number, book: "01/2026-SCT/BS", time: "2026-06-01T07:00:00+07:00",
                certifier: .init(name: "Phạm Thị Dung", title: "Phó Chủ tịch"),
                authority: .init(name: "UBND xã Ví Dụ", identifier: try Owner("MST:0400260612")), pages: 1,
                original: .init(name: "Giấy khai sinh"), scan: .init(digest: .sha256(of: scan), size: scan.count))
        }

        /// A PDF, signed by these in turn.
        func pdf(
            _ document: [UInt8], by signers: [MintedPKI.Identity], stating certification: Certification? = nil
        ) throws -> [UInt8] {
            try signers.reduce(document) { bytes, identity in
                var request = PDFSigningRequest(time: MintedPKI.now)
                request.reason = certification?.statementText
                let draft = try PDFSigner(key: identity.key, certificate: identity.certificate)
                    .draft(MemorySource(bytes), request)
                return bytes + (try draft.update(timestampToken: nil))
            }
        }

        /// A detached signature with a countersignature in it.
        static func countersigned(
            _ content: [UInt8] = scan, by first: MintedPKI.Identity, then second: MintedPKI.Identity,
            stating certification: Certification? = nil
        ) throws -> [UInt8] {
            let draft = try CAdESSigner(key: first.key, certificate: first.certificate)
                .draft(MemorySource(content), signingTime: MintedPKI.now, statement: certification?.statementText)
            let counter = try CAdESSigner(key: second.key, certificate: second.certificate)
                .counterDraft(over: draft, signingTime: MintedPKI.now, statement: certification?.statementText)
            return draft.halves(
                attachedCount: nil, unsignedAttributes: [counter.counterSignatureAttribute()], counterSigner: counter
            ).beforeContent
        }

        func countersigned(_ content: [UInt8] = scan, stating certification: Certification? = nil) throws -> [UInt8] {
            try Self.countersigned(content, by: certifier, then: seal, stating: certification)
        }

        static func request(
            _ file: [UInt8], _ certification: Certification?, contents: [[UInt8]] = []
        ) throws -> DepositRequest {
            var request = try SignedDesk.request(file, of: contents, category: .certifiedCopy)
            request.certification = certification
            return request
        }

        func deposit(
            _ file: [UInt8], _ certification: Certification?, contents: [[UInt8]] = [], crls: [[UInt8]]? = nil
        ) async throws -> SignedDesk.Outcome {
            try await desk.deposit(try Self.request(file, certification, contents: contents), crls: crls)
        }
    }

    @Test(
        "a PDF that the certifier signed and then the authority, and a CAdES signature that the authority countersigned"
    )
    func accepted() async throws {
        let office = try Office()
        let document = try Office.document()
        let certification = try Office.certification(of: document)
        let pdf = try office.pdf(document, by: [office.certifier, office.seal], stating: certification)
        #expect(try await office.deposit(pdf, certification) == .accepted)
        let kept = try await office.desk.lastRecord().shared.document?.certification
        #expect(kept?.terms == certification.terms && kept?.signatures?.certifier != nil)
        let other = try Office.certification(number: "46")
        let cades = try office.countersigned(stating: other)
        #expect(try await office.deposit(cades, other, contents: [Office.scan]) == .accepted)
    }

    @Test("the wrong order, parallel signers, one signature missing, a stranger's: each by its name")
    func refused() async throws {
        let office = try Office()
        let document = try Office.document()
        let certification = try Office.certification(of: document)
        func pdf(_ signers: MintedPKI.Identity...) async throws -> SignedDesk.Outcome {
            try await office.deposit(office.pdf(document, by: signers), certification)
        }
        #expect(try await pdf(office.seal, office.certifier) == .refused(.orderWrong))
        #expect(try await pdf(office.seal) == .refused(.certifierMissing))
        #expect(try await pdf(office.certifier) == .refused(.authorityMissing))
        let unknown = try office.desk.authorities.signer([
            .init(.userID, "CCCD:001077000777"), .init(.commonName, "Phạm Thị Dung"),
        ])
        #expect(try await pdf(unknown, office.seal) == .refused(.certifierNotInRoles))
        let neighbour = try office.desk.authorities.signer([.init(.userID, "MST:0400260613"), .init(.commonName, "B")])
        #expect(try await pdf(office.certifier, neighbour) == .refused(.authorityDiffers))
        var theirs = certification
        theirs.authority = .init(name: "B", identifier: try Owner("MST:0400260613"))
        #expect(
            try await office.deposit(office.pdf(document, by: [office.certifier, neighbour]), theirs)
                == .refused(.certifierOfOtherAuthority))
        let outsider = try office.desk.authorities.signer([.init(.userID, "MST:0400260699"), .init(.commonName, "C")])
        #expect(try await pdf(office.certifier, outsider) == .refused(.authorityNotInRoles))
        #expect(
            try await office.deposit(office.pdf(document, by: [office.certifier, office.seal]), nil)
                == .refused(.certificationMissing))
        let reversed = try Office.countersigned(by: office.seal, then: office.certifier)
        #expect(
            try await office.deposit(reversed, try Office.certification(), contents: [Office.scan])
                == .refused(.orderWrong))
    }

    @Test("another scan, a page that was slipped in before signing, another page count, another statement")
    func contents() async throws {
        let office = try Office()
        let document = try Office.document()
        let both = [office.certifier, office.seal]
        let certification = try Office.certification(of: document)
        let signed = try office.pdf(document, by: both)
        #expect(try await office.deposit(signed, try Office.certification()) == .refused(.scanDiffers))
        var pages = certification
        pages.pages = 2
        #expect(try await office.deposit(signed, pages) == .refused(.pagesDiffer))
        var elsewhere = certification
        elsewhere.number = "46"
        let stating = try office.pdf(document, by: both, stating: elsewhere)
        #expect(try await office.deposit(stating, certification) == .refused(.statementContradicts))
        // What was signed by somebody before is another file than the scan that was certified.
        let citizen = try office.desk.citizens.signer()
        let before = try office.pdf(document, by: [citizen])
        let late = try office.pdf(before, by: both)
        #expect(try await office.deposit(late, try Office.certification(of: before)) == .refused(.scanDiffers))
        let cades = try office.countersigned(Office.scan)
        #expect(
            try await office.deposit(cades, try Office.certification(of: document), contents: [Office.scan])
                == .refused(.scanDiffers))
        #expect(try await office.desk.vault.records().isEmpty)
    }

    @Test("the certification's last day is the document's, and no other may be given")
    func validity() async throws {
        let office = try Office()
        var certification = try Office.certification()
        certification.validUntil = DocumentDay("2027-06-01")
        let file = try office.countersigned(stating: certification)
        var longer = try Office.request(file, certification, contents: [Office.scan])
        longer.details.validUntil = DocumentDay("2099-01-01")
        await #expect(throws: VaultError(.detailMalformed, ["field": "validUntil"])) {
            try await office.desk.deposit(longer)
        }
        #expect(try await office.deposit(file, certification, contents: [Office.scan]) == .accepted)
        let kept = try await office.desk.lastRecord().shared.document
        #expect(kept?.details.validUntil == certification.validUntil)
    }

    @Test("a number is one copy's, through all of its versions")
    func number() async throws {
        let office = try Office()
        let certification = try Office.certification()
        let first = try office.countersigned(stating: certification)
        #expect(try await office.deposit(first, certification, contents: [Office.scan]) == .accepted)
        await #expect(throws: VaultError(.certificationNumberTaken, ["number": "45"])) {
            try await office.deposit(first, certification, contents: [Office.scan])
        }
        var next = try Office.request(first, certification, contents: [Office.scan])
        next.replaces = try DocumentReference(
            try #require(try await office.desk.lastRecord().shared.subject?.text))
        #expect(try await office.desk.deposit(next) == .accepted)
        // And it is not given out again.
        let folder = try await office.desk.open()
        let given = try await folder.vault.issue(
            certification.register, count: 45, purpose: nil, uploader: "test", entrance: "test")
        #expect(given.allocation.serials == 46...90)
        try await folder.close()
    }

    @Test("a copy that waits for evidence keeps what was certified when it is validated again")
    func pending() async throws {
        let office = try Office()
        let certification = try Office.certification()
        let file = try office.countersigned(stating: certification)
        #expect(try await office.deposit(file, certification, contents: [Office.scan], crls: []) == .pending)
        let record = try await office.desk.lastRecord()
        let folder = try await office.desk.open()
        let outcome = try await folder.vault.revalidate(
            try #require(record.shared.subject), uploader: "test", entrance: "test")
        try await folder.close()
        guard case .accepted(let committed, _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(committed.record.shared.document?.certification == record.shared.document?.certification)
        #expect(try await office.desk.vault.check().isClean)
    }

    @Test("a rehearsal answers as the deposit would, and leaves nothing")
    func rehearsal() async throws {
        let office = try Office()
        let certification = try Office.certification()
        var request = try Office.request(office.countersigned(), certification, contents: [Office.scan])
        request.isRehearsal = true
        let before = office.desk.files
        let folder = try await office.desk.open()
        guard case .rehearsed = try await folder.vault.deposit(request) else {
            Issue.record("not rehearsed")
            return
        }
        try await folder.close()
        #expect(office.desk.files == before)
        #expect(try await office.desk.vault.records().isEmpty)
    }

    @Test("64 writers on one register: no number twice, none unexplained")
    func writers() async throws {
        let office = try Office()
        let folder = try await office.desk.open()
        let (certifier, seal) = (office.certifier, office.seal)
        let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    var certification = try Office.certification()
                    let given = try await folder.vault.issue(
                        certification.register, count: 1, purpose: "test", uploader: "test", entrance: "test")
                    certification.number = String(given.allocation.serials.lowerBound)
                    // Each copy is of its own scan.
                    let scan = Office.scan + Array(certification.number.utf8)
                    certification.scan = .init(digest: .sha256(of: scan), size: scan.count)
                    let file = try Office.countersigned(scan, by: certifier, then: seal, stating: certification)
                    let request = try Office.request(file, certification, contents: [scan])
                    guard case .kept = try await folder.vault.deposit(request) else { return 0 }
                    return given.allocation.serials.lowerBound
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await folder.close()
        #expect(numbers.sorted() == Array(1...64))
        let records = try await office.desk.vault.records()
        let certified = records.compactMap(\.shared.document?.certification?.number)
        #expect(Set(certified) == Set((1...64).map(String.init)) && certified.count == 64)
        let allocated = records.compactMap { record -> ClosedRange<Int>? in
            guard case .codeAllocation(let allocation) = record.shared.content else { return nil }
            return allocation.serials
        }
        #expect(allocated.map(\.lowerBound).sorted() == Array(1...64))
        #expect(try await office.desk.vault.check().findings == [])
    }

    // MARK: Bundles

    private func bundle(_ office: Office, trusting authorities: Bool = true) async throws -> BundleReport {
        let folder = try await VaultFolder.open(office.desk.vault.path, for: .reading)
        let document = try #require(KeptDocument(try await office.desk.lastRecord()))
        let archive = try await folder.vault.copy(of: document, sealedBy: office.desk.vault.seal).bytes()
        let own = office.desk.trust(try office.desk.lists())
        let trust = TrustStore(
            anchors: own.anchors.filter { authorities || $0.purpose != .authorities },
            intermediates: own.intermediates, crls: own.crls)
        return try BundleVerifier(vaults: [office.desk.pinned], trust: trust).verify(
            MemorySource(archive), at: MintedPKI.now)
    }

    @Test("a copy shows what the authority certified, found again in the signatures, apart from what the vault attests")
    func copied() async throws {
        let office = try Office()
        let certification = try Office.certification()
        let file = try office.countersigned(stating: certification)
        #expect(try await office.deposit(file, certification, contents: [Office.scan]) == .accepted)
        let report = try await bundle(office)
        let certified = try #require(report.certification)
        #expect(certified.part.indication == .totalPassed && certified.isStatedBySigners)
        #expect(certified.certifier?.signer?.commonName == "Phạm Thị Dung")
        #expect(certified.authority?.signer?.identifiers == ["MST:0400260612"])
        #expect(report.document.indication == .totalPassed, "\(report.document.reasons)")
        // Whoever does not trust the authorities' roots learns nothing for certain.
        let stranger = try await bundle(office, trusting: false)
        #expect(stranger.certification?.part.indication == .indeterminate)
        #expect(stranger.document.indication == .indeterminate)
    }

    @Test("without a statement under the signatures the record alone says so, and it is told")
    func statedByRecord() async throws {
        let office = try Office()
        let document = try Office.document()
        let certification = try Office.certification(of: document)
        let file = try office.pdf(document, by: [office.certifier, office.seal])
        #expect(try await office.deposit(file, certification) == .accepted)
        let certified = try #require(try await bundle(office).certification)
        #expect(certified.part.indication == .totalPassed && !certified.isStatedBySigners)
    }
}
