import Foundation
import Messages
import PKI
import Signatures

/// A key with its certificate, from files that a person names; asks for the passphrase where one is needed.
struct SigningIdentity: Sendable {
    let key: PrivateKey
    let certificate: [UInt8]
    let cades: CAdESSigner
    let pdf: PDFSigner

    /// - Throws: `CommandFailure`: `KEY_MISSING`, `KEY_MALFORMED`, `WRONG_PASSPHRASE`, `CERTIFICATE_MISSING`,
    ///   `KEY_CERTIFICATE_MISMATCH` …
    init(key path: String, certificate certificatePath: String?, passphraseFile: String?, language: Language) throws {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.bytes(path, limit: KeyFile.maximumSize)
        } catch let failure as CommandFailure where failure.message.code == "FILE_NOT_FOUND" {
            throw CommandFailure("KEY_MISSING", ["key": path], status: .inputOutput)
        }
        var passphrase: [UInt8]?
        if KeyFile.needsPassphrase(bytes) {
            if let passphraseFile {
                let text = try InputFile.bytes(passphraseFile, limit: PassphrasePrompt.maximumByteCount)
                passphrase = Array(text.prefix { $0 != 10 && $0 != 13 })
            } else {
                passphrase = try PassphrasePrompt(language: language).ask(for: path)
            }
        }
        do {
            let file = try KeyFile(bytes, passphrase: passphrase)
            var own = file.certificate
            var chain = file.chain
            if let certificatePath {
                let given = try Certificate.all(in: InputFile.bytes(certificatePath, limit: Certificate.maximumSize))
                own = given.first?.der
                chain = given.dropFirst().map(\.der) + chain
            }
            guard let own else { throw CommandFailure("CERTIFICATE_MISSING", ["key": path], status: .usage) }
            key = file.key
            certificate = own
            cades = try CAdESSigner(key: file.key, certificate: own, chain: chain)
            pdf = try PDFSigner(key: file.key, certificate: own, chain: chain)
        } catch let error as PKIError {
            throw CommandFailure(error, key: path, certificate: certificatePath ?? path)
        }
    }
}
