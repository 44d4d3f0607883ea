import CanonicalJSON
import Glibc
import TestSupport
import Testing

@Suite("kho verify, as a user meets it")
struct VerifyTests {
    @Test("a good signature is valid in the first words, in both languages, and says whose it is")
    func valid() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn đề nghị", as: "don.txt")
        let english = try await desk.kho("verify", "don.txt.p7s", "--lang", "en")
        #expect(english.status == 0)
        #expect(english.lines.first == "VALID")
        #expect(english.output.contains("CCCD:038093015572"))
        let vietnamese = try await desk.kho("verify", "don.txt.p7s", "--lang", "vi")
        #expect(vietnamese.lines.first == "HỢP LỆ")
        let attached = try await desk.kho(
            "sign", "don.txt", "--attached", "--key", try await DemonstrationKeys.key("nhan-vien"), "--passphrase-file",
            try await DemonstrationKeys.passphraseFile)
        #expect(attached.status == 0)
        #expect(try await desk.kho("verify", "don.txt.p7m").status == 0)
    }

    @Test("a changed original is not valid, and that is proven")
    func changed() async throws {
        let desk = try await Desk()
        try await desk.sign("một trăm", as: "don.txt")
        try desk.folder.write("một nghìn".utf8, to: "don.txt")
        let english = try await desk.kho("verify", "don.txt.p7s", "--lang", "en")
        #expect(english.status == 1)
        #expect(english.lines.first == "NOT VALID")
        let vietnamese = try await desk.kho("verify", "don.txt.p7s", "--lang", "vi")
        #expect(vietnamese.lines.first == "KHÔNG HỢP LỆ")
        let json = try await desk.kho("verify", "don.txt.p7s", "--json")
        let signature = try #require(json.objects.first?["signatures"]?[0])
        #expect(json.objects.first?["indication"]?.string == "TOTAL-FAILED")
        #expect(signature["subIndication"]?.string == "HASH_FAILURE")
        #expect(signature["intact"]?.bool == false)
    }

    @Test("no configuration of OpenSSL, the machine's or the user's, changes a verdict")
    func configuration() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        try desk.folder.write(
            """
            openssl_conf = settings
            [settings]
            alg_section = algorithms
            [algorithms]
            default_properties = fips=yes

            """.utf8, to: "openssl.cnf")
        let settings = ["OPENSSL_CONF": desk.folder.file("openssl.cnf")]
        let stock = try await RunningProgram.run(
            ["openssl", "dgst", "-sha256", "don.txt"], in: desk.folder.path, environment: settings)
        try #require(stock.status != 0, "this configuration takes nothing away: \(stock.output)")
        // Read plainly, and by ArgumentParser.
        for arguments in [["verify", "don.txt.p7s"], ["verify", "--lang=en", "don.txt.p7s"]] {
            let run = try await desk.kho(arguments, environment: settings)
            #expect(run.status == 0, "\(run.output)\(run.errors)")
        }
    }

    @Test("what cannot be decided says what is missing: the original, or a root")
    func undecided() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        try desk.folder.write(try desk.folder.bytes("don.txt.p7s"), to: "rieng.p7s")
        let alone = try await desk.kho("verify", "rieng.p7s", "--lang", "vi")
        #expect(alone.status == 3)
        #expect(alone.lines.first == "CHƯA ĐỦ CĂN CỨ")
        #expect(alone.output.contains("CONTENT_MISSING"))
        #expect(try await desk.kho("verify", "rieng.p7s", "--content", "don.txt").status == 0)

        let rootless = try await desk.kho(["verify", "don.txt.p7s", "--lang", "en"], environment: ["KHO_TRUST": ""])
        #expect(rootless.status == 3)
        #expect(rootless.lines.first == "UNDECIDED")
        #expect(rootless.output.contains("kho trust add"))

        try await desk.sign("Đơn", as: "la.txt", by: "nguoi-la")
        let stranger = try await desk.kho("verify", "la.txt.p7s", "--json")
        #expect(stranger.status == 3)
        #expect(
            stranger.objects.first?["signatures"]?[0]?["subIndication"]?.string == "NO_CERTIFICATE_CHAIN_FOUND")
    }

    @Test("every bad input is an error with its code, its status, and a line of JSON")
    func badInput() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        try desk.folder.write(try desk.folder.bytes("don.txt.p7s").prefix(500), to: "cut.p7s")
        try desk.folder.write([], to: "empty.p7s")
        try desk.folder.write([], to: "huge.p7s")
        truncate(desk.folder.file("huge.p7s"), 64 << 30)
        let before = desk.folder.entries
        let cases: [(name: String, status: Int32, code: String)] = [
            ("don.txt", 5, "NOT_A_SIGNED_FILE"), ("cut.p7s", 5, "NOT_A_SIGNED_FILE"), ("empty.p7s", 5, "FILE_EMPTY"),
            ("huge.p7s", 5, "NOT_A_SIGNED_FILE"), ("nowhere.p7s", 74, "FILE_NOT_FOUND"),
            ("/dev/zero", 74, "FILE_NOT_READABLE"),
        ]
        for (name, status, code) in cases {
            let run = try await desk.kho("verify", name, "--json")
            #expect(run.status == status, "\(name)")
            #expect(run.codes == [code], "\(name)")
            #expect(run.objects.first?["file"]?.string == name)
            let text = try await desk.kho("verify", name, "--lang", "en")
            #expect(text.status == status && text.lines.first == "NOT READABLE", "\(name): \(text.output)")
        }
        #expect(desk.folder.entries == before, "nothing is left behind")
    }

    @Test("every prefix of a signed file is refused, none with a verdict")
    func truncated() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        let whole = try desk.folder.bytes("don.txt.p7s")
        var names: [String] = []
        for length in stride(from: 1, to: whole.count, by: 37) {
            let name = "cut-\(length).p7s"
            try desk.folder.write(whole.prefix(length), to: name)
            names.append(name)
        }
        let run = try await desk.kho(["verify", "--content", "don.txt", "--json"] + names)
        #expect(run.status == 5)
        #expect(run.objects.count == names.count)
        #expect(run.codes.count == names.count)
    }

    @Test("a file that may not be read is said to be so")
    func unreadable() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        chmod(desk.folder.file("don.txt.p7s"), 0)
        let cat = try await RunningProgram.run(
            Confinement.permissionsHold + ["cat", "don.txt.p7s"], in: desk.folder.path)
        try #require(cat.status == 1, "cannot set up: permissions do not hold here: \(cat.errors)")
        let run = try await desk.kho(
            ["verify", "don.txt.p7s", "--json"], confinement: Confinement.permissionsHold)
        #expect(run.status == 74)
        #expect(run.codes == ["FILE_NOT_READABLE"])
        #expect(run.errors.isEmpty)
    }

    @Test("a content that is named and not there is an error before any verdict")
    func contentMissing() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        let run = try await desk.kho("verify", "don.txt.p7s", "--content", "nowhere.txt", "--json")
        #expect(run.status == 74)
        #expect(run.codes == ["FILE_NOT_FOUND"])
    }

    @Test("of several files the worst decides, and each has its own line")
    func severalFiles() async throws {
        let desk = try await Desk()
        try await desk.sign("a", as: "tot.txt")
        try await desk.sign("b", as: "xau.txt")
        try desk.folder.write("c".utf8, to: "xau.txt")
        try await desk.sign("d", as: "la.txt", by: "nguoi-la")
        try desk.folder.write("e".utf8, to: "chu.txt")
        func status(_ files: String...) async throws -> Int32? {
            let run = try await desk.kho(["verify", "--json"] + files)
            #expect(run.objects.count == files.count)
            return run.status
        }
        #expect(try await status("tot.txt.p7s", "tot.txt.p7s") == 0)
        #expect(try await status("tot.txt.p7s", "la.txt.p7s") == 3)
        #expect(try await status("la.txt.p7s", "chu.txt") == 5)
        #expect(try await status("chu.txt", "xau.txt.p7s", "tot.txt.p7s") == 1)
        #expect(try await status("xau.txt.p7s", "nowhere") == 74)
    }

    @Test("a folder is all its files: pairs are found, and what nobody signed is shown")
    func wholeFolder() async throws {
        let desk = try await Desk()
        try await desk.sign("a", as: "hs/mot.txt")
        try await desk.sign("b", as: "hs/hai.txt")
        #expect(try await desk.kho("verify", "hs").status == 0)
        try desk.folder.write("c".utf8, to: "hs/ba.txt")
        let run = try await desk.kho("verify", "hs", "--json")
        #expect(run.status == 4)
        #expect(
            run.objects.compactMap { $0["indication"]?.string }.sorted() == [
                "NO-SIGNATURE-FOUND", "TOTAL-PASSED", "TOTAL-PASSED",
            ])
    }

    @Test("a signature comes by standard input as well")
    func standardInput() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        let run = try await desk.kho(
            ["verify", "-", "--content", "don.txt"], input: desk.folder.file("don.txt.p7s"))
        #expect(run.status == 0)
    }

    @Test("--at says so on the first line, and equal inputs give equal bytes")
    func asOf() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        let before = try await desk.kho("verify", "don.txt.p7s", "--at", "2020-01-01", "--lang", "en")
        #expect(before.status == 3)
        #expect(
            before.lines.first?.hasPrefix("UNDECIDED — ") == true && before.lines.first?.contains("2020-01-01") == true)
        let time = try #require(
            try await desk.kho("verify", "don.txt.p7s", "--json").objects.first?["checkedAt"]?.string)
        let first = try await desk.kho("verify", "don.txt.p7s", "--json", "--at", time)
        let second = try await desk.kho("verify", "don.txt.p7s", "--json", "--at", time)
        #expect(first.status == 0)
        #expect(first.outputBytes == second.outputBytes)
    }

    @Test("a mistake in the command is 2, never 64 and never 1")
    func usage() async throws {
        let desk = try await Desk()
        for arguments in [
            ["verify"], ["verify", "a", "--nonsense"], ["verify", "a", "--at", "yesterday"], ["nonsense"],
            ["verify", "a", "--lang", "xx"], ["put", "a"], ["list", "--category", "many"],
        ] {
            let run = try await desk.kho(arguments)
            #expect(run.status == 2, "\(arguments)")
            #expect(run.output.isEmpty && !run.errors.isEmpty, "\(arguments)")
        }
    }

    @Test("the folder of trust that is named and not there is an error, not an empty one")
    func trustMissing() async throws {
        let desk = try await Desk()
        try await desk.sign("Đơn", as: "don.txt")
        let run = try await desk.kho("verify", "don.txt.p7s", "--trust", "nowhere", "--json")
        #expect(run.status == 74)
        #expect(run.codes == ["TRUST_FOLDER_MISSING"])
    }
}
