import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing

/// What the vault's other users do through `kho serve`: each by his own key, as the vault's `roles` name him.
@Suite("kho --server, for officers, operators and services")
struct ServedRolesTests {
    private static let officer = [
        "--as", "officer", "--dossier", "H37.01-261124-0001", "--purpose", "1.001193", "--basis", "legal-task",
    ]
    /// `nhan-vien.p12` names this citizen.
    private static let employee = "CCCD:001088012345"

    private func served(_ arguments: [String] = [], roles: String) async throws -> (Desk, ServeProcess) {
        let desk = try await Desk()
        try await desk.initialise()
        try desk.folder.write(roles.utf8, to: "vault-data/roles")
        return (desk, try await ServeProcess(desk, arguments))
    }

    private func deposit(_ desk: Desk, _ client: [String: String], as name: String = "don.txt") async throws -> String {
        try await desk.sign("Đơn \(name)", as: name)
        let put = try await desk.kho(Desk.put(name + ".p7s"), environment: client)
        try #require(put.status == 0, "\(put.output)\(put.errors)")
        return try #require(put.objects.first?["document"]?.string)
    }

    private func signing(_ key: String) async throws -> [String] {
        [
            "--key", try await DemonstrationKeys.key(key), "--passphrase-file",
            try await DemonstrationKeys.passphraseFile,
        ]
    }

    @Test("an owner asks for an erasure and an approver carries it out; nobody does both")
    func erasing() async throws {
        let (desk, server) = try await served(roles: "approver \(Self.employee)\n")
        let citizen = try await server.client()
        let approver = try await server.client("nhan-vien", as: Self.employee)
        let document = try await deposit(desk, citizen)
        let asked = try await desk.kho(
            ["erase", "request", document, "--reason", "owner-request", "--json"] + signing("cong-dan"),
            environment: citizen)
        let request = try #require(asked.objects.first?["request"]?.string, "\(asked.output)\(asked.errors)")
        let own = try await desk.kho(
            ["erase", "approve", request, "--json"] + signing("cong-dan"), environment: citizen)
        #expect(own.status == 12, "\(own.output)\(own.errors)")
        #expect(try await desk.kho("list", "--json").objects.count == 1)
        let listed = try await desk.kho(["erase", "list", "--as", "approver", "--json"], environment: approver)
        #expect(listed.objects.map { $0["status"]?.string } == ["waiting"], "\(listed.output)\(listed.errors)")
        // Without the vault's seal nothing is erased; the approver is told, and the operator reads it in his log.
        let seal = desk.folder.file("vault-data/keys/seal.key")
        try FileManager.default.moveItem(atPath: seal, toPath: desk.folder.file("seal.key"))
        let unsealed = try await desk.kho(
            ["erase", "approve", request, "--as", "approver", "--json"] + signing("nhan-vien"), environment: approver)
        #expect(unsealed.codes == ["KEY_MISSING"] && unsealed.status == 74, "\(unsealed.output)")
        try FileManager.default.moveItem(atPath: desk.folder.file("seal.key"), toPath: seal)
        let done = try await desk.kho(
            ["erase", "approve", request, "--as", "approver", "--json"] + signing("nhan-vien"), environment: approver)
        #expect(done.status == 0, "\(done.output)\(done.errors)")
        let minutes = try await desk.kho(
            ["erase", "show", request, "--as", "approver", "-o", "bien-ban.json"], environment: approver)
        #expect(minutes.status == 0, "\(minutes.output)\(minutes.errors)")
        let list = try await desk.kho(
            ["erase", "list", "--as", "approver", "-o", "da-xoa.json"], environment: approver)
        #expect(list.status == 0, "\(list.output)\(list.errors)")
        let applied = try await desk.kho(
            ["erase", "apply", "da-xoa.json", "--as", "approver"], environment: approver)
        #expect(applied.status == 0, "\(applied.output)\(applied.errors)")
        #expect(try await desk.kho("list", "--json").objects.isEmpty)
        let gone = try await desk.kho(["get", document, "-o", "-", "--json"], environment: citizen)
        #expect(gone.status == 8 || gone.status == 12)
        #expect(await server.stop().errors.contains("KEY_MISSING"))
        #expect(try await desk.kho("check").status == 0)
    }

    /// The citizen's consent that the officer's agency reads all that is his.
    /// - Returns: its id.
    private func consent(_ desk: Desk, _ citizen: [String: String]) async throws -> String {
        let drafted = try await desk.kho(
            [
                "consent", "draft", "--owner", DemonstrationKeys.owner, "--to", "H37.01", "--purpose", "1.001193",
                "--document", "all", "--until", "2099-12-31", "-o", "dong-y.json",
            ], environment: citizen)
        #expect(drafted.status == 0, "\(drafted.output)\(drafted.errors)")
        try desk.folder.write(
            try await DemonstrationKeys.signer().detached(
                MemorySource(try desk.folder.bytes("dong-y.json")), signingTime: .now()), to: "dong-y.json.p7s")
        let granted = try await desk.kho(["consent", "grant", "dong-y.json.p7s", "--json"], environment: citizen)
        return try #require(granted.objects.first?["consent"]?.string, "\(granted.output)\(granted.errors)")
    }

