import Foundation
import PKI
import Signatures
import TestSupport
import Testing

@testable import VaultCore
@testable import VaultStorage

@Suite("Signing in")
struct SignInTests {
    private typealias Desk = SignInDesk

    private static func isRefused(_ refusal: LoginRefusal) -> VaultError {
        VaultError(.loginRefused, ["reason": refusal.rawValue])
    }

    private static func isMalformed(_ field: String) -> VaultError { VaultError(.loginMalformed, ["field": field]) }

    @Test("a citizen who signs the challenge is let in as himself, until his certificate ends")
    func citizen() async throws {
        let desk = try await Desk()
        let citizen = try desk.pki.signer()
        let person = try await desk.signIn(by: citizen)
        let certificate = try Certificate(der: citizen.certificate)
        #expect(
            person
                == SignedInPerson(
                    user: try Owner(Desk.citizen), numbers: [try Owner(Desk.citizen)], isOwner: true,
                    certificate: certificate.sha256, validUntil: certificate.notAfter))
    }

    @Test("one of several numbers, a number with the chain in the message, RSA and Ed25519 are let in")
    func forms() async throws {
        let desk = try await Desk()
        for kind in [PrivateKey.NewKind.rsa(bits: 2048), .ed25519] {
            _ = try await desk.signIn(by: try desk.pki.signer(key: .generate(kind)))
        }
        let several = try desk.pki.signer([
            .init(.userID, "CCCD:038093015572"), .init(.userID, "BHXH:0123456789"), .init(.commonName, "An"),
        ])
        #expect(try await desk.signIn(as: "BHXH:0123456789", by: several).numbers.count == 2)
        let citizen = try desk.pki.signer()
        let signer = try CAdESSigner(
            key: citizen.key, certificate: citizen.certificate, chain: [desk.pki.issuing.certificate])
        #expect(try await desk.signIn(Desk.statement().signed(by: signer)).isOwner)
    }

    @Test("another's challenge, another server's, another time's: each is refused by its name")
    func statements() async throws {
        let desk = try await Desk()
        let citizen = try desk.pki.signer()
        func refusal(_ statement: LoginStatement, origins: Set<String> = [Desk.origin]) async throws -> VaultError? {
            try await desk.refusal { try await desk.signIn(Desk.sign(statement, by: citizen), origins: origins) }
        }
        var other = Desk.nonce
        other[31] ^= 1
        #expect(try await refusal(Desk.statement(nonce: other)) == Self.isRefused(.challenge))
        for origin in [
            "https://evil.example", "http://kho.example", "https://kho.example:8443", "https://www.kho.example",
            "https://kho.example.evil.example", "https://xn--kho-8qa.example",
        ] {
            #expect(try await refusal(Desk.statement(origin: origin)) == Self.isRefused(.origin), "\(origin)")
        }
        #expect(try await refusal(Desk.statement(), origins: []) == Self.isRefused(.origin))
        #expect(try await refusal(Desk.statement(), origins: ["http://127.0.0.1:8080", Desk.origin]) == nil)
        // What the server was told to be is in the one spelling, or nobody is let in by it.
        for origin in ["https://kho.example:443", "https://KHO.example", "https://kho.example/"] {
            #expect(try await refusal(Desk.statement(), origins: [origin]) == VaultError(.serverOriginMalformed))
        }
        for (seconds, isGood) in [(-121, false), (-120, true), (0, true), (120, true), (121, false), (86400, false)] {
            let found = try await refusal(Desk.statement(time: MintedPKI.now.adding(seconds: Int64(seconds))))
            #expect(found == (isGood ? nil : Self.isRefused(.time)), "\(seconds)")
        }
    }

    @Test("as somebody else nobody is let in, and by a certificate of nobody in particular neither")
    func others() async throws {
        let desk = try await Desk()
        let cases: [(String, [CertificateTemplate.NameAttribute], LoginRefusal)] = [
            ("CCCD:001200000001", MintedPKI.citizen(), .user),
            ("CMND:038093015", MintedPKI.citizen(), .user), ("MST:0100109106", MintedPKI.citizen(), .user),
            ("HC:038093015572", MintedPKI.citizen(), .user),
            (Desk.citizen, [.init(.userID, "MST:0100109106"), .init(.commonName, "Công ty")], .user),
            (Desk.citizen, [.init(.commonName, "CCCD:038093015572")], .nobody),
            (
                Desk.citizen,
                [.init(.userID, "CCCD:038093015572"), .init(.userID, "CCCD:001200000001"), .init(.commonName, "An")],
                .nobody
            ),
            (Desk.citizen, [.init(.userID, "cccd: 038093015572"), .init(.commonName, "An")], .nobody),
        ]
        for (user, subject, expected) in cases {
            let identity = try desk.pki.signer(subject)
            let found = try await desk.refusal { try await desk.signIn(as: user, by: identity) }
            #expect(found == Self.isRefused(expected), "\(user) by \(subject)")
        }
    }

    @Test("a root that somebody made himself, with the victim's number, lets nobody in")
    func ownRoot() async throws {
        let desk = try await Desk()
        let forger = try MintedPKI()
        let forged = try forger.signer()
        let signer = try CAdESSigner(
            key: forged.key, certificate: forged.certificate,
            chain: [forger.issuing.certificate, forger.root.certificate])
        #expect(
            try await desk.refusal { try await desk.signIn(Desk.statement().signed(by: signer)) }
                == Self.isRefused(.untrusted))
        let key = try PrivateKey.generate(.p256)
        let own = try IssuingAuthority.selfSigned(
            .signer(
                MintedPKI.citizen(), notBefore: MintedPKI.now.adding(seconds: -60),
                notAfter: MintedPKI.now.adding(seconds: 60)), key: key)
        let alone = MintedPKI.Identity(certificate: own.certificate, key: key)
        #expect(
            try await desk.refusal { try await desk.signIn(by: alone) } == Self.isRefused(.untrusted))
    }

    @Test("a certificate for timestamps, or for a server, signs nobody in")
    func wrongPurpose() async throws {
        let desk = try await Desk()
        #expect(
            try await desk.refusal { try await desk.signIn(by: desk.pki.timestampIdentity) }
                == Self.isRefused(.untrusted))
        let server = try desk.pki.signer { $0.extendedKeyUsage = "serverAuth" }
        #expect(try await desk.refusal { try await desk.signIn(by: server) } == Self.isRefused(.untrusted))
    }

    @Test(
        "an expired, a future, a revoked and a suspended certificate sign nobody in, and one of unknown status neither")
    func certificates() async throws {
        let vault = try MintedVault()
        let pki = try MintedPKI()
        let citizen = try pki.signer()
        let expired = try pki.signer(notAfter: MintedPKI.now.adding(seconds: -1))
        let future = try pki.signer(notBefore: MintedPKI.now.adding(seconds: 1))
        let held = try pki.signer()
        let desk = try await Desk(
            revoked: [
                .init(citizen.certificate, at: MintedPKI.now.adding(seconds: -3600), reason: .keyCompromise),
                .init(held.certificate, at: MintedPKI.now.adding(seconds: -3600), reason: .certificateHold),
            ], in: (vault, pki))
        for identity in [citizen, expired, future, held] {
            #expect(try await desk.refusal { try await desk.signIn(by: identity) } == Self.isRefused(.certificate))
        }
        let good = try pki.signer()
        _ = try await desk.signIn(by: good)
        try await desk.host.close()
        for crls in [[], try pki.lists(at: MintedPKI.now.adding(seconds: -10 * MintedPKI.day))] {
            let blind = try await Desk(crls: crls, in: (vault, pki))
            #expect(try await blind.refusal { try await blind.signIn(by: good) } == Self.isRefused(.status))
            try await blind.host.close()
        }
    }

    @Test("an employee acts for the organisation and not in his own space; a seal acts for its organisation")
    func organisations() async throws {
        let desk = try await Desk(roles: "auditor CCCD:038093015572\n")
        let employee = try desk.pki.signer([
            .init(.userID, "CCCD:038093015572"), .init(.userID, "MST:0100109106"), .init(.commonName, "An"),
        ])
        let asPerson = try await desk.signIn(by: employee)
        #expect(!asPerson.isOwner)
        await #expect(throws: VaultError(.accessDenied, ["role": "owner"])) { try await desk.vault(for: asPerson) }
        #expect(try await desk.vault(for: asPerson, as: .auditor).actor.person?.description == Desk.citizen)
        let asOrganisation = try await desk.signIn(as: "MST:0100109106", by: employee)
        #expect(asOrganisation.isOwner && asOrganisation.numbers.count == 2)
        #expect(try await desk.vault(for: asOrganisation).actor.person?.description == "MST:0100109106")
        let seal = try desk.pki.signer([.init(.userID, "MST:0100109106"), .init(.commonName, "Công ty")])
        #expect(try await desk.signIn(as: "MST:0100109106", by: seal).isOwner)
        let branch = try desk.pki.signer([.init(.userID, "MST:0100109106-001"), .init(.commonName, "Chi nhánh")])
        #expect(
            try await desk.refusal { try await desk.signIn(as: "MST:0100109106", by: branch) } == Self.isRefused(.user))
    }

    @Test("under a linked number one is let in for as long as the link stands")
    func linked() async throws {
        let former = "CMND:012345678"
        let desk = try await Desk()
        let citizen = try desk.pki.signer()
        #expect(try await desk.refusal { try await desk.signIn(as: former, by: citizen) } == Self.isRefused(.user))
        try await desk.vault.deposit(1)
        let document = try #require(try await desk.vault.records().compactMap(KeptDocument.init).first)
        func link(_ isLinked: Bool) async throws {
            let folder = try await desk.vault.open()
            _ = try await folder.vault.enter(
                Owner(former), Owner(Desk.citizen), isLinked: isLinked, evidence: document, reason: "", uploader: "",
                entrance: "test")
            try await folder.close()
        }
        try await link(true)
        let person = try await desk.signIn(as: former, by: citizen)
        let numbers: Set<Owner> = [try Owner(Desk.citizen)]
        #expect(person.isOwner && person.numbers == numbers)
        let vault = try await desk.vault(for: person)
        let query = DocumentQuery(owner: try await vault.identity(of: Owner(former)))
        #expect(try await vault.list(query).count == 1)
        try await link(false)
        await #expect(throws: VaultError(.accessDenied, ["role": "owner"])) { try await desk.vault(for: person) }
        #expect(try await desk.refusal { try await desk.signIn(as: former, by: citizen) } == Self.isRefused(.user))
    }

    @Test("a document, a detached statement, a second signer and whatever one signer does not sign are no sign-in")
    func otherForms() async throws {
        let desk = try await Desk()
        let citizen = try desk.pki.signer()
        let bytes = try Desk.statement().bytes
        func cms(
            as type: ObjectIdentifier = .login, content: [UInt8]? = bytes, _ change: (inout HandmadeCMS) throws -> Void
        ) throws -> [UInt8] {
            var cms = HandmadeCMS(
                try HandmadeSigner(citizen, over: bytes, contentType: type), content: content, contentType: type)
            try change(&cms)
            return try cms.encoded()
        }
        let good = try cms { _ in }
        // Without algorithm protection, as other programs make it.
        #expect(try await desk.refusal { try await desk.signIn(good) } == nil)
        let stamp: ([UInt8]) throws -> [[UInt8]] = {
            [
                HandmadeSigner.attribute(
                    .signatureTimestamp,
                    try desk.pki.timestampAuthority.token(imprint: Digest.sha256(of: $0), at: MintedPKI.now))
            ]
        }
        let counter: ([UInt8]) throws -> [[UInt8]] = {
            [
                HandmadeSigner.attribute(
                    .counterSignature, try HandmadeSigner(citizen, over: $0, contentType: nil).encoded())
            ]
        }
        let forms: [(String, [UInt8])] = [
            ("contentType", try cms(as: .data) { _ in }), ("contentType", try cms(as: .tstInfo) { _ in }),
            ("content", try cms(content: nil) { _ in }),
            ("statement", try cms(content: bytes + [0x0a]) { _ in }),
            ("signatures", try cms { $0.signers.append($0.signers[0]) }), ("signatures", try cms { $0.signers = [] }),
            ("unsignedAttributes", try cms { $0.signers[0].unsignedAttributes = stamp }),
            ("unsignedAttributes", try cms { $0.signers[0].unsignedAttributes = counter }),
            (
                "unsignedAttributes",
                try cms {
                    $0.signers[0].unsignedAttributes = { _ in [HandmadeSigner.attribute("1.2.3", DER.null)] }
                }
            ),
            ("crls", try cms { $0.crls = try desk.pki.lists() }), ("CMS", []), ("CMS", bytes), ("CMS", good + [0]),
            ("CMS", Array(good.dropLast())), ("CMS", Array(PEM.armour(good, label: "CMS").utf8)),
            (
                "CMS",
                try cms { cms in
                    cms.certificates += Array(repeating: citizen.certificate, count: 200)
                }
            ),
        ]
        for (field, form) in forms {
            #expect(try await desk.refusal { try await desk.signIn(form) } == Self.isMalformed(field), "\(field)")
        }
    }

    @Test("a signature that is not right, not the signer's, or weak signs nobody in")
    func badSignatures() async throws {
        let desk = try await Desk()
        let citizen = try desk.pki.signer()
        let other = try desk.pki.signer(MintedPKI.citizen("001200000001"))
        let bytes = try Desk.statement().bytes
        func cms(
            _ identity: MintedPKI.Identity = citizen, certificates: [[UInt8]]? = nil, digest: DigestAlgorithm? = nil,
            _ change: (inout HandmadeSigner) throws -> Void
        ) throws -> [UInt8] {
            var signer = try HandmadeSigner(
                identity, over: bytes, contentType: .login,
                algorithm: digest.map { .ecdsa($0) }, digest: digest)
            try change(&signer)
            return try HandmadeCMS(signer, content: bytes, contentType: .login, certificates: certificates).encoded()
        }
        let forms: [[UInt8]] = [
            try cms { $0.signature = [UInt8](repeating: 1, count: 70) },
            try cms { $0.attributes?[0] = HandmadeSigner.messageDigest(of: bytes + [0]) },
            try cms { $0.attributes?[2] = HandmadeSigner.attribute(.contentType, DER.objectIdentifier(.data)) },
            try cms { $0.attributes?.remove(at: 2) }, try cms { $0.attributes = nil },
            // Without signing-certificate, or with another's.
            try cms { $0.attributes?.remove(at: 1) },
            try cms { $0.attributes?[1] = HandmadeSigner.signingCertificate(other.certificate) },
            try cms(certificates: []) { _ in }, try cms(certificates: [other.certificate]) { _ in },
            // Signed by one, and said to be another's.
            try cms(MintedPKI.Identity(certificate: citizen.certificate, key: other.key)) { _ in },
        ]
        // What must not be there, or is asked for and missing, is no such message at all.
        let weak = try await desk.refusal { try await desk.signIn(cms(digest: .sha1) { _ in }) }
        #expect([VaultErrorCode.loginMalformed, .loginRefused].contains(weak?.code))
        for (number, form) in forms.enumerated() {
            let found = try await desk.refusal { try await desk.signIn(form) }
            #expect(found == Self.isRefused(.signature), "\(number): \(String(describing: found))")
        }
    }

    @Test("no changed bit of a sign-in signs anybody else in")
    func mutations() async throws {
        let desk = try await Desk()
        let cms = try Desk.sign(Desk.statement(), by: desk.pki.signer())
        let person = try await desk.signIn(cms)
        var numbers = SeededNumbers(seed: 11)
        for _ in 0..<(Int(ProcessInfo.processInfo.environment["KHO_MUTATIONS"] ?? "") ?? 200) {
            var changed = cms
            changed[Int.random(in: changed.indices, using: &numbers)] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            if let other = try? await desk.signIn(changed) { #expect(other == person) }
        }
    }

    @Test("a sign-in is neither deposited, nor a consent, nor a statement about an erasure")
    func asDocument() async throws {
        let desk = try SignedDesk()
        let citizen = try desk.citizens.signer()
        let login = try SignInDesk.sign(SignInDesk.statement(), by: citizen)
        let before = desk.files
        let folder = try await desk.open()
        for category in [VaultCore.Category.ownFile, .dossier, .digitised] {
            for beside in [nil, SignedDesk.content] {
                let request = try SignedDesk.request(login, of: [], beside: beside, category: category)
                let error = try await #require(throws: SignedFileError.self) {
                    _ = try await folder.vault.deposit(request)
                }
                #expect(error.code == .loginNotADocument)
            }
        }
        let consent = try await #require(throws: SignedFileError.self) {
            _ = try await folder.vault.grant(
                ConsentSubmission(signature: MintedVault.source("dong-y.p7m", login), statement: nil),
                uploader: "test", entrance: "test")
        }
        #expect(consent.code == .loginNotADocument)
        try await folder.close()
        #expect(desk.files == before)
        let statement = Array("{}".utf8)
        let signer = try HandmadeSigner(citizen, over: statement, contentType: .login)
        let signed = try HandmadeCMS(signer, content: statement, contentType: .login).encoded()
        #expect(throws: VaultError(.loginNotADocument)) {
            try StatementSignature(
                signed, over: statement,
                by: VaultValidator(trust: desk.trust(desk.lists()), now: { MintedPKI.now }))
        }
    }

    @Test("a seal over a document is no sign-in, however right")
    func asSeal() throws {
        let pki = try MintedPKI()
        let seal = try pki.signer()
        let document = Array("{}".utf8)
        for content in [nil, document] {
            let login = try HandmadeCMS(
                HandmadeSigner(seal, over: document, contentType: .login), content: content, contentType: .login
            ).encoded()
            #expect(throws: PinnedSignature.Refusal.malformed) {
                try PinnedSeals().verify(login, of: document, certificates: [seal.certificate])
            }
        }
    }
}
