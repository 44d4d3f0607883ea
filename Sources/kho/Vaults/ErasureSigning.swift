import ArgumentParser
import PKI
import Signatures
import VaultCore

/// With which key somebody signs a statement about an erasure.
struct ErasureSigningOptions: ParsableArguments {
    @Option(help: "Your key: a PKCS#12 file (.p12, .pfx) or a PEM.") var key: String
    @Option(help: "The certificate, where the key file holds none.") var cert: String?
    @Option(help: "A file whose first line is the passphrase.") var passphraseFile: String?
    @Option(help: "The folder of trust (else KHO_TRUST, else certs/ beside the vault, …).") var trust: String?

    func identity(_ console: Console) throws -> SigningIdentity {
        try SigningIdentity(
            key: key, certificate: cert, passphraseFile: passphraseFile, language: console.language)
    }
}

extension SigningIdentity {
    /// CMS with the statement inside.
    func signed(_ statement: [UInt8]) throws -> [UInt8] {
        do {
            let halves = try cades.attached(MemorySource(statement), signingTime: .now())
            return halves.beforeContent + statement + halves.afterContent
        } catch let error as PKIError {
            throw CommandFailure(signing: error)
        }
    }
}
