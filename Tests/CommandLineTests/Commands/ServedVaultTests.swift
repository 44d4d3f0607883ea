import CanonicalJSON
import Foundation
import TestSupport
import Testing

/// A vault behind `kho serve`, each in a process of its own, as whoever works with it sees it.
@Suite("kho --server")
struct ServedVaultTests {
    private func served(_ arguments: [String] = [], roles: String = "") async throws -> (Desk, ServeProcess) {
        let desk = try await Desk()
        try await desk.initialise()
        if !roles.isEmpty { try desk.folder.write(roles.utf8, to: "vault-data/roles") }
        return (desk, try await ServeProcess(desk, arguments))
    }

    private static let officer = [
        "--as", "officer", "--dossier", "H37.01-261124-0001", "--purpose", "1.001193", "--basis", "legal-task",
    ]

    // MARK: The same as in a folder

    @Test("a document's whole life: what the commands say is what they say of the folder")
    func life() async throws {
        let (desk, server) = try await served()
        let client = try await server.client()
        func remote(_ arguments: String...) async throws -> FinishedProgram {
            try await desk.kho(arguments, environment: client)
        }
        try await desk.sign("Đơn đề nghị cấp lại", as: "don.txt")
        let put = try await desk.kho(Desk.put("don.txt.p7s"), environment: client)
        #expect(put.status == 0, "\(put.output)\(put.errors)")
        let document = try #require(put.objects.first?["document"]?.string)
        for arguments in [
            ["show", document, "--json"], ["history", document, "--json"],
            ["list", "--owner", DemonstrationKeys.owner, "--json"],
            ["search", "don", "--owner", DemonstrationKeys.owner, "--json"],
            ["show", document], ["history", document], ["cite", document],
        ] {
            let behind = try await desk.kho(arguments, environment: client)
            let local = try await desk.kho(arguments)
            #expect(behind.status == 0, "\(arguments): \(behind.output)\(behind.errors)")
            #expect(behind.output == local.output, "\(arguments)")
        }
        for (name, arguments) in [
            ("ra.txt", ["get", document]), ("ban-sao.asice", ["copy", document]),
            ("bien-nhan.zip", ["receipt", document]),
        ] {
            let run = try await desk.kho(arguments + ["-o", name], environment: client)
            #expect(run.status == 0, "\(arguments): \(run.output)\(run.errors)")
        }
        #expect(try desk.folder.text("ra.txt") == "Đơn đề nghị cấp lại")
        // What was fetched is verified to the same end as what the folder gives.
        for (name, command) in [("ban-sao.asice", "copy"), ("bien-nhan.zip", "receipt")] {
            let fetched = try await desk.kho("verify", name, "--json")
            try await desk.kho(command, document, "-o", name, "--force")
            let own = try await desk.kho("verify", name, "--json")
            #expect(fetched.status == own.status, "\(name): \(fetched.output)\(fetched.errors)")
            #expect(fetched.objects.first?["bundle"]?["document"] == own.objects.first?["bundle"]?["document"])
        }
        let withdrawn = try await remote("withdraw", document, "--reason", "nhầm", "--json")
        #expect(withdrawn.status == 0, "\(withdrawn.output)\(withdrawn.errors)")
        #expect(try await desk.kho("show", document, "--lang", "en").output.contains("withdrawn"))
        let stopped = await server.stop()
        #expect(stopped.status == 0, "\(stopped.errors)")
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("a refusal, a missing file and several files at once end as in a folder")
    func deposits() async throws {
        let (desk, server) = try await served()
        let client = try await server.client()
        try await desk.sign("Đơn", as: "don.txt")
        try await desk.sign("Của người lạ", as: "la.txt", by: "nguoi-la")
        let refused = try await desk.kho(Desk.put("la.txt.p7s"), environment: client)
        let local = try await desk.kho(Desk.put("la.txt.p7s"))
        #expect(refused.status == 6 && refused.codes == local.codes && refused.status == local.status)
        let missing = try await desk.kho(Desk.put("khong-co.p7s"), environment: client)
        #expect(missing.status == 74 && missing.codes == ["FILE_NOT_FOUND"], "\(missing.output)\(missing.errors)")
        let many = try await desk.kho(Desk.put("don.txt.p7s", "la.txt.p7s"), environment: client)
        #expect(many.status == 6 && many.objects.contains { $0["document"] != nil })
        #expect(try await desk.kho("list", "--json").objects.count == 1)
        _ = await server.stop()
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("somebody else's document is denied in the words of one that is not there")
    func others() async throws {
        let (desk, server) = try await served()
        let document = try await desk.deposit()
        let stranger = try await server.client("nhan-vien", as: "CCCD:001088012345")
        let nowhere = String(repeating: "0", count: document.count)
        for command in [["show"], ["get"], ["copy"], ["receipt"], ["history"], ["accesses"]] {
            let runs = try await [
                desk.kho(command + [document, "--json"], environment: stranger),
                desk.kho(command + [nowhere, "--json"], environment: stranger),
            ]
            #expect(runs[0].status == 12 && runs[1].status == 12, "\(command): \(runs.map(\.status))")
            #expect(runs[0].codes == ["ACCESS_DENIED"] && runs[1].codes == runs[0].codes)
        }
        let list = try await desk.kho(["list", "--owner", DemonstrationKeys.owner, "--json"], environment: stranger)
        #expect(list.status == 12 && !list.output.contains(document))
        // Nobody takes another's number for his own.
        let posing = try await server.client("nhan-vien", as: DemonstrationKeys.owner)
        let posed = try await desk.kho(["show", document, "--json"], environment: posing)
        #expect(posed.status == 12 && posed.codes == ["LOGIN_REFUSED"], "\(posed.output)\(posed.errors)")
    }

    @Test("roles come from the vault's file alone: an officer named there reads for a dossier, and nobody else does")
    func officers() async throws {
        let (desk, server) = try await served(roles: "officer CCCD:001088012345 of H37.01\n")
        let citizen = try await server.client()
        try await desk.sign("Đơn", as: "don.txt")
        let put = try await desk.kho(Desk.put("don.txt.p7s"), environment: citizen)
        let id = try #require(put.objects.first?["document"]?.string, "\(put.output)\(put.errors)")
        let officer = try await server.client("nhan-vien", as: "CCCD:001088012345")
        let got = try await desk.kho(["get", id, "-o", "ra.txt"] + Self.officer, environment: officer)
        #expect(got.status == 0, "\(got.output)\(got.errors)")
        #expect(try desk.folder.text("ra.txt") == "Đơn")
        let citizenAsOfficer = try await desk.kho(["get", id, "-o", "-"] + Self.officer, environment: citizen)
        #expect(citizenAsOfficer.status == 12)
        let undeclared = try await desk.kho(["get", id, "-o", "-", "--as", "officer"], environment: officer)
        #expect(undeclared.status == 12)
        // The owner reads who it was, once: finding and getting is one access.
        let accesses = try await desk.kho(["accesses", id, "--json"], environment: citizen)
        let contents = accesses.objects.filter {
            $0["action"]?.string == "content" && $0["result"]?.string == "permitted"
        }
        #expect(contents.count == 1 && contents.first?["dossier"]?.string == "H37.01-261124-0001")
        #expect(contents.first?["entrance"]?.string == "http")
        // Taken out of the file, he is nobody at once, whatever token he has.
        try desk.folder.write([], to: "vault-data/roles")
        let after = try await desk.kho(["get", id, "-o", "-"] + Self.officer, environment: officer)
        #expect(after.status == 12)
    }

    // MARK: Signing in

    @Test("kho login shows what is signed, keeps a token for its user alone, and kho logout ends it")
    func signingIn() async throws {
        let (desk, server) = try await served()
        let document = try await desk.deposit()
        let client = try await server.client()
        let login = try await desk.kho(["login"], environment: client)
        #expect(login.status == 0, "\(login.output)\(login.errors)")
        #expect(login.output.contains("kho-login/1") && login.output.contains(server.url))
        var keyless = client
        for name in ["KHO_LOGIN_KEY", "KHO_LOGIN_PASSPHRASE_FILE", "KHO_LOGIN_AS"] { keyless[name] = "" }
        #expect(try await desk.kho(["show", document], environment: keyless).status == 0)
        let sessions = desk.folder.entries(below: ".local/state/kho/sessions")
        #expect(sessions.count == 1)
        let attributes = try FileManager.default.attributesOfItem(
            atPath: desk.folder.file(".local/state/kho/sessions/\(sessions.first ?? "")"))
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
        #expect(try await desk.kho(["logout"], environment: keyless).status == 0)
        let after = try await desk.kho(["show", document, "--json"], environment: keyless)
        #expect(after.status == 12 && after.codes == ["NOT_SIGNED_IN"], "\(after.output)\(after.errors)")
        let said = try await desk.kho(["show", document, "--lang", "en"], environment: keyless)
        #expect(said.errors.contains("kho login"), "\(said.errors)")
    }

    @Test("what a server does not do, and what contradicts itself, is said and ends with status 2")
    func misuse() async throws {
        let (desk, server) = try await served()
        let client = try await server.client()
        for (arguments, code) in [
            (["check", "--json"], "NOT_WITH_A_SERVER"), (["serve", "--json"], "NOT_WITH_A_SERVER"),
            (["manifest", "--json"], "NOT_WITH_A_SERVER"),
            (["list", "--vault", "vault-data", "--server", server.url, "--json"], "VAULT_OR_SERVER"),
            (Desk.put("don.txt.p7s") + ["--trust", "certs"], "TRUST_OF_SERVER"),
            (["list", "--server", "http://192.0.2.1:8443", "--json"], "SERVER_WITHOUT_TLS"),
            (["list", "--server", "https://kho.example/vault", "--json"], "SERVER_ORIGIN_MALFORMED"),
        ] {
            let run = try await desk.kho(arguments, environment: client)
            #expect(run.status == 2 && run.codes == [code], "\(arguments): \(run.status) \(run.output)\(run.errors)")
        }
        _ = await server.stop()
        let gone = try await desk.kho(["list", "--json"], environment: client)
        #expect(gone.status == 75 && gone.codes == ["SERVER_UNREACHABLE"], "\(gone.output)\(gone.errors)")
    }

    @Test("another vault at a known address is refused with status 21 until it is forgotten")
    func otherVault() async throws {
        let (desk, server) = try await served()
        let client = try await server.client()
        try await desk.deposit()
        #expect(try await desk.kho(["list", "--owner", DemonstrationKeys.owner], environment: client).status == 0)
        _ = await server.stop()
        let other = try await Desk()
        try await other.initialise()
        let impostor = try await ServeProcess(other, port: server.port)
        let list = ["list", "--owner", DemonstrationKeys.owner, "--json"]
        let run = try await desk.kho(list, environment: client)
        #expect(run.status == 21 && run.codes == ["SERVER_OF_OTHER_VAULT"], "\(run.output)\(run.errors)")
        #expect(try await desk.kho(["logout", "--forget"], environment: client).status == 0)
        #expect(try await desk.kho(list, environment: client).status == 0)
        _ = await impostor.stop()
    }
}
