import PKI
import Signatures
import TestSupport
import Testing

@Suite("Attacks on algorithms and keys")
struct AlgorithmAttackTests {
    private static let ecKey: ObjectIdentifier = "1.2.840.10045.2.1"
    private static let unknownKey: ObjectIdentifier = "1.2.840.10045.2.99"

    private static func identifier(_ oid: ObjectIdentifier, _ parameters: [UInt8]? = nil) -> [UInt8] {
        AlgorithmIdentifier(oid: oid, parameters: parameters).der
    }

    private static func digest(_ algorithm: DigestAlgorithm) -> [UInt8] { identifier(algorithm.oid) }

    @Test("a digest in the signature's algorithm other than the one beside it is refused")
    func mismatch() throws {
        let report = try AttackScene().attached { $0.digestIdentifier = Self.digest(.sha512) }
        #expect(!report.intact && report.has("ALGORITHM_MISMATCH"), "\(report.summary)")
        #expect(report.indication == .totalFailed)
    }

    @Test("CMSAlgorithmProtection that differs from the SignerInfo, or is malformed, is refused")
    func algorithmProtection() throws {
        let scene = try AttackScene()
        let right = try #require(SignatureAlgorithm.ecdsa(.sha256).identifier)
        let wrong = try #require(SignatureAlgorithm.ecdsa(.sha384).identifier)
        let good = HandmadeSigner.algorithmProtection(Self.digest(.sha256), right)
        let bad = [
            HandmadeSigner.algorithmProtection(Self.digest(.sha512), right),
            HandmadeSigner.algorithmProtection(Self.digest(.sha256), wrong),
            HandmadeSigner.attribute(.algorithmProtection, DER.null),
            HandmadeSigner.attribute(.algorithmProtection, DER.sequence(Self.digest(.sha256))),
        ]
        let accepted = try scene.attached { $0.attributes?.append(good) }
        #expect(accepted.indication == .totalPassed, "\(accepted.summary)")
        for attribute in bad {
            let report = try scene.attached { $0.attributes?.append(attribute) }
            #expect(!report.intact && report.has("ALGORITHM_PROTECTION_MISMATCH"), "\(report.summary)")
        }
    }

    @Test("a key of another kind than the algorithm never verifies")
    func keyConfusion() throws {
        for (kind, wrong) in [
            (PrivateKey.NewKind.p256, SignatureAlgorithm.rsaPKCS1v15(.sha256)), (.rsa(bits: 2048), .ecdsa(.sha256)),
            (.ed25519, .ecdsa(.sha256)), (.p256, .ed25519),
        ] {
            let report = try AttackScene(kind: kind).attached {
                $0.signatureIdentifier = try #require(wrong.identifier).der
                $0.digestIdentifier = Self.digest(wrong.digest ?? .sha512)
            }
            #expect(!report.intact && report.indication != .totalPassed, "\(kind) \(wrong): \(report.summary)")
        }
    }

    @Test("RSASSA-PSS parameters that are odd are refused, and none are taken for others")
    func oddPSS() throws {
        let scene = try AttackScene(kind: .rsa(bits: 2048))
        let pss: ObjectIdentifier = "1.2.840.113549.1.1.10"
        let sha256 = DER.element(ASN1Tag.context(0), Self.digest(.sha256))
        func mask(_ oid: ObjectIdentifier, _ digest: DigestAlgorithm) -> [UInt8] {
            DER.element(ASN1Tag.context(1), Self.identifier(oid, Self.digest(digest)))
        }
        let mgf1 = mask("1.2.840.113549.1.1.8", .sha256)
        func salt(_ number: [UInt8]) -> [UInt8] { DER.element(ASN1Tag.context(2), number) }
        let trailer = DER.element(ASN1Tag.context(3), DER.integer(1))
        let good = try scene.attached {
            $0.signatureIdentifier = Self.identifier(pss, DER.sequence(sha256, mgf1, salt(DER.integer(32)), trailer))
        }
        #expect(good.indication == .totalPassed, "\(good.summary)")
        let odd: [(String, [UInt8]?)] = [
            ("no parameters", nil), ("NULL", DER.null), ("defaults (SHA-1)", DER.sequence()),
            ("another digest", DER.sequence(DER.element(ASN1Tag.context(0), Self.digest(.sha512)), mgf1)),
            ("another salt", DER.sequence(sha256, mgf1, salt(DER.integer(31)))),
            ("no salt (20)", DER.sequence(sha256, mgf1)),
            ("huge salt", DER.sequence(sha256, mgf1, salt(DER.unsignedInteger([0x7f, 0xff, 0xff, 0xff])))),
            ("negative salt", DER.sequence(sha256, mgf1, salt(DER.element(ASN1Tag.integer, [0xff])))),
            ("another mask digest", DER.sequence(sha256, mask("1.2.840.113549.1.1.8", .sha512), salt(DER.integer(32)))),
            (
                "another mask generator",
                DER.sequence(sha256, mask("1.2.840.113549.1.1.9", .sha256), salt(DER.integer(32)))
            ),
            (
                "another trailer",
                DER.sequence(sha256, mgf1, salt(DER.integer(32)), DER.element(ASN1Tag.context(3), DER.integer(2)))
            ),
            ("something more", DER.sequence(sha256, mgf1, salt(DER.integer(32)), trailer, DER.null)),
        ]
        for (name, parameters) in odd {
            let report = try scene.attached { $0.signatureIdentifier = Self.identifier(pss, parameters) }
            #expect(!report.intact && report.indication != .totalPassed, "\(name): \(report.summary)")
        }
    }

