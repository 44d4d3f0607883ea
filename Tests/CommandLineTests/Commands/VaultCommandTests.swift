import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("The vault's commands, as a user meets them")
struct VaultCommandTests {
    @Test("a signed file goes in, is listed, shown, and its bytes come back")
    func wholeWay() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let document = try await desk.deposit("Đơn đề nghị", as: "don.txt")
        let listed = try await desk.kho("list", "--json")
        #expect(listed.objects.compactMap { $0["document"]?.string } == [document])
        #expect(try await desk.kho("list", "--owner", "CCCD:000000000000", "--json").objects.isEmpty)
        #expect(try await desk.kho("list", "--lang", "en").output.contains("accepted  don.txt"))
        let shown = try await desk.kho("show", document, "--lang", "en")
        #expect(shown.status == 0 && shown.lines.first == "VALID")
        #expect(try await desk.kho("show", document, "--lang", "vi").lines.first == "HỢP LỆ")
        let content = try await desk.kho("get", document, "-o", "-")
        #expect(content.outputBytes == Array("Đơn đề nghị".utf8))
        let signature = try await desk.kho("get", document, "--file", "don.txt.p7s", "-o", "ra.p7s")
        #expect(signature.status == 0)
        #expect(try desk.folder.bytes("ra.p7s") == (try desk.folder.bytes("don.txt.p7s")))
        let again = try await desk.kho("get", document, "--file", "don.txt.p7s", "-o", "ra.p7s", "--json")
        #expect(again.status == 74 && again.codes == ["OUTPUT_EXISTS"])
        let check = try await desk.kho("check", "--json")
        #expect(check.status == 0 && check.objects.first?["sound"]?.bool == true)
    }

    @Test("without a vault every command says so with 10")
    func noVault() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        let before = desk.folder.entries
        for arguments in [
            ["list"], ["show", "abc123"], ["get", "abc123"], ["check"], ["receipt", "abc123"],
            ["put", "don.txt.p7s", "--owner", DemonstrationKeys.owner, "--category", "7"],
        ] {
            let run = try await desk.kho(arguments + ["--json"])
            #expect(run.status == 10 && run.codes == ["VAULT_NOT_FOUND"], "\(arguments): \(run.output)")
        }
        #expect(desk.folder.entries == before)
    }

    @Test("what is not there is 8, and what is meant twice is asked again")
    func noDocument() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.sign("Đơn", as: "don.txt")
        for _ in 1...2 { #expect(try await desk.kho(Desk.put("don.txt.p7s")).status == 0) }
        for command in ["show", "get"] {
            let missing = try await desk.kho(command, "ffffffffffff", "--json")
            #expect(missing.status == 8 && missing.codes == ["NO_SUCH_DOCUMENT"])
        }
        let digest = try #require(
            try await desk.kho("list", "--json").objects.first?["files"]?[0]?["digest"]?.string
        ).dropFirst(7).prefix(12)
        let twice = try await desk.kho("show", String(digest), "--json")
        #expect(twice.status == 2 && twice.codes == ["AMBIGUOUS_REFERENCE"])
        let document = try #require(try await desk.kho("list", "--json").objects.first?["document"]?.string)
        let file = try await desk.kho("get", document, "--file", "khong-co.txt", "--json")
        #expect(file.status == 8)
    }

    @Test("what is refused says why, and leaves nothing in the vault")
    func refused() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.sign("Đơn", as: "don.txt")
        try desk.folder.write(try desk.folder.bytes("don.txt.p7s"), to: "rieng.p7s")
        try await desk.sign("Đơn lạ", as: "la.txt", by: "nguoi-la")
        try await desk.sign("Đơn thu hồi", as: "thu-hoi.txt", by: "bi-thu-hoi")
        try await desk.sign("Đơn sửa", as: "sua.txt")
        try desk.folder.write("đã sửa".utf8, to: "sua.txt")
        try desk.folder.write([], to: "rong.p7s")
        try desk.folder.write(try desk.folder.bytes("don.txt.p7s").prefix(900), to: "cut.p7s")
        let before = desk.folder.entries(below: "vault-data")
        let cases: [(name: String, status: Int32)] = [
            ("don.txt", 5), ("rong.p7s", 5), ("cut.p7s", 5), ("nowhere.p7s", 74), ("rieng.p7s", 6), ("la.txt.p7s", 6),
            ("thu-hoi.txt.p7s", 6), ("sua.txt.p7s", 6),
        ]
        for (name, status) in cases {
            let run = try await desk.kho(Desk.put(name))
            #expect(run.status == status && run.codes.count == 1, "\(name): \(run.output)")
            #expect(run.objects.first?["file"]?.string == name)
        }
        let foreign = try await desk.kho(
            "put", "don.txt.p7s", "--owner", "CCCD:001088012345", "--category", "7", "--json")
        #expect(foreign.status == 6, "somebody else's space: \(foreign.output)")
        for bad in [
            ["--owner", "nobody", "--category", "7"], ["--owner", DemonstrationKeys.owner, "--category", "9"],
        ] {
            #expect(try await desk.kho(["put", "don.txt.p7s", "--json"] + bad).status == 2)
        }
        #expect(try await desk.kho("list", "--json").objects.isEmpty)
        let left = desk.folder.entries(below: "vault-data").filter { !$0.hasPrefix("catalogue.sqlite-") }
        #expect(left == before.filter { !$0.hasPrefix("catalogue.sqlite-") }, "nothing is left behind")
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("citizen, employee and stranger: whose space takes whose file, and what the refused are told")
    func owners() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        for (name, key) in [("rieng.txt", "cong-dan"), ("viec.txt", "nhan-vien"), ("dau.txt", "co-quan")] {
            try await desk.sign(name, as: name, by: key)
        }
        func put(_ name: String, _ owner: String) async throws -> FinishedProgram {
            try await desk.kho("put", name + ".p7s", "--owner", owner, "--category", "7", "--json")
        }
        let company = "MST:0100686209-199"
        for (name, owner, match) in [
            ("rieng.txt", DemonstrationKeys.owner, "owner"), ("viec.txt", company, "employee-of-owner"),
            ("dau.txt", "MST:0400260612", "organisation-seal"), ("dau.txt", "MNS:1047665", "organisation-seal"),
        ] {
            let run = try await put(name, owner)
            #expect(run.status == 0 && run.objects.first?["signerMatch"]?.string == match, "\(run.output)")
        }
        for (name, owner, code) in [
            ("viec.txt", "CCCD:001088012345", "ADMISSION_SIGNED_FOR_ORGANISATION"),
            ("viec.txt", "MST:0100686209", "ADMISSION_OWNER_MISMATCH"),
            ("viec.txt", DemonstrationKeys.owner, "ADMISSION_OWNER_MISMATCH"),
            ("rieng.txt", company, "ADMISSION_OWNER_MISMATCH"),
            ("dau.txt", DemonstrationKeys.owner, "ADMISSION_OWNER_MISMATCH"),
        ] {
            let run = try await put(name, owner)
            #expect(run.status == 6 && run.codes == [code], "\(name), \(owner): \(run.output)")
            #expect(!run.output.contains("001088012345") || owner == "CCCD:001088012345", "nobody else's number")
        }
        let told = try await desk.kho(
            "put", "viec.txt.p7s", "--owner", "CCCD:001088012345", "--category", "7", "--lang", "en")
        #expect(told.output.contains("→ Sign it with a personal certificate"), "\(told.output)")
        for (owner, code) in [
            ("CCCD:1", "OWNER_NUMBER_MALFORMED"), ("XYZ:1", "OWNER_SCHEME_UNKNOWN"), ("cccd:1", "OWNER_MALFORMED"),
        ] {
            let run = try await put("rieng.txt", owner)
            #expect(run.status == 2 && run.codes == [code], "\(run.output)")
        }
        let document = try #require(try await desk.kho("list", "--owner", company, "--json").objects.first)
        #expect(document["verdict"]?["signerMatch"]?.string == "employee-of-owner")
        let id = try #require(document["document"]?.string)
        #expect(try await desk.kho("show", id, "--lang", "en").output.contains("somebody at the owner"))
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("one bad file among good ones does not stop them; the worst decides")
    func goesOn() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        for name in ["a.txt", "b.txt", "c.txt"] { try await desk.sign(name, as: "hs/" + name) }
        try desk.folder.write("sửa".utf8, to: "hs/b.txt")
        let run = try await desk.kho(Desk.put("hs", "nowhere.p7s"))
        #expect(run.status == 74)
        #expect(run.objects.count == 4)
        #expect(try await desk.kho("list", "--json").objects.count == 2)
        #expect(try await desk.kho(Desk.put("hs")).status == 6)
    }

    @Test("without its log key a vault takes nothing in, and still reads")
    func missingKey() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let document = try await desk.deposit()
        try #require(unlink(desk.folder.file("vault-data/keys/log.key")) == 0)
        let put = try await desk.kho(Desk.put("don.txt.p7s"))
        #expect(put.status == 74 && put.codes == ["KEY_MISSING"])
        #expect(desk.folder.entries(below: "vault-data/staging").allSatisfy { !$0.contains("/object-") })
        #expect(try await desk.kho("get", document, "-o", "-").status == 0)
        #expect(try await desk.kho("list", "--json").objects.count == 1)
    }

    @Test("a vault that cannot be written to refuses the deposit, and nothing changes")
    func readOnly() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.deposit()
        let before = desk.folder.entries(below: "vault-data").filter { !$0.hasPrefix("catalogue.sqlite-") }
        let confinement = Confinement.readOnly(desk.folder.file("vault-data"))
        let probe = try await RunningProgram.run(confinement + ["touch", "vault-data/x"], in: desk.folder.path)
        try #require(probe.status == 1, "cannot set up a read-only folder: \(probe.errors)")
        let put = try await desk.kho(Desk.put("don.txt.p7s"), confinement: confinement)
        #expect(put.status == 74 && put.codes.count == 1 && put.codes != ["INTERNAL"], "\(put.output)\(put.errors)")
        #expect(desk.folder.entries(below: "vault-data").filter { !$0.hasPrefix("catalogue.sqlite-") } == before)
        let list = try await desk.kho(["list", "--json"], confinement: confinement)
        #expect(list.status == 0 && list.objects.count == 1, "\(list.output)\(list.errors)")
    }

    @Test("a full disk refuses the deposit; what was kept before stays sound, and there is room again after")
    func diskFull() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.deposit("Đơn đầu tiên", as: "dau.txt")
        try await desk.sign(String(repeating: "lớn ", count: 1 << 19), as: "lon.txt")
        let script = """
            kho="$0"; put() { "$kho" put "$1" --owner \(DemonstrationKeys.owner) --category 7 --json; echo "status $?"; }
            put lon.txt.p7s; find vault-data/staging -type f; "$kho" check --json; echo "status $?"; put dau.txt.p7s
            """
        let confinement = Confinement.smallVolume(desk.folder.file("vault-data"), kilobytes: 2048)
        let run = try await RunningProgram.run(
            confinement + ["sh", "-c", script, BuiltProgram.kho], in: desk.folder.path, environment: desk.environment)
        let statuses = run.lines.filter { $0.hasPrefix("status ") }
        #expect(statuses == ["status 74", "status 0", "status 0"], "\(run.output)\(run.errors)")
        #expect(run.codes == ["DISK_FULL"])
        #expect(run.lines.allSatisfy { $0.hasPrefix("{") || $0.hasPrefix("status ") }, "nothing in staging")
    }

    @Test("init does not touch what is there, and takes a seal of one's own")
    func initialising() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let before = try desk.folder.bytes("vault-data/vault.json")
        let again = try await desk.kho("init", "--origin", "kho.example/log", "--json")
        #expect(again.status == 74 && again.codes == ["FOLDER_NOT_EMPTY"])
        #expect(try desk.folder.bytes("vault-data/vault.json") == before)
        let malformed = try await desk.kho("init", "--origin", "not an origin", "--vault", "khac", "--json")
        #expect(malformed.status == 2 && !desk.folder.exists("khac"))
        let key = try await DemonstrationKeys.key("con-dau-kho")
        let passphrase = try await DemonstrationKeys.passphraseFile
        let own = try await desk.kho(
            "init", "--origin", "kho.example/2", "--vault", "rieng", "--seal-key", key, "--passphrase-file", passphrase)
        #expect(own.status == 0, "\(own.errors)")
        for file in ["log.key", "seal.key"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: desk.folder.file("rieng/keys/\(file)"))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("two deposits at the same time both come through")
    func sideBySide() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        for name in ["a", "b", "c", "d"] { try await desk.sign(name, as: name + ".txt") }
        let statuses = try await withThrowingTaskGroup(of: Int32?.self) { group in
            for name in ["a", "b", "c", "d"] {
                group.addTask { try await desk.kho(Desk.put(name + ".txt.p7s")).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == [0, 0, 0, 0])
        #expect(try await desk.kho("list", "--json").objects.compactMap { $0["index"]?.integer } == [0, 1, 2, 3])
        #expect(try await desk.kho("check").status == 0)
    }
}