    @Test("a consent is granted and taken back by its owner; an officer reads on it while it is in force")
    func consents() async throws {
        let (desk, server) = try await served(roles: "officer \(Self.employee) of H37.01\n")
        let citizen = try await server.client()
        let officer = try await server.client("nhan-vien", as: Self.employee)
        let document = try await deposit(desk, citizen)
        let claim = [
            "--as", "officer", "--dossier", "H37.01-261124-0001", "--purpose", "1.001193", "--basis", "consent",
        ]
        #expect(try await desk.kho(["get", document, "-o", "-"] + claim, environment: officer).status == 12)
        let id = try await consent(desk, citizen)
        let got = try await desk.kho(["get", document, "-o", "-"] + claim, environment: officer)
        #expect(got.status == 0 && got.output == "Đơn don.txt", "\(got.output)\(got.errors)")
        let listed = try await desk.kho(
            ["consent", "list", "--owner", DemonstrationKeys.owner, "--json"], environment: citizen)
        #expect(listed.objects.map { $0["state"]?.string } == ["active"])
        #expect(try await desk.kho(["consent", "list", "--json"], environment: officer).status == 12)
        let withdrawn = try await desk.kho(
            ["consent", "withdraw", id, "--reason", "owner-request"], environment: citizen)
        #expect(withdrawn.status == 0, "\(withdrawn.output)\(withdrawn.errors)")
        #expect(try await desk.kho(["get", document, "-o", "-"] + claim, environment: officer).status == 12)
        _ = await server.stop()
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("what an officer found while a consent was in force says nothing any more once it is taken back")
    func foundBefore() async throws {
        let (desk, server) = try await served(roles: "officer \(Self.employee) of H37.01\n")
        let citizen = try await server.client()
        let officer = try await server.client("nhan-vien", as: Self.employee)
        let document = try await deposit(desk, citizen)
        let id = try await consent(desk, citizen)
        let login = try await desk.kho(["login"], environment: officer)
        try #require(login.status == 0, "\(login.output)\(login.errors)")
        let sessions = desk.folder.file(".local/state/kho/sessions")
        let token = try #require(
            FileManager.default.contentsOfDirectory(atPath: sessions).compactMap { name in
                try? JSON(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(sessions)/\(name)"))))
            }.first { $0["user"]?.string == Self.employee }?["token"]?.string)
        func ask(_ path: String, _ options: [String]) async throws -> String {
            let headers = [
                "Authorization: Bearer \(token)", "Content-Type: application/json", "Kho-Role: officer",
                "Kho-Dossier: H37.01-261124-0001", "Kho-Purpose: 1.001193", "Kho-Basis: consent",
            ]
            let run = try await RunningProgram.run(
                ["curl", "--silent", "--max-time", "600", "-o", "answer", "-w", "%{http_code}"]
                    + headers.flatMap { ["-H", $0] } + options + [server.url + path], in: desk.folder.path)
            return run.output
        }
        let file = "/v1/documents/\(document)/1/files/0"
        let find = ["--data", "{\"for\":\"describe\",\"reference\":\"\(document)\"}"]
        #expect(try await ask("/v1/documents/find", find) == "200")
        #expect(try await ask(file, ["--head"]) == "200")
        #expect(try await ask("/v1/documents/find", find) == "200")
        let withdrawn = try await desk.kho(
            ["consent", "withdraw", id, "--reason", "owner-request"], environment: citizen)
        #expect(withdrawn.status == 0, "\(withdrawn.output)\(withdrawn.errors)")
        #expect(try await ask(file, ["--head"]) == "403")
        _ = await server.stop()
    }

    @Test("an officer links numbers on a document's evidence and gives out codes; an operator validates again")
    func offices() async throws {
        let bare: String
        let desk = try await Desk()
        try await desk.initialise()
        bare = try await desk.certsWithoutLists()
        try desk.folder.write(
            "officer \(Self.employee) of H37.01\noperator \(Self.employee)\nauditor \(Self.employee)\n".utf8,
            to: "vault-data/roles")
        let server = try await ServeProcess(desk)
        let citizen = try await server.client()
        let official = try await server.client("nhan-vien", as: Self.employee)
        let document = try await deposit(desk, citizen)
        let linked = try await desk.kho(
            ["owner", "link", DemonstrationKeys.owner, "HC:B1234567", "--evidence", document, "--json"] + Self.officer,
            environment: official)
        #expect(linked.status == 0, "\(linked.output)\(linked.errors)")
        let shown = try await desk.kho(["owner", "show", DemonstrationKeys.owner], environment: citizen)
        #expect(shown.status == 0 && shown.output.contains("HC:B1234567"), "\(shown.output)\(shown.errors)")
        let byOther = try await desk.kho(["list", "--owner", "HC:B1234567", "--json"], environment: citizen)
        #expect(byOther.objects.count == 1, "\(byOther.output)\(byOther.errors)")
        let code = try await desk.kho(
            ["code", "next", "result", "H37.01-261124-0001", "--as", "officer", "--basis", "legal-task", "--json"],
            environment: official)
        #expect(code.status == 0 || code.codes == ["ACCESS_NOT_DECLARED"], "\(code.output)\(code.errors)")
        // What waits for evidence is validated again by whoever operates the vault.
        try await desk.sign("Chờ", as: "cho.txt")
        let pending = try await desk.kho(Desk.put("cho.txt.p7s") + ["--trust", bare])
        let waiting = try #require(pending.objects.first?["document"]?.string, "\(pending.output)\(pending.errors)")
        let again = try await desk.kho(["revalidate", waiting, "--as", "operator", "--json"], environment: official)
        #expect(again.status == 0 && again.objects.first?["version"]?.integer == 2, "\(again.output)\(again.errors)")
        let accesses = try await desk.kho(["accesses", "--as", "auditor", "--json"], environment: official)
        #expect(accesses.status == 0 && accesses.objects.count > 5, "\(accesses.output)\(accesses.errors)")
        #expect(try await desk.kho(["accesses", "--as", "auditor", "--json"], environment: citizen).status == 12)
        // What became of a document is the auditor's, and not what it says: `show` and the record itself are not for him.
        let audited = try await desk.kho(["history", document, "--as", "auditor", "--json"], environment: official)
        #expect(audited.status == 0 && audited.objects.count == 1, "\(audited.output)\(audited.errors)")
        #expect(audited.objects.first?["name"] == nil && audited.objects.first?["version"]?.integer == 1)
        let looked = try await desk.kho(
            ["accesses", document, "--as", "auditor", "--json"], environment: official)
        #expect(looked.status == 0, "\(looked.output)\(looked.errors)")
        #expect(looked.objects.prefix(2).map { $0["action"]?.string } == ["accesses", "history"])
        #expect(try await desk.kho(["show", document, "--as", "auditor"], environment: official).status == 12)
        let expired = try await desk.kho(
            ["expire", waiting, "--reason", "het han", "--as", "operator"], environment: official)
        #expect(expired.status == 0, "\(expired.output)\(expired.errors)")
        _ = await server.stop()
        #expect(try await desk.kho("check").status == 0)
    }

    // MARK: TLS, services, and those who watch

    /// Over TLS, with figures; `client.pem` is the service `cong-dvc`.
    private func servedToServices(_ arguments: [String] = []) async throws -> (Desk, ServeProcess) {
        let desk = try await Desk()
        try await desk.initialise()
        try await ServerCertificates.write(to: desk.folder.path)
        let pin = try await ServerCertificates.digest("client", in: desk.folder.path)
        try desk.folder.write("service cong-dvc all\nclient cong-dvc sha256:\(pin)\n".utf8, to: "vault-data/roles")
        let server = try await ServeProcess(
            desk,
            ["--tls-cert", "tls.pem", "--tls-key", "tls.key", "--service-ca", "client-ca.pem", "--metrics-port", "0"]
                + arguments)
        return (desk, server)
    }

    /// The figures of a server. What the vault does not say in two seconds is left out of them: then they are asked for again.
    private func figures(_ server: ServeProcess, with name: String) async throws -> String {
        let metrics = try #require(server.metrics)
        var figures = ""
        for _ in 0..<20 where !figures.contains("\n\(name)") {
            figures = try await RunningProgram.run(["curl", "--silent", metrics], in: "/").output
        }
        return figures
    }

    @Test("a service hears at once of what is put in at a terminal beside the server, and its stream ends with it")
    func events() async throws {
        let (desk, server) = try await servedToServices()
        let stream = try RunningProgram(
            [
                "curl", "--silent", "--no-buffer", "--max-time", String(Int(RunningProgram.usualPatience)), "--cacert",
                "tls-root.pem", "--cert", "client.pem", "--key", "client.key", server.url + "/v1/events",
            ], in: desk.folder.path)
        try await stream.wait { $0.outputSoFar.contains("event: head") }
        try await desk.sign("Đơn của Nguyễn Văn An", as: "don.txt")
        #expect(try await desk.kho(Desk.put("don.txt.p7s")).status == 0)
        // The whole of it: a piece may come in two.
        try await stream.wait { $0.outputSoFar.contains("event: entry") && $0.outputSoFar.hasSuffix("\n\n") }
        #expect(stream.outputSoFar.contains("id: 0\nevent: entry\ndata: {\"commitment\":\"sha256:"))
        #expect(!stream.outputSoFar.contains("038093015572") && !stream.outputSoFar.contains("don.txt"))
        #expect(try await figures(server, with: "kho_event_streams ").contains("\nkho_event_streams 1\n"))
        #expect(await server.stop().status == 0)
        #expect(await stream.finish().status == 0)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("over TLS: by the named authority alone; a service is who its pinned certificate says, and no person")
    func services() async throws {
        let (desk, server) = try await servedToServices(["--service-crl", "client-ca.crl"])
        #expect(server.url.hasPrefix("https://"))
        var client = try await server.client()
        let strangers = try await desk.kho(["list", "--owner", DemonstrationKeys.owner, "--json"], environment: client)
        #expect(strangers.status == 74 && strangers.codes == ["SERVER_NOT_TRUSTED"], "\(strangers.output)")
        client["KHO_SERVER_CA"] = desk.folder.file("tls-root.pem")
        _ = try await deposit(desk, client)

        func curl(_ path: String, _ options: String...) async throws -> String {
            let run = try await RunningProgram.run(
                ["curl", "--silent", "--max-time", "600", "--cacert", "tls-root.pem"] + options + [server.url + path],
                in: desk.folder.path)
            return run.output
        }
        let shown = ["--cert", "client.pem", "--key", "client.key"]
        let actor = try JSON(parsing: Array(try await curl("/v1/actor", shown[0], shown[1], shown[2], shown[3]).utf8))
        #expect(actor["role"]?.string == "service", "\(actor)")
        // What counts for nothing must be in its form all the same.
        #expect(
            try await curl("/v1/actor", shown[0], shown[1], shown[2], shown[3], "-H", "Kho-Role: {}")
                .contains("ACCESS_ROLE_UNKNOWN"))
        #expect(try await curl("/v1/actor").contains("SIGN_IN_NEEDED"))
        #expect(
            try await curl(
                "/v1/actor", shown[0], shown[1], shown[2], shown[3], "-H",
                "Authorization: Bearer " + String(repeating: "0", count: 64)
            )
            .contains("TWO_IDENTITIES"))
        // Known to the authority and not to the vault: nobody.
        #expect(
            try await curl("/v1/actor", "--cert", "other-client.pem", "--key", "other-client.key")
                .contains("SIGN_IN_NEEDED"))
        #expect(
            try await curl("/v1/actor", "--cert", "revoked.pem", "--key", "revoked.key")
                .contains("SERVICE_CERTIFICATE_REFUSED"))
        #expect(
            try await curl(
                "/v1/documents/list", shown[0], shown[1], shown[2], shown[3], "-H", "Content-Type: application/json",
                "-d", "{}"
            )
            .contains("ACCESS_DENIED"))

        let figures = try await figures(server, with: "kho_log_entries ")
        #expect(figures.contains("kho_log_entries 1") && figures.contains("kho_commits_total 1"))
        let ready = try await curl("/readyz")
        #expect(ready.contains("ready"))
        let stopped = await server.stop()
        #expect(stopped.status == 0)
        // The log says what was done and nobody's number, name or path.
        #expect(stopped.errors.contains("deposit") && stopped.errors.contains("service"))
        for secret in ["038093015572", "don.txt", "/v1/documents/", "Bearer"] {
            #expect(!stopped.errors.contains(secret), "\(secret)")
        }
    }

    @Test("a vault that is served for reading takes nothing, and one without its log key says how to serve it")
    func readOnly() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try FileManager.default.moveItem(
            atPath: desk.folder.file("vault-data/keys/log.key"), toPath: desk.folder.file("log.key"))
        let refused = try await desk.kho("serve", "--port", "0", "--json")
        #expect(refused.codes == ["SERVE_NOT_WRITABLE"] && refused.status != 0, "\(refused.output)\(refused.errors)")
        let server = try await ServeProcess(desk, ["--read-only"])
        let client = try await server.client()
        let checkpoint = try await RunningProgram.run(
            ["curl", "--silent", server.url + "/checkpoint"], in: desk.folder.path)
        #expect(checkpoint.output.hasPrefix("kho.example/log\n"))
        try await desk.sign("Đơn", as: "don.txt")
        let put = try await desk.kho(Desk.put("don.txt.p7s"), environment: client)
        #expect(put.status != 0 && put.status != 70, "\(put.output)\(put.errors)")
        #expect(await server.stop().status == 0)
    }
}
