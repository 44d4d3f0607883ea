import Foundation
import TestSupport
import Testing

/// docs/verifying.md promises that stock tools suffice: its commands, run as they stand.
@Suite("docs/verifying.md")
struct VerifyingDocumentTests {
    /// The shell commands of the document, in one script that stops at the first failure.
    private func script() throws -> String {
        let text = try String(
            contentsOf: Corpus.packageRoot.appending(path: "docs/verifying.md"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```sh\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        try #require(blocks.count == 5)
        return "set -euo pipefail\n" + blocks.joined()
    }

    /// A folder with what the document says that the reader has.
    private func prepare() async throws -> Desk {
        let desk = try await Desk()
        let folder = desk.folder
        let certs = try await DemonstrationKeys.certs
        let passphrase = try await DemonstrationKeys.passphraseFile
        let seal = try await DemonstrationKeys.key("con-dau-kho")
        try await desk.sign("%PDF-1.7 a document", as: "don.pdf")
        for arguments in [
            ["init", "--origin", "kho.example/log", "--seal-key", seal, "--passphrase-file", passphrase],
            ["put", "don.pdf.p7s", "--owner", DemonstrationKeys.owner, "--category", "7"],
        ] {
            let ended = try await desk.kho(arguments)
            try #require(ended.status == 0, "\(arguments[0]): \(ended.output)\(ended.errors)")
        }
        let list = try await desk.kho("list", "--json")
        let id = try #require(list.output.firstMatch(of: /"document":"([0-9a-f]+)"/)?.1)
        let copy = try await desk.kho("copy", String(id), "-o", "copy.asice")
        try #require(copy.status == 0, "\(copy.errors)")
        let files = [
            "root.pem": "signers/demo-root.pem", "issuing.pem": "intermediates/demo-issuing-ca.pem",
            "root.crl": "crls/root.crl", "issuing.crl": "crls/issuing.crl",
        ]
        for (name, source) in files {
            try folder.write(try Data(contentsOf: URL(fileURLWithPath: certs + "/" + source)), to: name)
        }
        let exported = try await RunningProgram.run(
            [
                "openssl", "pkcs12", "-in", seal, "-passin", "file:" + passphrase, "-nokeys", "-clcerts", "-out",
                "seal.pem",
            ], in: folder.path)
        try #require(exported.status == 0, "\(exported.errors)")
        return desk
    }

    @Test("its commands verify a copy with unzip, sha256sum and openssl alone")
    func commands() async throws {
        let desk = try await prepare()
        let ended = try await RunningProgram.run(["bash", "-c", try script()], in: desk.folder.path)
        #expect(ended.status == 0, "\(ended.output)\(ended.errors)")
    }

    @Test("and find a changed byte of the document")
    func changed() async throws {
        let desk = try await prepare()
        let commands = try script().replacingOccurrences(
            of: "&& cd copy\n", with: "&& cd copy\nprintf X | dd of=don.pdf bs=1 seek=9 conv=notrunc status=none\n")
        let ended = try await RunningProgram.run(["bash", "-c", commands], in: desk.folder.path)
        #expect(ended.status != 0)
    }
}
