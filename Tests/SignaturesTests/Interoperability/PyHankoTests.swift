import Foundation
import PKI
import Signatures
import TestSupport
import Testing

@Suite("Interoperability with pyHanko", .enabled(if: Command.python != nil || Corpus.isRequired, "no pyHanko"))
struct PyHankoTests {
    private static func script(_ name: String) -> String {
        Corpus.packageRoot.appending(path: "Tests/Interoperability/\(name)").path
    }

    private static let kinds: [String: PrivateKey.NewKind] = [
        "rsa": .rsa(bits: 2048), "p256": .p256, "ed25519": .ed25519,
    ]

    @Test("kho validates CAdES that pyHanko makes", arguments: ["rsa", "p256", "ed25519"], ["attached", "detached"])
    func khoVerifies(_ kind: String, _ form: String) throws {
        let python = try #require(Command.python)
        try TemporaryFolder.with { folder in
            let desk = try OpenSSLTests.Desk(folder, key: try #require(Self.kinds[kind]))
            let made = try Command.run(
                python,
                [
                    Self.script("make_signature.py"), "citizen.key", "citizen.pem", "issuing.pem", "document", "s.p7s",
                    form,
                ],
                in: folder)
            try #require(made.status == 0, "\(made.errors)")
            let report = try desk.report(desk.bytes("s.p7s"), isDetached: form == "detached")
            #expect(report.indication == .totalPassed, "\(report.signatures.map(\.summary))")
            #expect(report.signatures[0].hasSigningCertificate)
        }
    }

    @Test("pyHanko accepts what kho signs")
    func pyHankoVerifies() throws {
        let python = try #require(Command.python)
        try TemporaryFolder.with { folder in
            let pki = try MintedPKI()
            for (name, certificate) in [
                ("signers", pki.root.certificate), ("timestamp", pki.timestampRoot.certificate),
                ("intermediates", pki.issuing.certificate),
            ] {
                try Array(PEM.armour(certificate, label: "CERTIFICATE").utf8).write(
                    to: folder.appending(path: "\(name).pem"))
            }
            let lists = try pki.lists()
            for (name, kind) in Self.kinds {
                let identity = try pki.signer(key: .generate(kind))
                let signer = try CAdESSigner(key: identity.key, certificate: identity.certificate)
                let content = OpenSSLTests.content
                let halves = try signer.attached(MemorySource(content), signingTime: MintedPKI.now)
                let place = folder.appending(path: name)
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                try (halves.beforeContent + content + halves.afterContent).write(to: place.appending(path: "file.p7s"))
                for (index, list) in lists.enumerated() { try list.write(to: place.appending(path: "\(index).crl")) }
            }
            let result = try Command.run(
                python, Self.script("validate_signatures.py"), folder.path, MintedPKI.now.description)
            let opinions = try JSONDecoder().decode([String: String].self, from: Data(result.output))
            #expect(opinions == ["rsa": "TOTAL-PASSED", "p256": "TOTAL-PASSED", "ed25519": "TOTAL-PASSED"])
        }
    }
}

extension SignatureReport {
    /// Whether a signing-certificate attribute stands in the signature.
    var hasSigningCertificate: Bool { !policyFlags.contains("NO_SIGNING_CERTIFICATE_ATTRIBUTE") }
}
