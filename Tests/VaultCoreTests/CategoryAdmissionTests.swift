import CanonicalJSON
import PKI
import Signatures
import Testing

@testable import VaultCore

/// docs/categories.md, row by row.
@Suite("What each category takes")
struct CategoryAdmissionTests {
    private static let unsignedCategories: Set<VaultCore.Category> = [.dossier, .progress, .digitised]
    private let owner: Owner

    init() throws { owner = try Owner("CCCD:038093015572") }

    private func code(_ decision: AdmissionDecision) -> Refusal.Code? {
        if case .refused(let refusal) = decision { refusal.code } else { nil }
    }

    private func report(format: String?) -> ValidationReport {
        ValidationReport(format: format, trustSnapshot: "", validationTime: Instant(seconds: 0))
    }

    private func decide(
        _ report: ValidationReport, _ category: VaultCore.Category, isPlainlyUnsigned: Bool
    ) -> AdmissionDecision {
        Admission().decide(
            report, category: category, owner: OwnerIdentity(owner), contentNames: ["a"],
            isPlainlyUnsigned: isPlainlyUnsigned)
    }

    private func request(_ category: VaultCore.Category, hasFile: Bool) throws -> DepositRequest {
        let file = DepositSource(name: try FileName("a"), open: { MemorySource([1]) })
        return DepositRequest(
            owner: owner, category: category, file: hasFile ? file : nil, uploader: "test", entrance: "test")
    }

    @Test("unsigned files are taken in 2, 3 and 6 alone, where they are known to carry no signature")
    func unsigned() {
        for category in Category.allCases {
            let isTaken = Self.unsignedCategories.contains(category)
            for format in [nil, "PAdES"] {
                let decision = decide(report(format: format), category, isPlainlyUnsigned: true)
                #expect(decision == .accepted || !isTaken, "\(category)")
                #expect(isTaken || code(decision) == (format == nil ? .notASignedFile : .noSignature))
            }
            let doubtful = decide(report(format: "CAdES"), category, isPlainlyUnsigned: false)
            #expect(code(doubtful) == (isTaken ? .mayBeSigned : .noSignature))
        }
    }

    @Test("an unsigned file that has a document timestamp, or another file beside it, is not taken")
    func unsignedWithMore() {
        var stamped = report(format: "PAdES")
        stamped.documentTimestamps = [
            TimestampReport(kind: .document, time: nil, indication: .totalFailed)
        ]
        #expect(code(decide(stamped, .dossier, isPlainlyUnsigned: true)) == .mayBeSigned)
        var beside = report(format: nil)
        beside.uncoveredContents = [0]
        #expect(code(decide(beside, .dossier, isPlainlyUnsigned: true)) == .contentNotCovered)
    }

    @Test("links are for results, and stand alone", arguments: VaultCore.Category.allCases)
    func links(_ category: VaultCore.Category) throws {
        var request = try request(category, hasFile: false)
        request.links = [try LinkedContent(address: "https://example.vn/kq/1")]
        let facts = ["category": String(category.rawValue)]
        let expected = category == .result ? nil : Refusal(.linkNotAdmitted, facts)
        #expect(Admission().refusal(of: request) == expected)
        var both = try self.request(category, hasFile: true)
        both.links = request.links
        #expect(Admission().refusal(of: both)?.code == (category == .result ? .linkWithFile : .linkNotAdmitted))
    }

    @Test("metadata stand alone in 1 and 6; nothing at all stands nowhere", arguments: VaultCore.Category.allCases)
    func metadata(_ category: VaultCore.Category) throws {
        var request = try request(category, hasFile: false)
        #expect(Admission().refusal(of: request)?.code == .fileMissing)
        request.metadata = ["a": 1]
        let isTaken = category == .ownerIdentity || category == .digitised
        #expect(Admission().refusal(of: request)?.code == (isTaken ? nil : .fileMissing))
        let expected: Refusal.Code? = category == .certifiedCopy ? .certificationMissing : nil
        #expect(try Admission().refusal(of: self.request(category, hasFile: true))?.code == expected)
    }

