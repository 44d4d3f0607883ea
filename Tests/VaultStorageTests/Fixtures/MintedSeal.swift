import Foundation
import PKI
import Signatures
import TestSupport
import VaultCore

/// A seal with a self-signed certificate.
struct MintedSeal: Seal {
    let certificateDER: [UInt8]
    private let signer: CAdESSigner

    init() throws {
        let key = try PrivateKey.generate(.p256)
        var template = CertificateTemplate.signer(
            [.init(.commonName, "Test Vault Seal")], notBefore: Self.notBefore, notAfter: Self.notAfter)
        template.extendedKeyUsage = nil
        certificateDER = try IssuingAuthority.selfSigned(template, key: key).certificate
        signer = try CAdESSigner(key: key, certificate: certificateDER)
    }

    static let notBefore = MintedPKI.now.adding(seconds: -3650 * MintedPKI.day)
    static let notAfter = MintedPKI.now.adding(seconds: 3650 * MintedPKI.day)

    var certificate: SealCertificate {
        SealCertificate(der: certificateDER, notBefore: Self.notBefore, notAfter: Self.notAfter)
    }

    func sign(_ document: [UInt8]) throws -> [UInt8] {
        try signer.detached(MemorySource(document), signingTime: MintedPKI.now)
    }
}

/// Verifies seals with the `openssl` command, as docs/verifying.md tells a stranger to.
struct OpenSSLSealVerifier: SealVerifier {
    struct Refused: Error {}

    func verify(_ signature: [UInt8], of document: [UInt8], certificates: [[UInt8]]) throws {
        let folder = try TemporaryFolder()
        try TemporaryFolder.write(signature, to: folder.file("m.p7s"))
        try TemporaryFolder.write(document, to: folder.file("m"))
        for der in certificates {
            let pem =
                "-----BEGIN CERTIFICATE-----\n"
                + Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
                + "\n-----END CERTIFICATE-----\n"
            try TemporaryFolder.write(Array(pem.utf8), to: folder.file("seal.pem"))
            let status = try Shell.run(
                """
                openssl cms -verify -binary -inform DER -in m.p7s -content m -CAfile seal.pem -partial_chain \
                -no-CApath -no-CAstore -purpose any -attime 1780272000 -out /dev/null
                """, in: folder.path
            ).status
            if status == 0 { return }
        }
        throw Refused()
    }

    /// The command says nothing of it.
    func isExact(_ signature: [UInt8], certificates: [[UInt8]]) -> Bool { true }
}

/// Runs a line of shell, as a person would type it.
enum Shell {
    @discardableResult
    static func run(_ line: String, in folder: String) throws -> (status: Int32, output: String) {
        let ended = try Command.run("/bin/bash", ["-c", line], in: URL(fileURLWithPath: folder))
        return (ended.status, ended.text)
    }
}
