import Foundation
import Testing
import VaultCore

@testable import VaultStorage

@Suite("README.txt of a vault")
struct ReadmeTests {
    @Test("its lines, typed as they stand, lead from a record to the log and to the seal")
    func lines() async throws {
        let vault = try MintedVault()
        try await vault.deposit(2)
        // The commands are the lines indented by four spaces and a little more; the table is indented far.
        let text = String(decoding: try vault.bytes("README.txt"), as: UTF8.self)
        let lines: [String] = text.components(separatedBy: "\n")
        let script: String = lines.filter { (line: String) -> Bool in
            let indent = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
            return indent >= 4 && indent <= 8
        }.joined(separator: "\n")
        #expect(script.contains("openssl cms -verify"))
        let pem = vault.temporary.file("seal.pem")
        let run = try Shell.run(
            "set -e\n"
                + script.replacingOccurrences(of: "/tmp/seal.pem", with: pem)
                .replacingOccurrences(of: "-partial_chain", with: "-attime 1780272000 -partial_chain"),
            in: vault.path)
        #expect(run.status == 0, "\(run.output)")
        let output: [String] = run.output.components(separatedBy: "\n")
        // Shared part, private part, computed commitment, leaf, number of bundles with the leaf …
        try #require(output.count >= 5)
        #expect(output[0].hasPrefix("{\"category\""))
        #expect(output[1].hasPrefix("{\"evidence\""))
        #expect(output[3].contains("\"commitment\":\"sha256:\(output[2].prefix(64))\""))
        #expect(output[4].hasSuffix(":1"))
    }

    @Test("a folder that holds something is refused, and stays as it is")
    func notEmpty() throws {
        let vault = try MintedVault()
        let before = TemporaryFolder.files(below: vault.path)
        let seal = try MintedSeal()
        let initialisation = VaultInitialisation(
            origin: "kho.example.vn/log", seal: seal, sealCertificate: seal.certificate, writeSealKey: nil,
            madeAt: MintedSeal.notBefore)
        #expect(throws: VaultError(.folderNotEmpty)) { try initialisation.make(at: vault.path) }
        #expect(TemporaryFolder.files(below: vault.path) == before)
    }

    @Test("an initialisation that fails half way leaves nothing; the repository's README.md may be there")
    func halfMade() throws {
        struct NoKey: Error {}
        let folder = try TemporaryFolder()
        try TemporaryFolder.write([65], to: folder.file("README.md"))
        let seal = try MintedSeal()
        func initialisation(_ writeSealKey: @escaping (String) throws -> Void) -> VaultInitialisation {
            VaultInitialisation(
                origin: "kho.example.vn/log", seal: seal, sealCertificate: seal.certificate,
                writeSealKey: writeSealKey, madeAt: MintedSeal.notBefore)
        }
        #expect(throws: NoKey.self) { try initialisation { _ in throw NoKey() }.make(at: folder.path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["README.md"])
        _ = try initialisation { _ in }.make(at: folder.path)
        #expect(TemporaryFolder.files(below: folder.path).contains("vault.json"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.file("keys/log.key"))[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }
}
