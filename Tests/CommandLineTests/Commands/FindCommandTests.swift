import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing

/// A commune, its province and the national portal, each a vault behind `kho serve` with TLS and client certificates.
@Suite("kho find")
struct FindCommandTests {
    private static let owner = "038093015572"
    private static let codes = (commune: "\(owner).TAI-XA", province: "\(owner).TAI-TINH", portal: "\(owner).TAI-DVCQG")
    private static let nowhere = "\(owner).KHONG-CO"
    /// `nhan-vien.p12` names this citizen.
    private static let official = "CCCD:001088012345"
    private static let officer = [
        "--as", "officer", "--dossier", "H37.01-261124-0001", "--purpose", "1.001193", "--basis", "legal-task",
    ]

    /// A vault with one document under a code, and its server.
    private struct Agency {
        let desk: Desk
        let id: String
        let seal: String

        /// - Parameter roles: the vault's file.
        init(_ origin: String, code: String?, roles: String) async throws {
            desk = try await Desk()
            let made = try await desk.kho("init", "--origin", origin, "--json")
            try #require(made.status == 0, "\(made.output)\(made.errors)")
            seal = try #require(made.objects.first?["sealSha256"]?.string)
            let identity = try JSON(parsing: try desk.folder.bytes("vault-data/vault.json"))
            id = try #require(identity["id"]?.string)
            if let code { try await deposit(code) }
            try desk.folder.write(roles.utf8, to: "vault-data/roles")
        }

        func deposit(_ code: String) async throws {
            let name = "\(code.split(separator: ".").last ?? "").txt"
            try await desk.sign("Giấy phép \(code)", as: name)
            let put = try await desk.kho(Desk.put(name + ".p7s") + ["--code", code])
            try #require(put.status == 0, "\(put.output)\(put.errors)")
        }

        /// Serves it to whoever shows a certificate, once it has said how new its log is.
        func serve(_ keys: SharedFolder, port: Int = 0) async throws -> ServeProcess {
            let server = try await ServeProcess(
                desk, port: port,
                [
                    "--tls-cert", keys.file("tls.pem"), "--tls-key", keys.file("tls.key"), "--service-ca",
                    keys.file("client-ca.pem"),
                ])
            for _ in 0..<12_000 {
                if (try? desk.folder.bytes("vault-data/manifests/all/head.json.p7s")) != nil { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            return server
        }
    }

    private struct Country {
        let commune: Agency
        let province: Agency
        let portal: Agency
        let keys: SharedFolder
        /// The commune's, with the others' pins.
        let environment: [String: String]

        init(communeRoles: String = "") async throws {
            keys = try SharedFolder()
            try await ServerCertificates.write(to: keys.path)
            let pin = try await ServerCertificates.digest("client", in: keys.path)
            let roles = "service xa all\nclient xa sha256:\(pin)\n"
            commune = try await Agency("xa.example/log", code: codes.commune, roles: communeRoles)
            province = try await Agency("tinh.example/log", code: codes.province, roles: roles)
            portal = try await Agency("dvcqg.example/log", code: codes.portal, roles: roles)
            let certs = commune.desk.folder.file("certs")
            try FileManager.default.copyItem(atPath: try await DemonstrationKeys.certs, toPath: certs)
            environment = ["KHO_TRUST": certs]
            for agency in [commune, province, portal] {
                let pinned = try await commune.desk.kho(
                    [
                        "trust", "add-vault", agency.desk.folder.file("vault-data/vault.json"), "--fingerprint",
                        agency.seal,
                    ], environment: environment)
                try #require(pinned.status == 0, "\(pinned.output)\(pinned.errors)")
            }
        }

        func ask(_ province: ServeProcess, _ portal: ServeProcess) throws {
            let sources = """
                portal dvcqg \(portal.url) \(self.portal.id)
                client \(keys.file("client.pem")) \(keys.file("client.key"))   # as the commune
                authorities \(keys.file("tls-root.pem"))
                bilateral tinh \(province.url) \(self.province.id)

                """
            try commune.desk.folder.write(sources.utf8, to: "vault-data/sources")
        }

        func find(_ code: String, _ arguments: String...) async throws -> FinishedProgram {
            try await commune.desk.kho(["find", code, "--json"] + arguments, environment: environment)
        }
    }

    private func answer(_ run: FinishedProgram) throws -> (answer: String, steps: [[String?]], JSON) {
        let object = try #require(run.objects.first, "\(run.output)\(run.errors)")
        let steps = try #require(object["steps"]?.array, "\(run.output)").map { step in
            [step["source"]?.string, step["outcome"]?.string, step["code"]?.string]
        }
        return (object["answer"]?.string ?? "", steps, object)
    }

