import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// The `openssl` command on one side, kho on the other.
@Suite("Interoperability with openssl")
struct OpenSSLTests {
    static let content = Array("Nội dung văn bản\r\ncó hai dòng\n".utf8)

    /// A folder with a document, a citizen and the authorities as PEM files.
    struct Desk {
        let folder: URL
        let pki: MintedPKI
        let citizen: MintedPKI.Identity

        init(_ folder: URL, key: PrivateKey.NewKind) throws {
            self.folder = folder
            pki = try MintedPKI()
            citizen = try pki.signer(key: .generate(key))
            try OpenSSLTests.content.write(to: folder.appending(path: "document"))
            try write(citizen, "citizen")
            try write([pki.root.certificate], "root.pem")
            try write([pki.issuing.certificate], "issuing.pem")
            try write([pki.timestampRoot.certificate], "timestamp.pem")
        }

        func write(_ identity: MintedPKI.Identity, _ name: String) throws {
            try write([identity.certificate], "\(name).pem")
            try Array(identity.key.pem.utf8).write(to: folder.appending(path: "\(name).key"))
        }

        func write(_ certificates: [[UInt8]], _ name: String) throws {
            let text = certificates.map { PEM.armour($0, label: "CERTIFICATE") }.joined()
            try Array(text.utf8).write(to: folder.appending(path: name))
        }

        func openssl(_ arguments: String...) throws -> Command.Result {
            try Command.run("openssl", arguments, in: folder)
        }

