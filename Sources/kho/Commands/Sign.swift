import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import Retrieval
import Signatures

/// `kho sign`: PAdES into a PDF file, CAdES over any other.
struct Sign: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign a file: a PDF inside (PAdES), any other beside (CAdES).",
        discussion: """
            Examples:
              kho sign don.pdf --key toi.p12                     writes don.signed.pdf
              kho sign don.pdf --key toi.p12 --location Hue      says where
              kho sign don.pdf --key toi.p12 --certify form-filling
              kho sign don.pdf --key toi.p12 --stamp 1:bottom-right
              kho sign don.pdf --key toi.p12 --timestamp http://tsa.example.vn
              kho sign don.pdf --key toi.p12 --format cades      writes don.pdf.p7s
              kho sign anh.jpg --key toi.p12                     writes anh.jpg.p7s
              kho sign anh.jpg --key toi.p12 --attached          writes anh.jpg.p7m
              kho sign anh.jpg --key khoa.pem --cert chung-thu.pem -o chu-ky.p7s

            A PDF file is known by its content. Its bytes stay as they are; the signature is added after them, and
            earlier signatures stay good. A timestamp server learns the digest of the signature, and nothing else is ever
            sent; where it does not answer, nothing is written. The passphrase is asked at the terminal, or read from --passphrase-file.
            """)

    @Argument(help: "The file to sign.") var file: String
    @Option(help: "The key: a PKCS#12 file (.p12, .pfx) or a PEM.") var key: String
    @Option(help: "The certificate, where the key file holds none.") var cert: String?
    @Option(help: "pades (into the PDF) or cades; else by the content.") var format: SignatureFormat?
    @Flag(help: "Put the content into the signature file (CAdES).") var attached = false
    @Option(help: "The address of a timestamp server (RFC 3161): level B-T.") var timestamp: String?
    @OptionGroup var pdf: PDFSigningOptions
    @Option(help: "A file whose first line is the passphrase.") var passphraseFile: String?
    @Option(name: .short, help: "Where to write; - for standard output.") var o: String?
    @Flag(help: "Overwrite a file that is there.") var force = false
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !attached || format != .pades else {
            throw ValidationError("--attached makes CAdES; a PDF holds its signature anyway.")
        }
        guard pdf.stampFont == nil || pdf.stamp != nil else { throw ValidationError("--stamp-font wants --stamp.") }
        if attached || format == .cades, let option = pdf.firstGiven {
            throw ValidationError("\(option) is for signatures inside a PDF (--format pades).")
        }
    }

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let source: FileSource
        do { source = try FileSource(path: file) } catch { throw CommandFailure(error, file: file) }
        guard source.count > 0 else { throw CommandFailure("FILE_EMPTY", ["file": file], status: .notReadable) }
        do {
            let format = try self.format(of: source)
            let target = o ?? defaultOutput(format)
            // Whoever would be refused at the end is not asked for a passphrase first.
            _ = try OutputDestination(name: target, force: force)
            let timestamps = try timestamp.map { address in try TimestampService(address: address) }
            let signer = try SigningIdentity(
                key: key, certificate: cert, passphraseFile: passphraseFile, language: console.language)
            let signing = FileSigning(
                source: source, signer: signer, target: target, force: force, timestamps: timestamps)
            let result: FileSigning.Result
            if format == .pades {
                result = try await signing.pades(
                    pdf.request(for: signer, isTimestamped: timestamps != nil, console))
            } else {
                result = try await signing.cades(attached: attached)
            }
            if target != "-" { show(result, target: target, format: format, console) }
            return .success
        } catch let error as ByteSourceError {
            throw CommandFailure(error, file: file)
        } catch is ContentChanged {
            throw CommandFailure("SIGN_FILE_CHANGED", ["file": file], status: .temporary)
        } catch let error as PDFSigningError {
            throw CommandFailure(error, file: file)
        } catch let error as RetrievalError {
            throw CommandFailure(error)
        } catch let error as TimestampError {
            throw CommandFailure(error)
        } catch let error as PKIError {
            throw CommandFailure(signing: error)
        }
    }

    private func format(of source: FileSource) throws -> SignatureFormat {
        if let format = attached ? .cades : format, format == .cades { return .cades }
        if try PDFSigner.isPDF(source) { return .pades }
        if let asked = format.map({ "--format \($0.rawValue)" }) ?? pdf.firstGiven {
            throw CommandFailure("SIGN_NOT_A_PDF", ["file": file, "option": asked], status: .usage)
        }
        return .cades
    }

    /// `don.signed.pdf` for `don.pdf`; a CAdES signature's name is the file's with an extension more.
    private func defaultOutput(_ format: SignatureFormat) -> String {
        guard format == .pades else { return file + (attached ? ".p7m" : ".p7s") }
        let isNamedSo = file.lowercased().hasSuffix(".pdf") && !file.hasSuffix("/.pdf") && file.count > 4
        return (isNamedSo ? String(file.dropLast(4)) : file) + ".signed.pdf"
    }

    private func show(_ result: FileSigning.Result, target: String, format: SignatureFormat, _ console: Console) {
        guard !console.isJSON else {
            var object: JSON.Object = [
                "schema": "kho.sign/1", "file": .string(file), "output": .string(target),
                "level": .string(result.level),
            ]
            if let field = result.field { object["field"] = .string(field) }
            return console.print(.object(object))
        }
        console.print(Message(code: "SIGNED", facts: ["file": target]))
        let next: MessageCode = format == .pades ? "SIGNED_PDF" : attached ? "SIGNED_ATTACHED" : "SIGNED.NEXT"
        console.print(Message(code: next, facts: ["file": target]))
    }
}
