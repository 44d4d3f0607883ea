import CanonicalJSON
import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Real signatures through the real validation process into a real vault. Which verdict a signature gets is tested with
/// the validation; here it is what the vault makes of it.
@Suite("Depositing what is really signed")
struct SignedDepositTests {
    private static let day = MintedPKI.day
    private static let now = MintedPKI.now

    @Test("an owner's signature is accepted, detached or attached")
    func accepted() async throws {
        let desk = try SignedDesk()
        let an = try desk.citizens.signer()
        #expect(try await desk.deposit(SignedDesk.signature(by: an)) == .accepted)
        #expect(try await desk.deposit(SignedDesk.attached(by: an), of: []) == .accepted)
        // A file of another content that lies beside is left where it is.
        #expect(try await desk.deposit(SignedDesk.attached(by: an), of: [], beside: [1, 2, 3]) == .accepted)
    }

    @Test("what was kept validates again to the same verdict, from the vault's files alone")
    func derivedAgain() async throws {
        let desk = try SignedDesk()
        let crls = try desk.lists()
        #expect(try await desk.deposit(SignedDesk.signature(by: desk.citizens.signer()), crls: crls) == .accepted)
        let folder = try await VaultFolder.open(desk.vault.path, for: .reading)
        let document = try await folder.vault.show(
            DocumentReference(folder.vault.list(.init())[0].description.document.text))
        let record = document.record
        let files = document.description.files
        let verdict = try #require(document.description.verdict)
        let contents = try files.map { file in
            try desk.vault.bytes(VaultLayout.objectName(.init(space: record.private.space, digest: file.digest)))
        }
        let evidence = try record.private.evidence.map {
            try desk.vault.bytes(VaultLayout.objectName(.init(space: .shared, digest: $0)))
        }
        // Every list that the verdict rests on, the issuer, the anchor and the snapshot are among the evidence.
        #expect(evidence.contains(crls[0]))
        #expect(evidence.contains(desk.citizens.issuing.certificate))
        #expect(evidence.contains(desk.citizens.root.certificate))
        #expect(evidence.contains(Array(desk.trust(crls).snapshotText.utf8)))
        let report = try SignatureValidator(trust: desk.trust(crls)).validate(
            MemorySource(contents[0]),
            contents: [
                OriginalContent(name: files[1].name.text, source: MemorySource(contents[1]))
            ], at: verdict.validationTime)
        let kept = try desk.vault.bytes(
            VaultLayout.objectName(
                .init(space: record.private.space, digest: verdict.report)))
        #expect(report.document(file: files[0].name.text, contents: [files[1].name.text]).canonicalBytes == kept)
    }

    @Test("a changed original, a changed signature, a changed certificate")
    func tampered() async throws {
        let desk = try SignedDesk()
        let signature = try SignedDesk.signature(by: desk.citizens.signer())
        var content = SignedDesk.content
        content[3] ^= 1
        #expect(try await desk.deposit(signature, of: [content]) == .refused(.contentNotCovered))
        var value = signature
        value[value.count - 3] ^= 1
        #expect(try await desk.deposit(value) == .refused(.signatureNotAdmissible))
        var attached = try SignedDesk.attached(by: desk.citizens.signer())
        let place = try #require(attached.indices.first { attached[$0...].starts(with: SignedDesk.content) })
        attached[place] ^= 1
        #expect(try await desk.deposit(attached, of: []) == .refused(.signatureNotAdmissible))
    }