    @Test("a document is found here, at the province, at the portal, or nowhere; who was asked is told and entered")
    func steps() async throws {
        let country = try await Country()
        let (province, portal) = (
            try await country.province.serve(country.keys), try await country.portal.serve(country.keys)
        )
        let desk = country.commune.desk
        let alone = try answer(try await country.find(Self.nowhere))
        #expect(alone.answer == "not-found" && alone.steps == [["own", "miss", nil]])
        try country.ask(province, portal)

        let own = try await country.find(Self.codes.commune)
        #expect(own.status == 0)
        #expect(try answer(own).steps == [["own", "hit", nil]])
        let second = try await country.find(Self.codes.province, "-o", "da-co")
        let (onFile, asked, object) = try answer(second)
        #expect(second.status == 0 && onFile == "on-file", "\(second.output)\(second.errors)")
        #expect(asked == [["own", "miss", nil], ["tinh", "hit", nil]])
        #expect(object["step"]?.integer == 2 && object["source"]?.string == "tinh")
        #expect(object["DuocSoHoa"]?.string == "1" && object["DuocTaiSuDung"]?.string == "1")
        #expect(object["DuocLayTuKhoDMQG"]?.string == "0")
        let third = try await country.find(Self.codes.portal)
        #expect(try third.status == 0 && answer(third).2["DuocLayTuKhoDMQG"]?.string == "1", "\(third.output)")
        #expect(try answer(third).steps.map { $0[0] } == ["own", "tinh", "dvcqg"])
        let none = try await country.find(Self.nowhere)
        #expect(try none.status == 8 && answer(none).answer == "not-found", "\(none.output)\(none.errors)")

        // A stranger verifies it offline: the receipt by the pinned vault, the file by its own signature.
        #expect(try desk.folder.text("da-co/files/TAI-TINH.txt") == "Giấy phép \(Self.codes.province)")
        let receipt = try await desk.kho(
            ["verify", "da-co/receipt.zip", "--offline", "--json"], environment: country.environment)
        #expect(receipt.status == 0, "\(receipt.output)\(receipt.errors)")
        let file = try await desk.kho(
            ["verify", "da-co/files/TAI-TINH.txt.p7s", "--offline"], environment: country.environment)
        #expect(file.status == 0, "\(file.output)\(file.errors)")
        let twice = try await country.find(Self.codes.province, "-o", "da-co")
        #expect(twice.status == 74 && twice.codes == ["FIND_FOLDER_EXISTS"])

        // For people, in both languages.
        let told = try await desk.kho(
            ["find", Self.codes.province, "--lang", "vi"], environment: country.environment)
        #expect(told.output.hasPrefix("ĐÃ CÓ TRONG KHO tại tinh\n"), "\(told.output)")
        #expect(told.output.contains("DuocTaiSuDung=1") && told.output.contains("bước 1, kho này: không có"))

        // Without the province it is found behind it, and what is found nowhere is undecided.
        _ = await province.stop()
        let behind = try answer(try await country.find(Self.codes.portal))
        #expect(behind.answer == "on-file" && behind.steps[1] == ["tinh", "error", "SERVER_UNREACHABLE"])
        let open = try await country.find(Self.nowhere)
        #expect(try open.status == 75 && answer(open).answer == "undecided", "\(open.output)")
        #expect(try answer(open).2["DuocSoHoa"] == nil, "\(open.output)")
        let said = try await desk.kho(["find", Self.nowhere, "--lang", "en"], environment: country.environment)
        #expect(said.status == 75 && said.output.hasPrefix("UNDECIDED"), "\(said.output)")

        // The journal says who was asked and what he said, and never the code.
        let accesses = try await desk.kho(["accesses", "--json"], environment: country.environment)
        let searches = accesses.objects.filter { $0["action"]?.string == "resolve" }
        #expect(searches.count == 18, "\(searches.count)")
        let last = try #require(searches.first?["resolution"])
        #expect(last["answer"]?.string == "undecided" && last["steps"]?[1]?["code"]?.string == "SERVER_UNREACHABLE")
        #expect(searches.contains { $0["resolution"]?["vault"]?.string == country.province.id })
        #expect(!accesses.output.contains(Self.owner + ".") && !accesses.output.contains("TAI-TINH"))
        let shown = try await desk.kho(["accesses", "--lang", "en"], environment: country.environment)
        #expect(shown.output.contains("search: undecided") && shown.output.contains("tinh error SERVER_UNREACHABLE"))
        let log = await portal.stop().errors
        #expect(log.contains("by-code") && !log.contains(Self.owner))
        let checked = try await desk.kho(["check"], environment: country.environment)
        #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    }

    @Test(
        "a province that changed its keys since it was pinned is found all the same, and nobody is said to be proved false"
    )
    func changedKeys() async throws {
        let country = try await Country()
        for what in ["log", "seal"] {
            let rotated = try await country.province.desk.kho("rotate", what)
            try #require(rotated.status == 0, "\(rotated.output)\(rotated.errors)")
        }
        let (province, portal) = (
            try await country.province.serve(country.keys), try await country.portal.serve(country.keys)
        )
        try country.ask(province, portal)
        let found = try await country.find(Self.codes.province)
        #expect(found.status == 0, "\(found.output)\(found.errors)")
        #expect(try answer(found).steps == [["own", "miss", nil], ["tinh", "hit", nil]])
        for server in [province, portal] { _ = await server.stop() }
    }

    @Test("a province whose folder was set back is found out, and what it says is not taken")
    func rollback() async throws {
        let country = try await Country()
        let folder = country.province.desk.folder
        let early = folder.file("vault-cu")
        try FileManager.default.copyItem(atPath: folder.file("vault-data"), toPath: early)
        for number in 0..<3 { try await country.province.deposit("\(Self.owner).THEM-\(number)") }
        let portal = try await country.portal.serve(country.keys)
        let province = try await country.province.serve(country.keys)
        try country.ask(province, portal)
        #expect(try await country.find(Self.codes.province).status == 0)
        _ = await province.stop()
        try FileManager.default.removeItem(atPath: folder.file("vault-data"))
        try FileManager.default.moveItem(atPath: early, toPath: folder.file("vault-data"))
        let again = try await country.province.serve(country.keys, port: province.port)
        let lied = try await country.find(Self.codes.province)
        let (undecided, steps, object) = try answer(lied)
        #expect(lied.status == 21 && undecided == "undecided", "\(lied.output)\(lied.errors)")
        #expect(steps[1] == ["tinh", "refused", "FIND_LOG_ROLLED_BACK"])
        let evidence = try #require(object["steps"]?[1]?["evidence"])
        #expect(evidence["seen"]?.string?.hasPrefix("tinh.example/log\n4\n") == true)
        #expect(evidence["received"]?.string?.hasPrefix("tinh.example/log\n1\n") == true)
        // That somebody lied is not passed over where another has the document.
        let found = try await country.find(Self.codes.portal)
        #expect(try found.status == 21 && answer(found).answer == "on-file")
        // Another vault at the same address.
        _ = await again.stop()
        let other = try await country.portal.serve(country.keys, port: province.port)
        #expect(try answer(try await country.find(Self.codes.province)).steps[1][2] == "FIND_OTHER_VAULT")
        _ = await other.stop()
        // A server of another authority.
        let text = try country.commune.desk.folder.text("vault-data/sources")
        try country.commune.desk.folder.write(
            text.replacing("authorities \(country.keys.file("tls-root.pem"))", with: "").utf8, to: "vault-data/sources")
        let strange = try answer(try await country.find(Self.codes.portal))
        #expect(strange.steps[2] == ["dvcqg", "error", "SERVER_NOT_TRUSTED"] && strange.answer == "undecided")
        try country.commune.desk.folder.write("bilateral tinh\n".utf8, to: "vault-data/sources")
        let malformed = try await country.find(Self.nowhere)
        #expect(malformed.status == 74 && malformed.codes == ["SOURCES_MALFORMED"])
        #expect(try await country.commune.desk.kho(["check"], environment: country.environment).status == 20)
        _ = await portal.stop()
    }

    @Test("through the commune's own server: an officer for a dossier, an owner for his own papers, and nobody else")
    func served() async throws {
        let country = try await Country(
            communeRoles: "officer \(Self.official) of H37.01\noperator \(Self.official)\nauditor \(Self.official)\n")
        let desk = country.commune.desk
        let province = try await country.province.serve(country.keys)
        let portal = try await country.portal.serve(country.keys)
        try country.ask(province, portal)
        let pin = try await ServerCertificates.digest("other-client", in: country.keys.path)
        let roles = try desk.folder.text("vault-data/roles") + "service phu all\nclient phu sha256:\(pin)\n"
        try desk.folder.write(roles.utf8, to: "vault-data/roles")
        let server = try await ServeProcess(
            desk,
            [
                "--tls-cert", country.keys.file("tls.pem"), "--tls-key", country.keys.file("tls.key"), "--service-ca",
                country.keys.file("client-ca.pem"),
            ], environment: country.environment)
        var citizen = try await server.client()
        var official = try await server.client("nhan-vien", as: Self.official)
        citizen["KHO_SERVER_CA"] = country.keys.file("tls-root.pem")
        official["KHO_SERVER_CA"] = country.keys.file("tls-root.pem")

        func find(_ code: String, _ arguments: [String], _ client: [String: String]) async throws -> FinishedProgram {
            try await desk.kho(["find", code, "--json"] + arguments, environment: client)
        }
        let found = try await find(Self.codes.province, Self.officer + ["-o", "bang-chung"], official)
        #expect(
            try found.status == 0 && answer(found).steps[1] == ["tinh", "hit", nil], "\(found.output)\(found.errors)")
        #expect(try desk.folder.text("bang-chung/files/TAI-TINH.txt") == "Giấy phép \(Self.codes.province)")
        let verified = try await desk.kho(
            ["verify", "bang-chung/receipt.zip", "--offline"], environment: country.environment)
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        let none = try await find(Self.nowhere, Self.officer, official)
        #expect(none.status == 8, "\(none.output)\(none.errors)")
        let here = try await find(Self.codes.commune, Self.officer, official)
        #expect(try here.status == 0 && answer(here).steps == [["own", "hit", nil]], "\(here.output)\(here.errors)")
        // Who says not for what, is in another role, or asks for another's, asks nobody.
        for (arguments, client, code) in [
            (["--as", "officer"], official, "ACCESS_NOT_DECLARED"), (["--as", "operator"], official, "ACCESS_DENIED"),
            (["--as", "auditor"], official, "ACCESS_DENIED"), ([], official, "ACCESS_DENIED"),
            (Array(Self.officer.dropLast()) + ["consent"], official, "ACCESS_DENIED"),
        ] {
            let denied = try await find(Self.codes.province, arguments, client)
            #expect(denied.status == 12 && denied.codes == [code], "\(arguments): \(denied.output)\(denied.errors)")
        }
        let own = try await find(Self.codes.portal, [], citizen)
        #expect(try own.status == 0 && answer(own).2["step"]?.integer == 3, "\(own.output)\(own.errors)")
        for foreign in ["001088012345.TAI-TINH", "TAI-TINH", "\(Self.owner)"] {
            #expect(try await find(foreign, [], citizen).status == 12, "\(foreign)")
        }
        let service = try await RunningProgram.run(
            [
                "curl", "--silent", "--max-time", "60", "--cacert", country.keys.file("tls-root.pem"), "--cert",
                country.keys.file("other-client.pem"), "--key", country.keys.file("other-client.key"), "-H",
                "Content-Type: application/json", "-d", #"{"code":"\#(Self.codes.province)"}"#,
                server.url + "/v1/resolve",
            ], in: desk.folder.path)
        #expect(service.output.contains("ACCESS_DENIED"), "\(service.output)")
        let searches = try await desk.kho(["accesses", "--as", "auditor", "--json"], environment: official)
        let entered = searches.objects.filter { $0["action"]?.string == "resolve" }
        #expect(entered.count { $0["result"]?.string == "permitted" } == 8, "\(searches.output)\(searches.errors)")
        // An employee is no owner, and was turned away at the door.
        #expect(entered.count { $0["result"]?.string == "denied" } == 8)
        #expect(entered.contains { $0["dossier"]?.string == "H37.01-261124-0001" && $0["resolution"] != nil })
        for server in [server, province, portal] {
            let log = await server.stop().errors
            #expect(!log.contains(Self.owner) && !log.contains("TAI-"), "\(log)")
        }
        #expect(try await desk.kho(["check"], environment: country.environment).status == 0)
    }
}