    @Test("MD5 is intact and not acceptable; SHA-1 is flagged")
    func weakDigests() throws {
        let scene = try AttackScene(kind: .rsa(bits: 2048))
        let md5 = try HandmadeSigner(scene.citizen, over: AttackScene.content, algorithm: .rsaPKCS1v15(.md5))
        let sha1 = try HandmadeSigner(scene.citizen, over: AttackScene.content, algorithm: .rsaPKCS1v15(.sha1))
        var weak = md5
        weak.signatureIdentifier = Self.identifier("1.2.840.113549.1.1.4", DER.null)
        let refused = try scene.only(HandmadeCMS(weak, content: AttackScene.content))
        #expect(refused.subIndication == .cryptoConstraintsFailure, "\(refused.summary)")
        let flagged = try scene.only(HandmadeCMS(sha1, content: AttackScene.content))
        #expect(flagged.policyFlags.contains("SHA1"), "\(flagged.summary)")
    }

    @Test("an unknown algorithm is undecided, never good")
    func unknown() throws {
        let scene = try AttackScene()
        let odd: ObjectIdentifier = "1.2.3.4.5"
        for change: (inout HandmadeSigner) -> Void in [
            { $0.digestIdentifier = Self.identifier(odd) }, { $0.signatureIdentifier = Self.identifier(odd) },
            { $0.digestIdentifier = Self.identifier(DigestAlgorithm.sha256.oid, DER.octetString([1])) },
            { $0.signatureIdentifier = Self.identifier("1.2.840.10045.4.3.2", DER.octetString([1])) },
        ] {
            let report = try scene.attached { change(&$0) }
            #expect(!report.intact && report.subIndication == .cryptoConstraintsFailure, "\(report.summary)")
        }
    }

    // OpenSSL refuses such a chain besides; before, nothing but that stood between it and a verdict by the chain alone.
    @Test("a certificate with a key that cannot be read verifies nothing")
    func unreadableKey() throws {
        let scene = try AttackScene()
        let rewritten = try RewrittenCertificate.replacing(
            Self.ecKey.content, by: Self.unknownKey.content,
            in: scene.citizen.certificate, signedBy: scene.pki.issuing.key)
        let identity = MintedPKI.Identity(certificate: try #require(rewritten), key: scene.citizen.key)
        var signer = try HandmadeSigner(identity, over: AttackScene.content)
        signer.signature = [1, 2, 3]
        let report = try scene.only(HandmadeCMS(signer, content: AttackScene.content))
        #expect(!report.intact)
        #expect(report.indication == .indeterminate)
        #expect(report.subIndication == .cryptoConstraintsFailure, "\(report.summary)")
    }

    @Test("an elliptic curve that can be broken is not acceptable, in a signer or in an authority")
    func smallCurve() throws {
        let pem = try Command.run("openssl", "ecparam", "-name", "secp112r1", "-genkey", "-noout").output
        let weak = try KeyFile(pem, passphrase: nil).key
        let scene = try AttackScene()
        let identity = try scene.pki.signer(key: weak)
        let bySigner = try scene.only(HandmadeCMS(try scene.signer(by: identity), content: AttackScene.content))
        #expect(bySigner.subIndication == .cryptoConstraintsFailure, "\(bySigner.summary)")
    }

    @Test("every bit of an ECDSA signature value matters, and so does its encoding")
    func signatureBits() throws {
        let scene = try AttackScene()
        let genuine = try scene.signer()
        let value = try genuine.value()
        for index in value.indices {
            var changed = genuine
            var bytes = value
            bytes[index] ^= 1 << (index % 8)
            changed.signature = bytes
            let report = try scene.only(HandmadeCMS(changed, content: AttackScene.content))
            #expect(!report.intact, "byte \(index)")
        }
        for bytes in [
            [], value + [0], Array(value.dropLast()), [0x30, 0], DER.sequence(DER.integer(0), DER.integer(0)),
        ] {
            var changed = genuine
            changed.signature = bytes
            #expect(try !scene.only(HandmadeCMS(changed, content: AttackScene.content)).intact)
        }
    }
}
