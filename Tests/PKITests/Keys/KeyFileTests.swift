import PKI
import TestSupport
import Testing

@Suite("Key files")
struct KeyFileTests {
    private func code(_ bytes: [UInt8], _ passphrase: String?) -> PKIError.Code? {
        do {
            _ = try KeyFile(bytes, passphrase: passphrase.map { Array($0.utf8) })
            return nil
        } catch {
            return error.code
        }
    }

    @Test("PEM holds a key, its certificate and others, in any order")
    func pem() throws {
        let pki = try MintedPKI()
        let citizen = try pki.signer()
        let parts = [
            PEM.armour(pki.issuing.certificate, label: "CERTIFICATE"), citizen.key.pem,
            PEM.armour(citizen.certificate, label: "CERTIFICATE"),
        ]
        for order in [parts, parts.reversed()] {
            let file = try KeyFile(Array(order.joined().utf8), passphrase: nil)
            #expect(file.key.publicKeyInfo == citizen.key.publicKeyInfo)
            #expect(file.certificate == citizen.certificate)
            #expect(file.chain == [pki.issuing.certificate])
        }
        let alone = try KeyFile(Array(citizen.key.pem.utf8), passphrase: nil)
        #expect(alone.certificate == nil && alone.chain.isEmpty)
    }

    @Test("PKCS#12 opens with its passphrase alone", arguments: ["", "bí mật", "p:%@ \\'"])
    func pkcs12(passphrase: String) throws {
        let pki = try MintedPKI()
        let citizen = try pki.signer()
        let bytes = try citizen.key.pkcs12(
            certificate: citizen.certificate, chain: [pki.issuing.certificate], name: "An", passphrase: passphrase)
        let file = try KeyFile(bytes, passphrase: Array(passphrase.utf8))
        #expect(file.key.publicKeyInfo == citizen.key.publicKeyInfo)
        #expect(file.certificate == citizen.certificate)
        #expect(file.chain == [pki.issuing.certificate])
        #expect(KeyFile.needsPassphrase(bytes))
        #expect(code(bytes, "x" + passphrase) == .wrongPassphrase)
        #expect(code(bytes, nil) == .passphraseNeeded)
        for count in stride(from: 0, to: bytes.count, by: 13) {
            #expect(code(Array(bytes.prefix(count)), passphrase) != nil, "\(count) bytes")
        }
    }

    @Test("what is no key file is refused by name")
    func refused() throws {
        let pki = try MintedPKI()
        #expect(code([], "x") == .keyMalformed)
        #expect(code(Array("không phải khoá".utf8), "x") == .keyMalformed)
        #expect(code(pki.root.certificate, "x") == .keyMalformed)
        #expect(code(Array(PEM.armour(pki.root.certificate, label: "CERTIFICATE").utf8), nil) == .keyMalformed)
        #expect(code(Array(PEM.armour([1, 2, 3], label: "PRIVATE KEY").utf8), nil) == .keyMalformed)
        #expect(code([UInt8](repeating: 0x30, count: KeyFile.maximumSize + 1), "x") == .keyMalformed)
    }

    @Test("a key and a certificate that do not belong together do not sign")
    func mismatch() throws {
        let pki = try MintedPKI()
        let citizen = try pki.signer()
        let other = try PrivateKey.generate(.p256)
        #expect(throws: PKIError(.keyCertificateMismatch)) {
            try SignedDataBuilder(key: other, certificate: citizen.certificate)
        }
    }

    @Test("a key signs with the algorithms of its kind alone")
    func algorithms() throws {
        let message = Array("văn bản".utf8)
        for (kind, good, bad) in [
            (PrivateKey.NewKind.p256, SignatureAlgorithm.ecdsa(.sha256), SignatureAlgorithm.rsaPKCS1v15(.sha256)),
            (.rsa(bits: 2048), .rsaPSS(.sha256, maskDigest: .sha256, saltLength: 32), .ed25519),
            (.ed25519, .ed25519, .ecdsa(.sha256)),
        ] {
            let key = try PrivateKey.generate(kind)
            #expect(!(try key.sign(message, by: good).isEmpty))
            let error = #expect(throws: PKIError.self) { try key.sign(message, by: bad) }
            #expect(error?.code == .keyUnsupported)
        }
    }
}
