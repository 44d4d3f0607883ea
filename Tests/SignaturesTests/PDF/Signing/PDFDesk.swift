import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// Where PDF files are signed in a test: a PKI, a folder, and the opinions of those who know nothing of kho.
struct PDFDesk {
    let folder: TemporaryFolder
    let pki: MintedPKI
    let citizen: MintedPKI.Identity

    init(key: PrivateKey.NewKind = .p256) throws {
        folder = try TemporaryFolder()
        pki = try MintedPKI()
        citizen = try pki.signer(key: .generate(key))
        let roots = [pki.root.certificate, pki.timestampRoot.certificate]
        try folder.write(Array(roots.map { PEM.armour($0, label: "CERTIFICATE") }.joined().utf8), to: "roots.pem")
    }

    static let demonstration = Corpus.packageRoot.appending(path: "demo/don-de-nghi.pdf").path

    func signer(_ identity: MintedPKI.Identity? = nil) throws -> PDFSigner {
        let identity = identity ?? citizen
        return try PDFSigner(
            key: identity.key, certificate: identity.certificate, chain: [pki.issuing.certificate])
    }

    /// Signs a file.
    /// - Returns: the bytes of the signed one.
    func sign(
        _ bytes: [UInt8], by identity: MintedPKI.Identity? = nil,
        _ configure: (inout PDFSigningRequest) -> Void = { _ in }
    ) throws -> [UInt8] {
        var request = PDFSigningRequest(time: MintedPKI.now)
        configure(&request)
        let draft = try signer(identity).draft(MemorySource(bytes), request)
        var token: [UInt8]?
        if request.isTimestamped {
            token = try pki.timestampAuthority.token(imprint: .sha256(of: draft.signature), at: MintedPKI.now)
        }
        return bytes + (try draft.update(timestampToken: token))
    }

    /// A file of the disk, or one that `qpdf` has made of it.
    func original(_ path: String = demonstration, qpdf arguments: [String]? = nil) throws -> [UInt8] {
        guard let arguments else { return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }
        let made = try Command.run("qpdf", arguments + [path, folder.file("made.pdf")])
        try #require(made.status == 0, "\(made.errors)")
        return try folder.read("made.pdf")
    }

    // MARK: Opinions

    struct Opinion: Decodable {
        let field: String
        let intact: Bool
        let valid: Bool
        let trusted: Bool
        let ok: Bool
        let coverage: String
        let changes: String?
        let permitted: Bool
        let certifies: Bool
        let timestamp: Bool
        let signingTime: String?
    }

    /// What pyHanko says of files in the folder; nothing of those that it cannot read.
    func pyHanko(_ names: [String], at time: String = MintedPKI.now.description) throws -> [String: [Opinion]] {
        let python = try #require(Command.python, "no pyHanko")
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/validate_pdf.py").path
        let result = try Command.run(python, [script, time, folder.file("roots.pem")] + names.map(folder.file))
        try #require(result.status == 0, "\(result.errors)")
        struct Answer: Decodable {
            let opinions: [Opinion]?

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                let failure = try? container.decode(String.self)
                opinions = failure == nil ? try container.decode([Opinion].self) : nil
            }
        }
        return try JSONDecoder().decode([String: Answer].self, from: Data(result.output)).compactMapValues(\.opinions)
    }

    /// Every signature of a file as `pdfsig` numbers them, whether it is valid.
    func pdfsig(_ name: String) throws -> [Bool] {
        let result = try Command.run("pdfsig", "-nocert", folder.file(name))
        return result.text.split(separator: "\n").filter { $0.contains("Signature Validation:") }.map {
            $0.hasSuffix("Signature is Valid.")
        }
    }

    /// What `qpdf --check` finds wrong; empty where it finds nothing.
    func complaints(_ name: String) throws -> String {
        let result = try Command.run("qpdf", "--check", folder.file(name))
        return result.status == 0 ? "" : result.text + result.errors
    }

    /// The file as `qpdf` decodes it, for looking into.
    func readable(_ bytes: [UInt8]) throws -> String {
        try folder.write(bytes, to: "look.pdf")
        let made = try Command.run(
            "qpdf", "--qdf", "--object-streams=disable", "--decode-level=none", folder.file("look.pdf"), "-")
        return made.text
    }
}