    @Test("what is marked secret is refused before anything else, and nothing is said of it")
    func secret() throws {
        for secrecy in Secrecy.allCases {
            for category in Category.allCases {
                for hasFile in [true, false] {
                    var request = try request(category, hasFile: hasFile)
                    request.secrecy = secrecy
                    #expect(Admission().refusal(of: request) == Refusal(.secret))
                }
            }
        }
    }

    @Test("identity papers are at least restricted, whatever the case of their type; others are as one says")
    func sensitivity() throws {
        func level(
            _ asked: Sensitivity?, _ type: String?, _ category: VaultCore.Category = .ownFile,
            after earlier: DocumentDescription? = nil, policy: AdmissionPolicy = .builtIn
        ) throws -> Sensitivity? {
            var request = try request(category, hasFile: true)
            request.sensitivity = asked
            request.details.paperType = type
            return Admission(policy: policy).sensitivity(of: request, after: earlier)
        }
        #expect(try level(nil, nil) == .internalUse)
        for type in ["CCCD", "cccd", "CMND", "CC", "HC", " Căn cước  công dân "] {
            #expect(try level(nil, type) == .restricted, "\(type)")
            #expect(try level(.internalUse, type) == nil)
            #expect(try level(.open, type) == nil)
            #expect(try level(.confidential, type) == .confidential)
        }
        #expect(try level(.open, "KQ.G15.000031") == .open)
        #expect(try level(nil, nil, .ownerIdentity) == .restricted)
        #expect(try level(.internalUse, nil, .ownerIdentity) == nil)

        let strict = try AdmissionPolicy(parsing: "sensitivity 4 CCCD\nsensitivity 3 Giấy khai sinh # children\n")
        #expect(try level(.restricted, "CCCD", policy: strict) == nil)
        #expect(try level(nil, "giấy khai sinh", policy: strict) == .restricted)

        let earlier = DocumentDescription(
            document: .random(), code: nil, name: "a", owner: owner, category: .ownFile, files: [],
            status: .accepted, verdict: nil, sensitivity: .confidential,
            details: DocumentDetails(paperType: "CCCD"), metadata: ["a": 1])
        #expect(try level(nil, nil, after: earlier) == .confidential)
        #expect(try level(.internalUse, nil, after: earlier) == nil)
        #expect(try level(.restricted, nil, after: earlier) == .restricted)
    }

    @Test(
        "a policy line that loosens, or cannot be understood, is refused",
        arguments: [
            "sensitivity 2 CCCD", "sensitivity", "sensitivity 3", "sensitivity 5 X", "sensitivity x X", "refuse",
            "sensitivity 3 X\nsensitivity 2 x", "accept NO_POE",
        ])
    func loosening(_ text: String) throws {
        let line = String(text.split(separator: "\n").count)
        #expect(throws: VaultError(.policyMalformed, ["line": line])) { try AdmissionPolicy(parsing: text) }
    }

    @Test("only what no evidence can mend ends a pending document", arguments: SubIndication.allCases)
    func provenBad(_ subIndication: SubIndication) {
        func isProvenBad(_ indication: Indication) -> Bool {
            var signature = SignatureReport(
                id: "s", level: "CMS", digestAlgorithm: "SHA256", signatureAlgorithm: "ECDSA")
            signature.indication = indication
            signature.subIndication = subIndication
            var report = report(format: "CAdES")
            report.signatures = [signature]
            return Admission.isProvenBad(report)
        }
        let isRevoked = [.revoked, .revokedNoPOE, .revokedCANoPOE].contains(subIndication)
        #expect(isProvenBad(.indeterminate) == isRevoked)
        #expect(isProvenBad(.totalFailed) == (subIndication != .notYetValid))
    }

    @Test("a record says that a link's digest is its source's word")
    func attested() throws {
        let digest = Digest.sha256(of: [1])
        let link = try LinkedContent(address: "https://example.vn/kq/1", digest: digest, size: 3)
        #expect(link.json["attestedBy"]?.string == "source")
        #expect(try LinkedContent(address: "https://example.vn/kq/1").json["attestedBy"] == nil)
        let description = DocumentDescription(
            document: .random(), code: nil, name: "a", owner: owner, category: .result, files: [], links: [link],
            status: .accepted, verdict: nil)
        #expect(try SharedPart(bytes: SharedPart(description).bytes).document == description)
    }
}
