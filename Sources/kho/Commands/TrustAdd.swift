import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import VaultStorage

/// `kho trust add`: shows subject and fingerprint, and wants the fingerprint or a typed yes.
struct TrustAdd: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Trust a root, or add an intermediate certificate as a helper.",
        discussion: "Example:\n  kho trust add goc.pem --for signers --fingerprint 9f86d081…")

    @Argument(help: "The certificate, PEM or DER.") var file: String
    @Option(name: .customLong("for"), help: "signers, authorities, timestamp or intermediates.") var purpose: String
    @Option(help: "The SHA-256 fingerprint from the issuer's official site; without it you are asked.")
    var fingerprint: String?
    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard TrustFolder.Destination(rawValue: purpose) != nil else {
            throw ValidationError("--for takes signers, authorities, timestamp or intermediates.")
        }
    }

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        guard let destination = TrustFolder.Destination(rawValue: purpose) else { return .usage }
        let certificates: [Certificate]
        do {
            certificates = try Certificate.all(in: InputFile.bytes(file, limit: Certificate.maximumSize * 16))
        } catch let error as PKIError {
            throw CommandFailure(error, key: file)
        }
        let target = TrustFolder(path: folder.path)
        for certificate in certificates {
            try confirm(certificate, console)
            do {
                try target.add(certificate, for: destination)
            } catch CocoaError.fileWriteNoPermission {
                throw CommandFailure("READ_ONLY_FOLDER", ["folder": target.path], status: .inputOutput)
            } catch let error as TrustFolder.Unusable {
                throw CommandFailure(error, folder: target.path)
            }
            report(certificate, destination, console)
        }
        return .success
    }

    private func confirm(_ certificate: Certificate, _ console: Console) throws {
        let actual = certificate.sha256.hexadecimal
        if let fingerprint {
            let given = fingerprint.lowercased().filter { $0.isHexDigit }
            guard given == actual else {
                throw CommandFailure("FINGERPRINT_MISMATCH", ["sha256": actual], status: .usage)
            }
            return
        }
        // On the terminal, not in a result: what is asked about must be seen even where output goes to a file.
        console.errors.write("  \(SafeText.escaped(certificate.subject.text))\n  SHA-256 \(actual)\n")
        guard try Confirmation(language: console.language).ask(Message(code: "CONFIRM_TRUST")) else {
            throw CommandFailure("NOT_CONFIRMED", status: .usage)
        }
    }

    private func report(_ certificate: Certificate, _ destination: TrustFolder.Destination, _ console: Console) {
        if console.isJSON {
            console.print([
                "schema": "kho.trust-add/1", "sha256": .string(certificate.sha256.hexadecimal),
                "purpose": .string(destination.folder), "subject": .string(certificate.subject.text),
            ])
        } else {
            let code: MessageCode = destination == .intermediates ? "TRUST_KEPT" : "TRUST_ADDED"
            console.print(
                Message(
                    code: code,
                    facts: ["sha256": certificate.sha256.hexadecimal, "purpose": destination.folder]))
        }
    }
}

extension TrustFolderOptions {
    /// Where the `trust` commands write when no folder is named: the user's own.
    var path: String {
        let environment = Environment.variables
        if let named = trust ?? environment["KHO_TRUST"].flatMap({ $0.isEmpty ? nil : $0 }) { return named }
        return TrustLocation.own(environment: environment)
    }

    func load() throws -> (TrustFolder, TrustFolder.Contents) {
        let folder = TrustFolder(path: path)
        do { return (folder, try folder.load()) } catch { throw CommandFailure(error, folder: folder.path) }
    }
}
