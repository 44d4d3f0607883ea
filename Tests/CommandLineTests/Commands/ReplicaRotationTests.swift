import Foundation
import TestSupport
import Testing

/// A vault changes its keys while a receiver follows it: docs/rotation.md promises that nothing breaks.
@Suite("kho sync, and other keys")
struct ReplicaRotationTests {
    private func rotate(_ vault: SyncedVault, _ arguments: [String]) async throws {
        let rotated = try await vault.desk.kho(["rotate"] + arguments)
        try #require(rotated.status == 0, "\(rotated.output)\(rotated.errors)")
    }

    @Test("a receiver goes on by itself after a change of the log's key and of the seal, one after the other, twice")
    func follows() async throws {
        let vault = try await SyncedVault(documents: 1)
        let server = try await vault.serve()
        #expect(try await vault.pull(server, to: 1).status == 0)
        var size = 1
        for _ in 0..<2 {
            for key in ["log", "seal"] {
                try await rotate(vault, [key])
                try await vault.desk.deposit("Đơn sau \(size)", as: "sau-\(size).txt")
                size += 2
                let pulled = try await vault.pull(server, to: size)
                #expect(pulled.status == 0, "\(key), \(size): \(pulled.output)\(pulled.errors)")
            }
        }
        // The pin is as it was; a replica that begins now follows by the seals that still sign vault.json.
        let pins = vault.desk.folder.entries(below: "nguoi-nhan/vaults")
        #expect(pins.filter { $0.hasSuffix(".pem") }.count == 1, "\(pins)")
        let fresh = try await vault.pull(server, to: size, into: "ban-sao-moi")
        #expect(fresh.status == 0, "\(fresh.output)\(fresh.errors)")
        #expect(!vault.desk.folder.exists("ban-sao/evidence"))
        #expect(await server.stop().status == 0)
    }

    @Test("a compromised log key is taken in by hand, and no attack; then the replica goes on")
    func compromised() async throws {
        let vault = try await SyncedVault(documents: 2)
        let server = try await vault.serve()
        #expect(try await vault.pull(server, to: 2).status == 0)
        try await rotate(vault, ["log", "--compromised", "--last-good", "2", "-o", "lo-khoa.json"])
        try await vault.desk.deposit("Đơn sau", as: "sau.txt")
        let told = try await vault.sync(["pull", server.url, "--into", "ban-sao", "--json"])
        #expect(told.status == 2 && told.codes == ["REPLICA_KEY_NOT_PINNED"], "\(told.output)\(told.errors)")
        let updated = try await vault.desk.kho(
            ["trust", "update-vault", "vault-data/vault.json", "--statement", "lo-khoa.json"],
            environment: vault.receiver)
        #expect(updated.status == 0, "\(updated.output)\(updated.errors)")
        let pulled = try await vault.pull(server, to: 4)
        #expect(pulled.status == 0, "\(pulled.output)\(pulled.errors)")
        #expect(await server.stop().status == 0)
    }
}