    @Test("no original, another's, one too many")
    func contents() async throws {
        let desk = try SignedDesk()
        let signature = try SignedDesk.signature(by: desk.citizens.signer())
        #expect(try await desk.deposit(signature, of: []) == .refused(.signatureNotAdmissible))
        #expect(try await desk.deposit(signature, of: [], beside: [1, 2, 3]) == .refused(.signatureNotAdmissible))
        #expect(try await desk.deposit(signature, of: [[1, 2, 3]]) == .refused(.contentNotCovered))
        #expect(
            try await desk.deposit(signature, of: [SignedDesk.content, [1, 2, 3]]) == .refused(.contentNotCovered))
        #expect(try await desk.deposit(signature, of: [], beside: SignedDesk.content) == .accepted)
    }

    @Test("a signer of another root, and a self-signed certificate with the owner's number")
    func strangers() async throws {
        let desk = try SignedDesk()
        let stranger = try MintedPKI().signer()
        #expect(try await desk.deposit(SignedDesk.signature(by: stranger)) == .refused(.signatureNotAdmissible))

        let key = try PrivateKey.generate(.p256)
        let template = CertificateTemplate.signer(
            MintedPKI.citizen(), notBefore: Self.now.adding(seconds: -Self.day),
            notAfter: Self.now.adding(seconds: Self.day))
        let own = MintedPKI.Identity(
            certificate: try IssuingAuthority.selfSigned(template, key: key).certificate, key: key)
        #expect(try await desk.deposit(SignedDesk.signature(by: own)) == .refused(.signatureNotAdmissible))
        #expect(
            try SignatureValidator(trust: desk.trust(desk.lists())).validate(
                MemorySource(SignedDesk.signature(by: own)),
                contents: [OriginalContent(name: "don", source: MemorySource(SignedDesk.content))], at: Self.now
            ).signatures[0].signer?.identifiers == [MintedVault.owner])
    }

    @Test("a timestamping root vouches for no signer")
    func wrongPurpose() async throws {
        let desk = try SignedDesk()
        let key = try PrivateKey.generate(.p256)
        let template = CertificateTemplate.signer(
            MintedPKI.citizen(), notBefore: Self.now.adding(seconds: -Self.day),
            notAfter: Self.now.adding(seconds: Self.day))
        let identity = MintedPKI.Identity(
            certificate: try desk.citizens.timestampRoot.issue(template, for: key.publicKeyInfo), key: key)
        #expect(try await desk.deposit(SignedDesk.signature(by: identity)) == .refused(.signatureNotAdmissible))
    }

    @Test("another citizen's signature opens nobody else's space")
    func otherOwner() async throws {
        let desk = try SignedDesk()
        let other = try desk.citizens.signer(MintedPKI.citizen("001200000001", name: "Trần Thị Bình"))
        let signature = try SignedDesk.signature(by: other)
        #expect(try await desk.deposit(signature) == .refused(.ownerMismatch))
        #expect(try await desk.deposit(signature, owner: "CCCD:001200000001") == .accepted)
        // Nor does a name that holds the number.
        let liar = try desk.citizens.signer([.init(.commonName, "UID=\(MintedVault.owner)")])
        #expect(try await desk.deposit(SignedDesk.signature(by: liar)) == .refused(.ownerMismatch))
    }

    @Test("a revoked signer is refused, whatever time the signature claims")
    func revoked() async throws {
        let desk = try SignedDesk()
        let an = try desk.citizens.signer()
        let lists = try desk.lists(revoked: [.init(an.certificate, at: Self.now.adding(seconds: -10 * Self.day))])
        for claimed in [Self.now, Self.now.adding(seconds: -100 * Self.day)] {
            let signature = try SignedDesk.signature(by: an, at: claimed)
            #expect(try await desk.deposit(signature, crls: lists) == .refused(.signatureNotAdmissible))
        }
    }

    @Test("what evidence may still settle is pending: no list yet, or a certificate that has expired meanwhile")
    func pending() async throws {
        let desk = try SignedDesk()
        let an = try desk.citizens.signer()
        #expect(try await desk.deposit(SignedDesk.signature(by: an), crls: []) == .pending)
        let expired = try desk.citizens.signer(
            notBefore: Self.now.adding(seconds: -400 * Self.day), notAfter: Self.now.adding(seconds: -Self.day))
        for claimed in [Self.now, Self.now.adding(seconds: -100 * Self.day)] {
            #expect(try await desk.deposit(SignedDesk.signature(by: expired, at: claimed)) == .pending)
        }
        // Nobody's but the owner's.
        let other = "CCCD:001200000001"
        #expect(
            try await desk.deposit(SignedDesk.signature(by: an), owner: other, crls: []) == .refused(.ownerMismatch))
    }

    @Test("a vault's own policy turns pending into refused")
    func policy() async throws {
        let desk = try SignedDesk()
        try desk.vault.write(Array("refuse PENDING\n".utf8), to: "policy")
        let signature = try SignedDesk.signature(by: desk.citizens.signer())
        #expect(try await desk.deposit(signature, crls: []) == .refused(.refusedByPolicy))
        #expect(try await desk.deposit(signature) == .accepted)
    }

    @Test(
        "a result wants an authority under its own root with its role in this vault")
    func authorities() async throws {
        let (category, role) = (VaultCore.Category.result, "agency")
        let subject: [CertificateTemplate.NameAttribute] = [
            .init(.userID, "MST:0100000000"), .init(.commonName, "UBND"),
        ]
        for (roles, isAdmitted) in [
            ("\(role) MST:0100000000\n", true), ("", false), ("\(role) MST:0100000001\n", false),
            ("certifier MST:0100000000\n", false),
        ] {
            let desk = try SignedDesk(roles: roles)
            let signature = try SignedDesk.signature(by: desk.authorities.signer(subject))
            let expected = isAdmitted ? SignedDesk.Outcome.accepted : .refused(.authorityMissing)
            #expect(try await desk.deposit(signature, category: category) == expected, "\(roles)")
            // The same name under the citizens' root is no authority.
            let namesake = try SignedDesk.signature(by: desk.citizens.signer(subject))
            #expect(try await desk.deposit(namesake, category: category) == .refused(.authorityMissing))
        }
    }

    @Test(
        "what is no signed file is an error, and leaves nothing", arguments: [[UInt8]("%PDF-1.7".utf8), [0x30, 0x82]])
    func notSigned(_ bytes: [UInt8]) async throws {
        let desk = try SignedDesk()
        await #expect(throws: SignedFileError.self) { try await desk.deposit(bytes, of: []) }
        #expect(try await desk.vault.check().isClean)
        await #expect(throws: VaultError(.emptyFile, ["file": "don.p7s"])) { try await desk.deposit([], of: []) }
    }
}