        func bytes(_ name: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: folder.appending(path: name)))
        }

        /// kho's report; with the document at hand where the signature is detached.
        func report(_ file: [UInt8], isDetached: Bool, at time: Instant = MintedPKI.now) throws -> ValidationReport {
            let validator = SignatureValidator(trust: pki.trust(crls: try pki.lists(at: time)))
            let original = OriginalContent(name: "document", source: MemorySource(OpenSSLTests.content))
            return try validator.validate(MemorySource(file), contents: isDetached ? [original] : [], at: time)
        }
    }

    static let attime = "\(MintedPKI.now.seconds)"

    @Test(
        "`openssl cms -verify` accepts what kho signs", arguments: ["rsa", "p256", "p384", "ed25519"], [true, false])
    func opensslVerifies(_ kind: String, isDetached: Bool) throws {
        let kinds: [String: PrivateKey.NewKind] = [
            "rsa": .rsa(bits: 2048), "p256": .p256, "p384": .p384, "ed25519": .ed25519,
        ]
        try TemporaryFolder.with { folder in
            let desk = try Desk(folder, key: try #require(kinds[kind]))
            let signer = try CAdESSigner(
                key: desk.citizen.key, certificate: desk.citizen.certificate, chain: [desk.pki.issuing.certificate])
            let source = MemorySource(Self.content)
            var arguments = [
                "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", "s.p7s", "-CAfile", "root.pem",
                "-no-CApath", "-no-CAstore", "-purpose", "any", "-attime", Self.attime, "-out", "out",
            ]
            if isDetached {
                try signer.detached(source, signingTime: MintedPKI.now).write(to: folder.appending(path: "s.p7s"))
                arguments += ["-content", "document"]
            } else {
                let halves = try signer.attached(source, signingTime: MintedPKI.now)
                try (halves.beforeContent + Self.content + halves.afterContent).write(
                    to: folder.appending(path: "s.p7s"))
            }
            let result = try Command.run("openssl", arguments, in: folder)
            // The command of OpenSSL 3.0 cannot check EdDSA in a CMS, whoever made it (`invalid digest`).
            if kind == "ed25519" {
                #expect(result.errors.contains("invalid digest"), "it can now: a documented limit may go")
                return
            }
            #expect(result.status == 0, "\(result.errors)")
            #expect(try desk.bytes("out") == Self.content)
        }
    }

    @Test(
        "kho validates what `openssl cms -sign` makes",
        arguments: [
            "", "-nodetach", "-cades", "-nodetach -cades -outform PEM", "-outform PEM", "-nodetach -stream -indef",
            "-keyopt rsa_padding_mode:pss", "-nodetach -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20",
            "-md sha512", "-keyid", "-nodetach -nosmimecap -md sha384",
        ])
    func khoVerifies(_ options: String) throws {
        for kind in [PrivateKey.NewKind.rsa(bits: 2048), .p256] {
            let isRSA = if case .rsa = kind { true } else { false }
            if !isRSA, options.contains("rsa_") { continue }
            try TemporaryFolder.with { folder in
                let desk = try Desk(folder, key: kind)
                var arguments = ["cms", "-sign", "-binary", "-in", "document", "-signer", "citizen.pem"]
                arguments += ["-inkey", "citizen.key", "-certfile", "issuing.pem", "-out", "s.p7s"]
                arguments += options.split(separator: " ").map(String.init)
                if !options.contains("PEM") { arguments += ["-outform", "DER"] }
                let made = try Command.run("openssl", arguments, in: folder)
                try #require(made.status == 0, "\(made.errors)")
                let report = try desk.report(desk.bytes("s.p7s"), isDetached: !options.contains("-nodetach"))
                #expect(report.indication == .totalPassed, "\(options): \(report.signatures.map(\.summary))")
                #expect(report.signatures[0].level == (options.contains("-cades") ? "CAdES-BASELINE-B" : "CMS"))
            }
        }
    }

    /// In the dotted form that docs/access.md gives; kho has its octets.
    private static let login = "2.25.229515202651479689944254080828077487196"

    @Test("what `openssl cms -econtent_type` signs as a sign-in is one, and no document", arguments: [true, false])
    func loginByOpenSSL(isDetached: Bool) throws {
        try TemporaryFolder.with { folder in
            let desk = try Desk(folder, key: .p256)
            let made = try Command.run(
                "openssl",
                [
                    "cms", "-sign", "-binary", "-cades", "-in", "document", "-signer", "citizen.pem", "-inkey",
                    "citizen.key", "-certfile", "issuing.pem", "-outform", "DER", "-out", "s.p7m", "-econtent_type",
                    Self.login,
                ] + (isDetached ? [] : ["-nodetach"]), in: folder)
            try #require(made.status == 0, "\(made.errors)")
            let file = try desk.bytes("s.p7m")
            let error = try #require(throws: SignedFileError.self) {
                _ = try desk.report(file, isDetached: isDetached)
            }
            #expect(error.code == .loginNotADocument)
            guard !isDetached else { return }
            let validator = SignatureValidator(trust: desk.pki.trust(crls: try desk.pki.lists()))
            let report = try validator.validate(MemorySource(file), as: .login, at: MintedPKI.now)
            #expect(report.indication == .totalPassed, "\(report.signatures.map(\.summary))")
        }
    }

    @Test("`openssl` reads and verifies a sign-in that kho signs")
    func opensslVerifiesLogin() throws {
        try TemporaryFolder.with { folder in
            let desk = try Desk(folder, key: .p256)
            let signer = try CAdESSigner(
                key: desk.citizen.key, certificate: desk.citizen.certificate, chain: [desk.pki.issuing.certificate])
            let halves = try signer.attached(MemorySource(Self.content), as: .login, signingTime: MintedPKI.now)
            try (halves.beforeContent + Self.content + halves.afterContent).write(to: folder.appending(path: "s.p7m"))
            let printed = try desk.openssl("cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", "s.p7m")
            #expect(printed.text.contains("eContentType: undefined (\(Self.login))"), "\(printed.text)")
            let verified = try desk.openssl(
                "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", "s.p7m", "-CAfile", "root.pem",
                "-no-CApath", "-no-CAstore", "-purpose", "any", "-attime", Self.attime, "-out", "out")
            #expect(verified.status == 0, "\(verified.errors)")
            #expect(try desk.bytes("out") == Self.content)
        }
    }

    @Test("several signers of `openssl cms -sign` are all found, and all good")
    func severalSigners() throws {
        try TemporaryFolder.with { folder in
            let desk = try Desk(folder, key: .p256)
            let second = try desk.pki.signer(MintedPKI.citizen("001099000001"), key: .generate(.rsa(bits: 2048)))
            try desk.write(second, "second")
            let made = try desk.openssl(
                "cms", "-sign", "-binary", "-in", "document", "-signer", "citizen.pem", "-inkey", "citizen.key",
                "-signer",
                "second.pem", "-inkey", "second.key", "-outform", "DER", "-out", "s.p7s", "-cades")
            try #require(made.status == 0, "\(made.errors)")
            let report = try desk.report(desk.bytes("s.p7s"), isDetached: true)
            #expect(report.indication == .totalPassed)
            #expect(
                Set(report.signatures.flatMap { $0.signer?.identifiers ?? [] }) == [
                    "CCCD:038093015572", "CCCD:001099000001",
                ])
        }
    }

    @Test("a signature without signed attributes, as `-noattr` makes it, does not pass")
    func withoutAttributes() throws {
        try TemporaryFolder.with { folder in
            let desk = try Desk(folder, key: .p256)
            let made = try desk.openssl(
                "cms", "-sign", "-binary", "-noattr", "-nodetach", "-in", "document", "-signer", "citizen.pem",
                "-inkey",
                "citizen.key", "-outform", "DER", "-out", "s.p7s")
            try #require(made.status == 0, "\(made.errors)")
            let report = try desk.report(desk.bytes("s.p7s"), isDetached: false)
            #expect(report.signatures[0].subIndication == .sigConstraintsFailure)
        }
    }

    @Test("`openssl ts -verify` accepts the local authority's token")
    func opensslVerifiesToken() throws {
        try TemporaryFolder.with { folder in
            let desk = try Desk(folder, key: .p256)
            let token = try desk.pki.timestampAuthority.token(
                imprint: .sha256(of: Self.content), at: MintedPKI.now.adding(seconds: -5))
            try token.write(to: folder.appending(path: "token"))
            for (name, isGood) in [("document", true), ("root.pem", false)] {
                let result = try desk.openssl(
                    "ts", "-verify", "-token_in", "-in", "token", "-data", name, "-CAfile", "timestamp.pem", "-attime",
                    Self.attime)
                #expect((result.status == 0) == isGood, "\(result.errors)")
            }
        }
    }

    @Test("kho accepts a token that `openssl ts -reply` makes", arguments: ["sha1", "sha256"])
    func khoVerifiesToken(referenceDigest: String) throws {
        try TemporaryFolder.with { folder in
            let desk = try Desk(folder, key: .p256)
            try desk.write(desk.pki.timestampIdentity, "tsa")
            let configuration = """
                [tsa]
                default_tsa = here
                [here]
                serial = serial
                default_policy = 1.2.3.4.1
                digests = sha256, sha512
                signer_digest = sha256
                accuracy = secs:1
                ordering = yes
                tsa_name = yes
                ess_cert_id_alg = \(referenceDigest)
                """
            try Array(configuration.utf8).write(to: folder.appending(path: "ts.cnf"))
            let signer = try HandmadeSigner(desk.citizen, over: Self.content)
            let value = try signer.value()
            try value.write(to: folder.appending(path: "value"))
            for arguments in [
                ["ts", "-query", "-data", "value", "-sha256", "-cert", "-out", "query"],
                [
                    "ts", "-reply", "-config", "ts.cnf", "-queryfile", "query", "-signer", "tsa.pem", "-inkey",
                    "tsa.key",
                    "-token_out", "-out", "token",
                ],
            ] {
                let result = try Command.run("openssl", arguments, in: folder)
                try #require(result.status == 0, "\(result.errors)")
            }
            var stamped = signer
            stamped.signature = value
            let token = try desk.bytes("token")
            stamped.unsignedAttributes = { _ in [HandmadeSigner.attribute(.signatureTimestamp, token)] }
            let file = try HandmadeCMS(stamped, content: Self.content).encoded()
            // That command knows only the machine's clock.
            let report = try desk.report(file, isDetached: false, at: Instant.now().adding(seconds: 2))
            let signature = report.signatures[0]
            #expect(signature.bestSignatureTime != nil, "\(signature.timestamps)")
            #expect(signature.level == "CAdES-BASELINE-T", "\(signature.summary)")
        }
    }

    @Test("keys and certificates go both ways: PKCS#12 and encrypted PEM of `openssl`, and kho's of `openssl pkcs12`")
    func keyFiles() throws {
        try TemporaryFolder.with { folder in
            let desk = try Desk(folder, key: .p256)
            let secret = "pass:mật khẩu"
            for arguments in [
                [
                    "pkcs12", "-export", "-in", "citizen.pem", "-inkey", "citizen.key", "-certfile", "issuing.pem",
                    "-out",
                    "c.p12", "-passout", secret,
                ],
                ["pkcs8", "-topk8", "-in", "citizen.key", "-out", "c8.pem", "-passout", secret, "-v2", "aes-256-cbc"],
                ["ec", "-in", "citizen.key", "-aes256", "-out", "c1.pem", "-passout", secret],
            ] {
                let result = try Command.run("openssl", arguments, in: folder)
                try #require(result.status == 0, "\(result.errors)")
            }
            let passphrase = Array("mật khẩu".utf8)
            for name in ["c.p12", "c8.pem", "c1.pem"] {
                let bytes = try desk.bytes(name)
                #expect(KeyFile.needsPassphrase(bytes))
                #expect(try KeyFile(bytes, passphrase: passphrase).key.publicKeyInfo == desk.citizen.key.publicKeyInfo)
                #expect(throws: PKIError(.passphraseNeeded)) { try KeyFile(bytes, passphrase: nil) }
                let error = #expect(throws: PKIError.self) { try KeyFile(bytes, passphrase: Array("sai".utf8)) }
                #expect(error?.code == .wrongPassphrase)
            }
            let container = try KeyFile(desk.bytes("c.p12"), passphrase: passphrase)
            #expect(container.certificate == desk.citizen.certificate)
            #expect(container.chain == [desk.pki.issuing.certificate])
            let own = try desk.citizen.key.pkcs12(
                certificate: desk.citizen.certificate, chain: [desk.pki.issuing.certificate], name: "An",
                passphrase: "mật khẩu")
            try own.write(to: folder.appending(path: "kho.p12"))
            let read = try desk.openssl("pkcs12", "-in", "kho.p12", "-passin", secret, "-nodes")
            #expect(read.status == 0, "\(read.errors)")
        }
    }
}
