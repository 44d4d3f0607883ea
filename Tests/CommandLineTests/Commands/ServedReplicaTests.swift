import CanonicalJSON
import Foundation
import Glibc
import PKI
import TestSupport
import Testing

/// Replicas of a vault behind `kho serve`, over TLS, as a service that its `roles` pin.
@Suite("kho sync, with a server")
struct ServedReplicaTests {
    @Test("a service pulls everything with the files, and what is new the next time; an erasure goes through")
    func pull() async throws {
        let vault = try await SyncedVault(documents: 2)
        let server = try await vault.serve()
        let first = try await vault.pull(server, to: 2, ["--content"])
        let told = try #require(first.objects.first, "\(first.output)\(first.errors)")
        #expect(first.status == 0 && told["size"] == 2 && told["chain"] == "all", "\(first.output)\(first.errors)")
        let objects = try files(vault, below: "ban-sao/objects")
        #expect(objects.contains { String(decoding: $0, as: UTF8.self) == "Đơn 0" })
        for bytes in objects {
            let digest = Digest.sha256(of: bytes).hexadecimal
            #expect(vault.desk.folder.exists("ban-sao/objects/\(digest.prefix(2))/\(digest)"))
        }
        let status = try await vault.status()
        #expect(status.objects.first?["fresh"] == true && status.objects.first?["to"] == 2, "\(status.output)")

        let document = try await vault.desk.deposit("Đơn ba", as: "ba.txt")
        let second = try await vault.pull(server, to: 3, ["--content"])
        #expect(second.status == 0 && second.objects.first?["to"] == 3, "\(second.output)\(second.errors)")
        #expect(try files(vault, below: "ban-sao/objects").contains { String(decoding: $0, as: UTF8.self) == "Đơn ba" })
        try await vault.erase(document)
        // The request is an entry of the log too, and the erasure the one behind it.
        let third = try await vault.pull(server, to: 5, ["--content"])
        #expect(third.status == 0 && third.objects.first?["to"] == 5, "\(third.output)\(third.errors)")
        #expect(try !files(vault, below: "ban-sao").contains { String(decoding: $0, as: UTF8.self).contains("ba.txt") })
        #expect(await server.stop().status == 0)
    }

    private func files(_ vault: SyncedVault, below folder: String) throws -> [[UInt8]] {
        try vault.desk.folder.entries(below: folder).map { "\(folder)/\($0)" }
            .filter { name in
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(
                    atPath: vault.desk.folder.file(name), isDirectory: &isFolder) && !isFolder.boolValue
            }.map { try vault.desk.folder.bytes($0) }
    }

    @Test("whoever shows no certificate, or another service's, gets no bodies; the wrong authority is not talked to")
    func denied() async throws {
        let vault = try await SyncedVault(roles: "service cong-dvc all\nservice khac dat-dai\n", documents: 1)
        let server = try await vault.serve()
        #expect(try await vault.pull(server, to: 1).status == 0)
        let nobody = try await vault.sync(
            ["pull", server.url, "--into", "khac", "--json"], client: ["--server-ca", "tls-root.pem"])
        #expect(nobody.status == 12 && nobody.codes == ["REPLICA_DENIED"], "\(nobody.output)\(nobody.errors)")
        let foreign = try await vault.sync(
            ["pull", server.url, "--into", "khac", "--json"],
            client: [
                "--client-cert", "other-client.pem", "--client-key", "other-client.key", "--server-ca", "tls-root.pem",
            ])
        #expect(foreign.status == 12, "\(foreign.output)\(foreign.errors)")
        let untrusted = try await vault.sync(["pull", server.url, "--into", "khac", "--json"], client: [])
        #expect(untrusted.codes == ["SERVER_NOT_TRUSTED"], "\(untrusted.output)\(untrusted.errors)")
        let unpinned = try await vault.desk.kho(
            ["sync", "pull", server.url, "--into", "khac", "--json", "--server-ca", "tls-root.pem"])
        #expect(unpinned.status == 2 && unpinned.codes == ["REPLICA_VAULT_NOT_PINNED"], "\(unpinned.output)")
        let none = try await vault.sync(["pull", server.url, "--into", "la", "--audience", "khong-co", "--json"])
        #expect(none.status == 8 || none.status == 12, "\(none.output)\(none.errors)")
        let half = try await vault.sync(
            ["pull", server.url, "--into", "khac", "--json"],
            client: ["--client-cert", "client.pem", "--client-key", "other-client.key"])
        #expect(half.codes == ["CLIENT_CERTIFICATE_MALFORMED"], "\(half.output)\(half.errors)")
    }

