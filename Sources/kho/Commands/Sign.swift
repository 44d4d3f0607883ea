import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import Signatures

/// `kho sign`: CAdES-B-B over one file.
struct Sign: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign a file (CAdES-B-B), detached unless --attached.",
        discussion: """
            Examples:
              kho sign don.pdf --key toi.p12               writes don.pdf.p7s
              kho sign don.pdf --key toi.p12 --attached    writes don.pdf.p7m
              kho sign don.pdf --key khoa.pem --cert chung-thu.pem -o chu-ky.p7s

            The passphrase is asked at the terminal, or read from --passphrase-file.
            """)

    @Argument(help: "The file to sign.") var file: String
    @Option(help: "The key: a PKCS#12 file (.p12, .pfx) or a PEM.") var key: String
    @Option(help: "The certificate, where the key file holds none.") var cert: String?
    @Flag(help: "Put the content into the signature file.") var attached = false
    @Option(help: "A file whose first line is the passphrase.") var passphraseFile: String?
    @Option(name: .short, help: "Where to write; - for standard output.") var o: String?
    @Flag(help: "Overwrite a file that is there.") var force = false
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let source: FileSource
        do { source = try FileSource(path: file) } catch { throw CommandFailure(error, file: file) }
        guard source.count > 0 else { throw CommandFailure("FILE_EMPTY", ["file": file], status: .notReadable) }
        let signer = try SigningIdentity(
            key: key, certificate: cert, passphraseFile: passphraseFile, language: console.language)
        let target = o ?? file + (attached ? ".p7m" : ".p7s")
        do {
            try write(source, signer: signer.cades, to: target)
        } catch let error as ByteSourceError {
            throw CommandFailure(error, file: file)
        }
        guard target != "-" else { return .success }
        if console.isJSON {
            console.print(["schema": "kho.sign/1", "file": .string(file), "output": .string(target)])
        } else {
            console.print(Message(code: "SIGNED", facts: ["file": target]))
            console.print(Message(code: attached ? "SIGNED_ATTACHED" : "SIGNED.NEXT", facts: ["file": target]))
        }
        return .success
    }

    private func write(_ source: FileSource, signer: CAdESSigner, to target: String) throws {
        var out = try OutputFile(path: target, force: force)
        if attached {
            let halves = try signer.attached(source, signingTime: .now())
            try out.write(halves.beforeContent)
            try out.write(source)
            try out.write(halves.afterContent)
        } else {
            try out.write(try signer.detached(source, signingTime: .now()))
        }
        try out.commit()
    }
}
