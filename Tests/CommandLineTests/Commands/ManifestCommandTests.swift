import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

/// Chains of manifests from the command line and beside a server.
@Suite("kho manifest, and a server that issues")
struct ManifestCommandTests {
    private func desk(_ names: String...) async throws -> Desk {
        let desk = try await Desk()
        try await desk.initialise()
        for name in names {
            try await desk.sign("Đơn \(name)", as: name)
            let put = try await desk.kho(Desk.put(name + ".p7s") + ["--type", "KQ.G15.000031"])
            try #require(put.status == 0, "\(put.output)\(put.errors)")
        }
        return desk
    }

    private func scope(_ desk: Desk, _ text: String) throws {
        try desk.folder.write(Array((text + "\n").utf8), to: "vault-data/scopes")
    }

    @Test("a scoped chain has its own numbers, and is what stock OpenSSL verifies; the portals' rows lie beside")
    func chain() async throws {
        let desk = try await desk("mot.txt")
        try scope(desk, "scope dat-dai 1 type=KQ.G15.*\nscope khac 1 category=4")
        let run = try await desk.kho(
            "manifest", "--chain", "dich-vu.dat-dai.1", "-o", "m.json", "--portal-fields", "--link-base",
            "https://kho.example", "--json")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.objects.first?["sequence"] == 1 && run.objects.first?["entries"] == 1)
        let rows = try JSON(parsing: Array(try desk.folder.text("m.json.portal.json").utf8))
        let link = try #require(rows["TaiLieuNop"]?[0]?["DuongDanTaiTepTin"]?.string)
        #expect(link.hasPrefix("https://kho.example/v1/documents/"))
        #expect(rows["TaiLieuNop"]?[0]?["IsDeleted"] == "0")
        let nothing = try await desk.kho("manifest", "--chain", "dich-vu.khac.1")
        #expect(nothing.status == 0 && nothing.errors.contains("scope"))
        #expect(try await desk.kho("check").status == 0)
        for (arguments, status) in [
            (["--chain", "dich-vu.dat-dai.2"], Int32(2)), (["--chain", "dich-vu.none.1"], 2),
            (["--chain", "Dich-vu"], 2), (["--portal-fields"], 2),
        ] {
            #expect(try await desk.kho(["manifest"] + arguments).status == status, "\(arguments)")
        }
        try scope(desk, "scope dat-dai 1 type=KQ.G16.*")
        let changed = try await desk.kho("manifest", "--chain", "dich-vu.dat-dai.1")
        #expect(changed.status != 0 && changed.errors.contains("Raise the scope's version"))
        try scope(desk, "scope dat-dai 1")
        #expect(try await desk.kho("check").status != 0)
    }

    /// Serves the vault until a condition holds.
    private func serve(
        _ desk: Desk, _ arguments: [String] = [], until condition: (RunningProgram) async throws -> Bool
    ) async throws -> FinishedProgram {
        let server = try RunningProgram(
            [BuiltProgram.kho, "serve", "--port", "0", "--json"] + arguments, in: desk.folder.path,
            environment: desk.environment)
        defer { if !server.ended { server.signal(SIGKILL) } }
        // It takes signals once it serves, which it says: what it issues may be there before.
        let isReached = try await server.wait { try await condition($0) && $0.outputSoFar.contains("url") }
        #expect(isReached)
        server.signal(SIGTERM)
        return await server.finish()
    }

    private func exists(_ desk: Desk, _ name: String) -> Bool {
        FileManager.default.fileExists(atPath: desk.folder.file("vault-data/manifests/\(name)"))
    }

    @Test("a server issues every chain of the roles, also of what comes while it runs, and signs heads again")
    func schedule() async throws {
        let desk = try await desk("mot.txt")
        try scope(desk, "scope dat-dai 1 type=KQ.G15.*")
        try desk.folder.write(Array("service dich-vu dat-dai\nservice la khong-co\n".utf8), to: "vault-data/roles")
        var put = false
        var head: String?
        let run = try await serve(desk, ["--head-every", "1"]) { _ in
            guard exists(desk, "all/1.json"), exists(desk, "dich-vu.dat-dai.1/1.json") else { return false }
            if !put {
                put = true
                try await desk.sign("Đơn hai", as: "hai.txt")
                #expect(try await desk.kho(Desk.put("hai.txt.p7s") + ["--type", "KQ.G15.000031"]).status == 0)
            }
            guard exists(desk, "all/2.json"), exists(desk, "dich-vu.dat-dai.1/2.json") else { return false }
            let now = try? desk.folder.text("vault-data/manifests/all/head.json")
            if head == nil { head = now }
            return now != nil && now != head
        }
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.errors.split(separator: "\n").count { $0.contains("khong-co") } == 1, "\(run.errors)")
        let check = try await desk.kho("check")
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        let journal = try await desk.kho("accesses", "--json")
        #expect(journal.status == 0 && !journal.output.contains("issue-manifest"))
    }

    @Test("one chain that is damaged, and scopes that nobody understands, do not freeze the heads of the others")
    func isolation() async throws {
        let desk = try await desk("mot.txt")
        try scope(desk, "scope dat-dai 1 type=KQ.G15.*")
        try desk.folder.write(Array("service a dat-dai\nservice b all\n".utf8), to: "vault-data/roles")
        _ = try await serve(desk, ["--head-every", "1"]) { _ in
            exists(desk, "a.dat-dai.1/1.json") && exists(desk, "b/1.json") && exists(desk, "all/1.json")
        }
        let heads = { try ["all", "b"].map { try desk.folder.text("vault-data/manifests/\($0)/head.json") } }
        for damage in ["manifests/a.dat-dai.1/1.json", "scopes"] {
            try desk.folder.write(Array("scope\n".utf8), to: "vault-data/\(damage)")
            let before = try heads()
            let run = try await serve(desk, ["--head-every", "1"]) {
                try !$0.errorsSoFar.isEmpty && zip(heads(), before).allSatisfy { $0 != $1 }
            }
            #expect(run.status == 0 && !run.errors.isEmpty, "\(damage) \(run.errors)")
        }
    }

    @Test("two servers on one folder make one chain")
    func twoServers() async throws {
        let desk = try await desk("mot.txt", "hai.txt")
        let other = try RunningProgram(
            [BuiltProgram.kho, "serve", "--port", "0", "--json", "--head-every", "1"], in: desk.folder.path,
            environment: desk.environment)
        defer { if !other.ended { other.signal(SIGKILL) } }
        var count = 0
        let run = try await serve(desk, ["--head-every", "1"]) { _ in
            count += 1
            if count <= 3 {
                try await desk.sign("Đơn \(count)", as: "don-\(count).txt")
                #expect(try await desk.kho(Desk.put("don-\(count).txt.p7s")).status == 0)
            }
            guard count > 3, let text = try? desk.folder.text("vault-data/manifests/all/head.json") else {
                return false
            }
            return text.contains("\\n5\\n") && text.contains("\"sequence\"")
        }
        try await other.wait { $0.outputSoFar.contains("url") }
        other.signal(SIGTERM)
        let ended = await other.finish()
        #expect(run.status == 0 && ended.status == 0, "\(run.errors)\(ended.errors)")
        let check = try await desk.kho("check")
        #expect(check.status == 0, "\(check.output)\(check.errors)")
    }

    @Test("without the seal's key a server says so and serves what is there; with --head-every 0 it issues nothing")
    func withoutKey() async throws {
        let desk = try await desk("mot.txt")
        let silent = try await serve(desk, ["--head-every", "0"]) { $0.outputSoFar.contains("url") }
        #expect(silent.status == 0 && silent.errors.isEmpty && !exists(desk, "all/1.json"))
        try FileManager.default.removeItem(atPath: desk.folder.file("vault-data/keys/seal.key"))
        let run = try await serve(desk) { $0.errorsSoFar.contains("seal key") }
        #expect(run.status == 0 && !exists(desk, "all/1.json"), "\(run.errors)")
    }

    @Test(
        "where the server's account may issue no manifests it says so, and as whom to start it; as the operator it issues them"
    )
    func withoutRole() async throws {
        let desk = try await desk("mot.txt")
        let account = NSUserName()
        let roles = "operator CCCD:001200000005\nlocal \(account) CCCD:001200000005\n"
        try desk.folder.write(roles.utf8, to: "vault-data/roles")
        let denied = try await serve(desk) { $0.errorsSoFar.contains("--as operator") }
        #expect(denied.status == 0 && !exists(desk, "all/1.json"), "\(denied.errors)")
        let permitted = try await serve(desk, ["--as", "operator"]) { _ in exists(desk, "all/1.json") }
        #expect(permitted.status == 0 && exists(desk, "all/1.json"), "\(permitted.errors)")
    }
}
