import ArgumentParser
import Messages
import PKI
import VaultCore

/// The seal that a vault is to have: from a key of its operator's, or made here.
struct NewSealOptions: ParsableArguments {
    @Option(help: "The seal's key (PKCS#12 or PEM).") var sealKey: String?
    @Option(help: "The seal's certificate, where the key file holds none.") var sealCert: String?
    @Option(help: "A file whose first line is the passphrase of the seal's key.") var passphraseFile: String?

    /// How long a self-signed seal lasts: as long as the law lets a subscriber's certificate (NĐ 23/2025: 3 years).
    private static let selfSignedSeconds: Int64 = 3 * 365 * 86400

    struct NewSeal {
        let seal: SealKey
        let certificate: Certificate
        /// What the key's file in the vault holds.
        let pem: String

        var entry: SealCertificate {
            SealCertificate(
                der: certificate.der, notBefore: certificate.notBefore, notAfter: certificate.notAfter)
        }
    }

    /// - Parameter origin: names a seal that is made here.
    /// - Throws: `CommandFailure`.
    func make(origin: String, _ language: Language, now: Instant) throws -> NewSeal {
        let (key, certificate) = try keys(origin: origin, language, now: now)
        let parsed = try Certificate(der: certificate)
        do {
            return NewSeal(
                seal: try SealKey(key: key, certificate: certificate), certificate: parsed, pem: key.pem)
        } catch {
            throw CommandFailure(error, key: sealKey ?? "", certificate: sealCert ?? sealKey ?? "")
        }
    }

    private func keys(origin: String, _ language: Language, now: Instant) throws -> (PrivateKey, [UInt8]) {
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
}
