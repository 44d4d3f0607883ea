import Messages
import PKI
import Signatures
import VaultCore
import VaultStorage

/// A vault's seal from a key in a file.
struct SealKey: Seal {
    let certificateDER: [UInt8]
    private let signer: CAdESSigner

    init(key: PrivateKey, certificate: [UInt8]) throws(PKIError) {
        certificateDER = certificate
        signer = try CAdESSigner(key: key, certificate: certificate)
    }

    func sign(_ document: [UInt8]) throws -> [UInt8] {
        try signer.detached(MemorySource(document), signingTime: .now())
    }

    /// The seal key's place in a vault.
    static let fileName = "seal.key"

    /// The seals before the one in use whose keys are kept, the newest first. One that cannot be read is left out: it would
    /// only have vouched for the new ones.
    static func earlier(vault path: String, identity: VaultIdentity) -> [SealKey] {
        identity.seals.dropLast().reversed().compactMap { seal in
            let file = "\(path)/keys/\(VaultRotation.retiredFile(of: seal.der))"
            guard let bytes = try? InputFile.bytes(file, limit: KeyFile.maximumSize),
                let key = try? KeyFile(bytes, passphrase: nil).key
            else { return nil }
            return try? SealKey(key: key, certificate: seal.der)
        }
    }

    /// The seal of an existing vault: its key file, and the certificate in `vault.json` that is in use. The key of an earlier
    /// one, put back from a backup, seals nothing any more.
    /// - Throws: `CommandFailure` `KEY_MISSING`, `KEY_MALFORMED`, `KEY_CERTIFICATE_MISMATCH`.
    static func load(vault path: String, identity: VaultIdentity) throws -> SealKey {
        let file = path + "/keys/" + fileName
        let bytes: [UInt8]
        do {
            bytes = try InputFile.bytes(file, limit: KeyFile.maximumSize)
        } catch let failure as CommandFailure where failure.message.code == "FILE_NOT_FOUND" {
            throw CommandFailure("KEY_MISSING", ["key": file], status: .inputOutput)
        }
        do {
            let key = try KeyFile(bytes, passphrase: nil).key
            guard let seal = identity.currentSeal,
                try Certificate(der: seal.der).publicKeyInfo == key.publicKeyInfo
            else { throw PKIError(.keyCertificateMismatch) }
            return try SealKey(key: key, certificate: seal.der)
        } catch let error as PKIError {
            throw CommandFailure(error, key: file, certificate: "vault.json")
        }
    }
}