    @Test("a service follows the chain of its own scope, and is told of nothing else")
    func scoped() async throws {
        let vault = try await SyncedVault(roles: "service cong-dvc dat-dai\n")
        try vault.desk.folder.write(Array("scope dat-dai 1 type=KQ.G15.*\n".utf8), to: "vault-data/scopes")
        try await vault.desk.deposit("Riêng", as: "rieng.txt")
        try await vault.desk.sign("Chung", as: "chung.txt")
        let put = try await vault.desk.kho(Desk.put("chung.txt.p7s") + ["--type", "KQ.G15.000031"])
        #expect(put.status == 0, "\(put.output)\(put.errors)")
        let server = try await vault.serve()
        let pulled = try await vault.pull(
            server, to: 2, ["--audience", "cong-dvc", "--scope", "dat-dai", "--content"])
        #expect(pulled.status == 0, "\(pulled.output)\(pulled.errors)")
        #expect(pulled.objects.first?["chain"] == "cong-dvc.dat-dai.1")
        let texts = try files(vault, below: "ban-sao").map { String(decoding: $0, as: UTF8.self) }
        #expect(texts.contains { $0.contains("chung.txt") } && !texts.contains { $0.contains("rieng.txt") })
        #expect(texts.contains("Chung") && !texts.contains("Riêng"))
    }

    @Test("a vault that was put back to a copy of yesterday is refused, with both sides as evidence")
    func rollback() async throws {
        let vault = try await SyncedVault(documents: 1)
        let copied = try await RunningProgram.run(
            ["cp", "-a", "vault-data", "hom-qua"], in: vault.desk.folder.path)
        #expect(copied.status == 0)
        let server = try await vault.serve()
        try await vault.desk.deposit("Đơn hai", as: "hai.txt")
        #expect(try await vault.pull(server, to: 2).status == 0)
        #expect(await server.stop().status == 0)

        let old = try await vault.serve(["--vault", "hom-qua"])
        var refused = try await vault.sync(["pull", old.url, "--into", "ban-sao", "--json"])
        let deadline = Date.now.addingTimeInterval(600)
        // Its first head takes a moment.
        while refused.codes != ["MANIFEST_ROLLBACK"], Date.now < deadline {
            try await Task.sleep(for: .milliseconds(100))
            refused = try await vault.sync(["pull", old.url, "--into", "ban-sao", "--json"])
        }
        #expect(refused.status == 21 && refused.codes == ["MANIFEST_ROLLBACK"], "\(refused.output)\(refused.errors)")
        // It deposits something else: as long as before, and another story.
        try await vault.desk.sign("Đơn khác", as: "khac.txt")
        #expect(try await vault.desk.kho(Desk.put("khac.txt.p7s") + ["--vault", "hom-qua"]).status == 0)
        var forked = refused
        while forked.codes != ["MANIFEST_FORK"], Date.now < deadline {
            forked = try await vault.sync(["pull", old.url, "--into", "ban-sao", "--json"])
        }
        #expect(forked.status == 21 && forked.codes == ["MANIFEST_FORK"], "\(forked.output)\(forked.errors)")
        let evidence = vault.desk.folder.entries(below: "ban-sao/evidence")
        #expect(evidence.contains { $0.contains("MANIFEST_ROLLBACK") && $0.hasSuffix("/README") })
        #expect(evidence.contains { $0.contains("MANIFEST_FORK") && $0.hasSuffix("/README") })
        let status = try await vault.status()
        #expect(status.objects.first?["to"] == 2 && (status.objects.first?["evidence"]?.integer ?? 0) >= 2)
    }
}
