import Foundation
import TestSupport
import Testing

/// docs/api.md promises that `curl` and `openssl` suffice to work with a server: its commands, run as they stand.
@Suite("docs/api.md")
struct APIDocumentTests {
    /// The shell commands of the document, in one script that stops at the first failure.
    private func script() throws -> String {
        let text = try String(contentsOf: Corpus.packageRoot.appending(path: "docs/api.md"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```sh\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        try #require(blocks.count == 9)
        return "set -euo pipefail\n" + blocks.joined()
    }

    /// A folder with what the document says that the reader has, and a vault behind a server.
    private func prepare() async throws -> (Desk, ServeProcess) {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.signDocument(as: "don.pdf")
        let key = try await DemonstrationKeys.key("cong-dan")
        let passphrase = try await DemonstrationKeys.passphraseFile
        for arguments in [["-nokeys", "-clcerts", "-out", "toi.pem"], ["-nocerts", "-noenc", "-out", "toi.key"]] {
            let exported = try await RunningProgram.run(
                ["openssl", "pkcs12", "-in", key, "-passin", "file:" + passphrase] + arguments, in: desk.folder.path)
            try #require(exported.status == 0, "\(exported.errors)")
        }
        return (desk, try await ServeProcess(desk))
    }

    private func run(_ commands: String, _ desk: Desk, _ server: ServeProcess) async throws -> FinishedProgram {
        try await RunningProgram.run(
            ["bash", "-c", commands], in: desk.folder.path,
            environment: ["server": server.url, "user": DemonstrationKeys.owner])
    }

    @Test("its commands sign in, send, deposit once, find, get, and sign out")
    func commands() async throws {
        let (desk, server) = try await prepare()
        let ended = try await run(try script(), desk, server)
        #expect(ended.status == 0, "\(ended.output)\(ended.errors)")
        #expect(try desk.folder.bytes("lai.pdf") == desk.folder.bytes("don.pdf"))
        #expect(try desk.folder.text("refused.json").contains("ACCESS_DENIED"))
        _ = await server.stop()
        // Sent twice, kept once.
        #expect(try await desk.kho("list", "--json").objects.count == 1)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test(
        "without the attribute that names the certificate, or without the content type, nobody is signed in",
        arguments: [(" -cades", "403"), (" -econtent_type 2.25.229515202651479689944254080828077487196", "400")])
    func forms(_ option: String, _ status: String) async throws {
        let (desk, server) = try await prepare()
        let commands = try script()
        try #require(commands.contains(option))
        let ended = try await run(commands.replacingOccurrences(of: option, with: ""), desk, server)
        // curl's own status for an answer that is an error; the script ends there.
        #expect(ended.status == 22 && ended.errors.contains("error: \(status)"), "\(ended.output)\(ended.errors)")
        #expect(!desk.folder.entries.contains("session"))
        _ = await server.stop()
    }
}
