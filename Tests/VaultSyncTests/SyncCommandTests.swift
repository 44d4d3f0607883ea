import CanonicalJSON
import Foundation
import Glibc
import PKI
import TestSupport
import Testing
import VaultCore
import VaultStorage

@testable import VaultSync

@Suite("kho sync")
struct SyncCommandTests {
    private let server: HostileServer
    private let home: SharedFolder

    init() async throws {
        server = try await HostileServer()
        home = try SharedFolder()
    }

    private func command(_ arguments: [String]) -> [String] { [BuiltProgram.kho, "sync"] + arguments }

    private var environment: [String: String] { ["KHO_TRUST": home.file("certs"), "LC_ALL": "C.UTF-8"] }

    private func kho(_ arguments: String...) async throws -> FinishedProgram {
        try await RunningProgram.run(command(arguments), in: home.path, environment: environment)
    }

    /// A vault whose heads count now, pinned by the receiver.
    private func pinnedVault() throws -> PublishingVault {
        var vault = try PublishingVault()
        vault.clock = .now()
        try FileManager.default.createDirectory(
            atPath: home.file("certs"), withIntermediateDirectories: true)
        try TrustFolder(path: home.file("certs")).pin(VaultIdentity(bytes: vault["vault.json"]))
        return vault
    }

    @Test("pulls, tells what it has, and ends with 21 where the vault was put back, with evidence")
    func pull() async throws {
        var vault = try pinnedVault()
        try vault.deposit(3)
        try vault.issue()
        try server.serve(vault)
        let url = server.address("good")
        let pulled = try await kho("pull", url, "--into", "ban-sao", "--content", "--json")
        #expect(pulled.status == 0, "\(pulled.output)\(pulled.errors)")
        let object = try JSON(canonical: Array(pulled.output.utf8.dropLast()))
        #expect(object["schema"]?.string == "kho.sync-pull/1" && object["to"]?.integer == 3)
        #expect(object["files"]?.integer == 3)
        let status = try await kho("status", "ban-sao", "--json")
        let told = try JSON(canonical: Array(status.output.utf8.dropLast()))
        #expect(status.status == 0 && told["fresh"]?.bool == true && told["evidence"]?.integer == 0)
        #expect(try await kho("status", "khong-co").status == 10)

        vault.restart()
        try vault.deposit(1)
        try vault.issue()
        try server.serve(vault)
        let refused = try await kho("pull", url, "--into", "ban-sao", "--lang", "en")
        #expect(refused.status == 21 && refused.errors.contains("tells another story"), "\(refused.errors)")
        #expect(home.entries(below: "ban-sao/evidence").contains { $0.hasSuffix("/README") })

        #expect(try await kho("pull", server.address("cut"), "--into", "khac").status == 75)
        #expect(try await kho("pull", "http://127.0.0.1:1", "--into", "khac").status == 75)
        #expect(try await kho("pull", server.address("deny"), "--into", "khac").status == 12)
        #expect(try await kho("pull", "http://192.0.2.1", "--into", "khac").status == 2)
        let stranger = try await RunningProgram.run(
            command(["pull", url, "--into", "khac"]), in: home.path, environment: ["KHO_TRUST": home.path])
        #expect(stranger.status == 2, "\(stranger.errors)")
    }

    @Test("killed at any moment, goes on to the same replica")
    func killed() async throws {
        var vault = try pinnedVault()
        for _ in 0..<6 {
            try vault.deposit(40)
            try vault.issue()
        }
        try vault.erase([1, 50, 90])
        try vault.issue()
        let url = server.address("good")
        var numbers = SeededNumbers(seed: 6)
        var kills = 0
        for _ in 0..<16 {
            // However long this takes, the head is fresh.
            vault.clock = .now()
            try vault.issueHead()
            try server.serve(vault)
            // From outside: on a busy machine a test wakes up long after what it wanted to kill has ended.
            let milliseconds = Int.random(in: 20..<300, using: &numbers)
            let killed = try await RunningProgram.run(
                ["timeout", "--signal=KILL", "0.\(String(format: "%03d", milliseconds))"]
                    + command(["pull", url, "--into", "hai", "--content"]), in: home.path, environment: environment)
            if killed.status == nil || killed.status == 137 { kills += 1 }
        }
        #expect(kills > 0)
        #expect(try await kho("pull", url, "--into", "mot", "--content").status == 0)
        let last = try await kho("pull", url, "--into", "hai", "--content")
        #expect(last.status == 0, "\(last.errors)")
        let files = home.entries(below: "mot")
        #expect(home.entries(below: "hai") == files)
        for name in files where access(home.file("mot/\(name)"), F_OK) == 0 && !home.isFolder("mot/\(name)") {
            #expect(try home.bytes("mot/\(name)") == home.bytes("hai/\(name)"), "\(name)")
        }
    }

    @Test("watch follows until SIGTERM")
    func watch() async throws {
        var vault = try pinnedVault()
        try vault.deposit(1)
        try vault.issue()
        try server.serve(vault)
        let running = try RunningProgram(
            command(["watch", server.address("good"), "--into", "ban-sao", "--every", "1", "--json"]), in: home.path,
            environment: environment)
        try await waitFor(1, of: running)
        try vault.deposit(1)
        try vault.issue()
        try server.serve(vault)
        try await waitFor(2, of: running)
        running.signal(SIGTERM)
        let end = await running.finish()
        #expect(end.status == 0, "\(end.errors)")
        let lines = end.output.split(separator: "\n").compactMap { try? JSON(canonical: Array($0.utf8)) }
        #expect(lines.map { $0["to"]?.integer } == [1, 2])
    }

    @Test("watch looks at once where the server tells of news, however seldom it would look else")
    func news() async throws {
        var vault = try pinnedVault()
        try vault.deposit(1)
        try vault.issue()
        try server.serve(vault)
        try server.folder.write(Array("0".utf8), to: "news")
        let running = try RunningProgram(
            command(["watch", server.address("events"), "--into", "ban-sao", "--every", "86400", "--json"]),
            in: home.path, environment: environment)
        try await waitFor(1, of: running)
        // It is told before there is anything to see, as real servers do, and looks again.
        try server.folder.write(Array("1".utf8), to: "news")
        try await Task.sleep(for: .milliseconds(400))
        try vault.deposit(1)
        try vault.issue()
        try server.serve(vault)
        try await waitFor(2, of: running)
        running.signal(SIGTERM)
        let end = await running.finish()
        #expect(end.status == 0, "\(end.errors)")
        let lines = end.output.split(separator: "\n").compactMap { try? JSON(canonical: Array($0.utf8)) }
        #expect(lines.map { $0["to"]?.integer } == [1, 2])
    }

    private func waitFor(_ lines: Int, of program: RunningProgram) async throws {
        try await program.wait { $0.outputSoFar.split(separator: "\n").count >= lines }
    }
}

extension SharedFolder {
    func isFolder(_ name: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: file(name), isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
