import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import TransparencyLog
import VaultCore
import VaultStorage

/// `kho init`: makes a vault.
struct Init: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a new vault.",
        discussion: """
            Examples:
              kho init --origin kho.example.vn/log
              kho init --origin kho.example.vn/log --seal-key con-dau.p12

            Without a seal of your own a self-signed one is made; whoever relies on the vault pins its fingerprint.
            """)

    @Option(help: "The log's name: a domain and a path that are yours.") var origin: String
    @Option(help: "The seal's key (PKCS#12 or PEM).") var sealKey: String?
    @Option(help: "The seal's certificate, where the key file holds none.") var sealCert: String?
    @Option(help: "A file whose first line is the passphrase of the seal's key.") var passphraseFile: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    /// How long a self-signed seal lasts: as long as the law lets a subscriber's certificate (NĐ 23/2025: 3 years).
    static let selfSignedSeconds: Int64 = 3 * 365 * 86400

    func work(_ console: Console) async throws -> ExitStatus {
        let now = Instant.now()
        let (key, certificate) = try seal(console.language, now: now)
        let parsed = try Certificate(der: certificate)
        let seal: SealKey
        do { seal = try SealKey(key: key, certificate: certificate) } catch {
            throw CommandFailure(error, key: sealKey ?? "", certificate: sealCert ?? sealKey ?? "")
        }
        let pem = key.pem
        let identity = try VaultInitialisation(
            origin: origin, seal: seal,
            sealCertificate: SealCertificate(
                der: certificate, notBefore: parsed.notBefore, notAfter: parsed.notAfter),
            writeSealKey: { folder in
                try NewKeyFile.write(pem, to: folder + "/" + SealKey.fileName)
            }, madeAt: now
        ).make(at: vault.folder())
        report(identity, parsed, console)
        return .success
    }

    private func seal(_ language: Language, now: Instant) throws -> (PrivateKey, [UInt8]) {
        if let sealKey {
            let identity = try SigningIdentity(
                key: sealKey, certificate: sealCert, passphraseFile: passphraseFile, language: language)
            return (identity.key, identity.certificate)
        }
        let key = try PrivateKey.generate(.p256)
        var template = CertificateTemplate(
            subject: [.init(.commonName, "kho seal \(origin)")], notBefore: now.adding(seconds: -300),
            notAfter: now.adding(seconds: Self.selfSignedSeconds))
        template.keyUsage = "critical,digitalSignature,nonRepudiation"
        return (key, try IssuingAuthority.selfSigned(template, key: key).certificate)
    }

    private func report(_ identity: VaultIdentity, _ seal: Certificate, _ console: Console) {
        if console.isJSON {
            console.print([
                "schema": "kho.init/1", "vault": .string(identity.id), "origin": .string(identity.origin),
                "sealSha256": .string(seal.sha256.hexadecimal),
                "logKeys": JSON(identity.logKeys.map(\.key.text)),
            ])
            return
        }
        console.print(Message(code: "VAULT_MADE", facts: ["folder": vault.path, "origin": identity.origin]))
        console.print("  SHA-256 \(seal.sha256.hexadecimal)")
        console.print(Message(code: "VAULT_MADE.NEXT", facts: ["folder": vault.path]))
    }
}
