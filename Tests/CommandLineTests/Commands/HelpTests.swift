import CanonicalJSON
import Foundation
import TestSupport
import Testing

@Suite("kho --help")
struct HelpTests {
    /// A folder with all that the examples name.
    private struct Prepared {
        let desk: Desk
        let document: String
        /// One in force, and one that was withdrawn.
        let consents: (active: String, withdrawn: String)
        /// One that may be erased; a request that waits for approval, and an erasure that was carried out.
        let erasable: String
        let waiting: String
        let erased: String
        let seal: String
        let root: String
        let timestamps: TimestampServer
        let receiver: WebhookReceiver
    }

    private static let passphraseFile = "mat-khau.txt"

    /// The commands that `--help` lists, with those below them.
    private func commands(_ desk: Desk, below path: [String] = []) async throws -> [[String]] {
        let help = try await desk.kho(["help"] + path)
        guard let list = help.output.range(of: "SUBCOMMANDS:\n") else { return [path] }
        var found = [path]
        // Names stand at two spaces; the lines of long descriptions further in.
        for line in help.output[list.upperBound...].split(separator: "\n")
        where line.hasPrefix("  ") && !line.hasPrefix("   ") {
            let name = String(line.dropFirst(2).prefix { $0 != " " })
            if name != "See", name != "help" { found += try await commands(desk, below: path + [name]) }
        }
        return found
    }

    private func prepare() async throws -> Prepared {
        let desk = try await Desk()
        let folder = desk.folder
        try FileManager.default.copyItem(atPath: try await DemonstrationKeys.certs, toPath: folder.file("certs"))
        try folder.write(
            try Data(contentsOf: URL(fileURLWithPath: try await DemonstrationKeys.passphraseFile)),
            to: Self.passphraseFile)
        let keys = [
            ("toi.p12", "cong-dan"), ("con-dau.p12", "con-dau-kho"), ("con-dau-moi.p12", "con-dau-kho"),
            ("chung-thuc.p12", "chung-thuc"),
            ("co-quan.p12", "co-quan"), ("nguoi-duyet.p12", "nhan-vien"),
        ]
        for (name, key) in keys {
            try folder.write(try Data(contentsOf: URL(fileURLWithPath: try await DemonstrationKeys.key(key))), to: name)
        }
        for (name, arguments) in [("khoa.pem", ["-nocerts", "-nodes"]), ("chung-thu.pem", ["-nokeys", "-clcerts"])] {
            let made = try await RunningProgram.run(
                ["openssl", "pkcs12", "-in", "toi.p12", "-passin", "file:" + Self.passphraseFile, "-out", name]
                    + arguments,
                in: folder.path)
            try #require(made.status == 0, "\(made.errors)")
        }
        for name in ["goc.pem", "goc-quoc-gia.pem"] {
            try folder.write(try folder.bytes("certs/signers/demo-root.pem"), to: name)
        }
        for name in ["don.pdf", "hop-dong.pdf", "thu-muc/mot.pdf"] { try await desk.signDocument(as: name) }
        try folder.write(try folder.bytes("don.pdf"), to: "quet.pdf")
        try folder.write("no picture".utf8, to: "anh.jpg")
        try folder.write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], to: "quet.png")
        try folder.write("{\"soGiayTo\": \"038093015572\"}".utf8, to: "cc.json")
        try folder.write(try folder.bytes("don.pdf.p7s"), to: "chu-ky.p7s")
        // Nobody looks at a statement where nothing was compromised; RotationCommandTests have a real one.
        for name in ["lo-khoa.json", "lo-khoa.json.p7s"] { try folder.write("none".utf8, to: name) }
        let attached = try await self.run(
            desk, "sign", "hop-dong.pdf", "--attached", "--key", "toi.p12", "--passphrase-file", Self.passphraseFile,
            "-o",
            "hop-dong.p7m")
        try #require(attached.status == 0, "\(attached.errors)")
        let made = try await self.run(desk, "init", "--origin", "kho.example.vn/log", "--json")
        let roles = """
            certifier CCCD:001077000123 of MST:0400260612
            agency MST:0400260612
            approver CCCD:001088012345

            """
        try folder.write(roles.utf8, to: "vault-data/roles")
        let seal = try #require(made.objects.first?["sealSha256"]?.string)
        let put = try await self.run(
            desk, "put", "don.pdf.p7s", "--owner", DemonstrationKeys.owner, "--category", "7", "--code",
            "038093015572.KQ.G15.000031.12.01", "--json")
        // What is replaced and what is linked already.
        try await self.run(
            desk, "sign", "don.pdf", "--key", "toi.p12", "--passphrase-file", Self.passphraseFile, "-o", "don-moi.pdf")
        let document = try #require(put.objects.first?["document"]?.string, "\(put.output)\(put.errors)")
        let linked = try await self.run(
            desk, "owner", "link", DemonstrationKeys.owner, "HC:B1234567", "--evidence", document)
        try #require(linked.status == 0, "\(linked.output)\(linked.errors)")
        let active = try await consent(desk, to: "H37.01")
        let withdrawn = try await consent(desk, to: "H01")
        try await self.run(desk, "consent", "withdraw", withdrawn, "--reason", "paper-request")
        try await self.run(desk, "consent", "draft", "--withdraw", active, "-o", "rut-dong-y.json")
        try await self.run(
            desk, "sign", "rut-dong-y.json", "--key", "toi.p12", "--passphrase-file", Self.passphraseFile)
        // What is drafted but not granted yet.
        try await draft(desk, to: "H02", as: "dong-y.json")
        let (erasable, waiting, erased) = try await prepareErasures(desk)
        for name in ["vault.json", "vault.json.p7s"] {
            try folder.write(try folder.bytes("vault-data/" + name), to: name)
        }
        try folder.write(try folder.bytes("vault-data/log/checkpoint"), to: "checkpoint-cu.txt")
        try await self.run(desk, "trust", "add-vault", "vault.json", "--fingerprint", seal)
        try await self.run(desk, "receipt", document, "-o", "bien-nhan.zip")
        try await self.run(desk, "copy", document, "-o", "ban-sao.asice")
        let receiver = try await WebhookReceiver()
        try folder.write(
            "webhook cong-dvc \(receiver.address("good")) all private\nwebhook cong-cu https://cu.example.vn/ all\n"
                .utf8,
            to: "vault-data/webhooks")
        try await self.run(desk, "webhook", "key")
        let listed = try await self.run(desk, "trust", "list", "--json")
        let root = try #require(
            listed.objects.first { $0["subject"]?.string?.contains("National Root") == true }?["sha256"]?.string)
        return Prepared(
            desk: desk, document: document, consents: (active, withdrawn), erasable: erasable, waiting: waiting,
            erased: erased, seal: seal, root: root,
            timestamps: try await DemonstrationKeys.timestamps(), receiver: receiver)
    }

    /// Drafts and signs a consent.
    private func draft(_ desk: Desk, to agency: String, as name: String) async throws {
        try await run(
            desk, "consent", "draft", "--owner", DemonstrationKeys.owner, "--to", agency, "--purpose", "1.001193",
            "--document", "all", "--until", "2099-12-31", "-o", name)
        try await run(desk, "sign", name, "--key", "toi.p12", "--passphrase-file", Self.passphraseFile)
    }

    /// - Returns: the id of a consent that was granted.
    private func consent(_ desk: Desk, to agency: String) async throws -> String {
        try await draft(desk, to: agency, as: agency + ".json")
        let granted = try await run(desk, "consent", "grant", agency + ".json.p7s", "--json")
        return try #require(granted.objects.first?["consent"]?.string, "\(granted.output)\(granted.errors)")
    }

    private func prepareErasures(
        _ desk: Desk
    ) async throws -> (erasable: String, waiting: String, erased: String) {
        let own = ["--passphrase-file", Self.passphraseFile, "--json"]
        var requests: [String] = []
        var documents: [String] = []
        for name in ["xoa-mot.txt", "xoa-hai.txt"] {
            let document = try await desk.deposit(name, as: name)
            let asked = try await desk.kho(
                ["erase", "request", document, "--reason", "owner-request", "--key", "toi.p12"] + own)
            requests.append(try #require(asked.objects.first?["request"]?.string, "\(asked.output)\(asked.errors)"))
            documents.append(document)
        }
        let done = try await desk.kho(["erase", "approve", requests[0], "--key", "nguoi-duyet.p12"] + own)
        try #require(done.status == 0, "\(done.output)\(done.errors)")
        try #require(try await desk.kho("erase", "list", "-o", "da-xoa.json").status == 0)
        return (documents[1], requests[1], requests[0])
    }

    @discardableResult
    private func run(_ desk: Desk, _ arguments: String...) async throws -> FinishedProgram {
        try await desk.kho(arguments, environment: ["KHO_TRUST": desk.folder.file("certs")])
    }

    /// The examples of a help text, without what is said of them.
    private func examples(_ help: String) -> [String] {
        // A backslash at the end of a line goes on on the next, as in a shell.
        help.replacing(/[ ]\\\n\s+/, with: " ").split(separator: "\n").filter { $0.hasPrefix("  kho ") }.map { line in
            let text = line.dropFirst(2)
            return String(text.range(of: "  ").map { text[..<$0.lowerBound] } ?? text)
        }
    }

    @Test("every command shows an example, on a line that fits")
    func everyCommand() async throws {
        let desk = try await Desk()
        let all = try await commands(desk)
        #expect(all.count > 15)
        for command in all {
            let help = try await desk.kho(["help"] + command)
            #expect(help.status == 0)
            #expect(!examples(help.output).isEmpty, "\(command)")
            let lines = help.output.split(separator: "\n", omittingEmptySubsequences: false)
            for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("  kho ") {
                #expect(next.isEmpty || next.hasPrefix("  "), "broken: \(line)⏎\(next)")
            }
            let short = try await desk.kho(command + ["--help"])
            #expect(short.status == 0 && short.output == help.output)
        }
    }

    @Test("every example works")
    func everyExample() async throws {
        let prepared = try await prepare()
        let desk = prepared.desk
        let all = try await commands(desk)
        var seen: Set<String> = []
        for command in all {
            for example in examples(try await desk.kho(["help"] + command).output) where seen.insert(example).inserted {
                // They run until they are stopped; ServingTests and WitnessCommandTests start them.
                if example.hasPrefix("kho serve") || example.hasPrefix("kho witness --log") { continue }
                // It wants a vault whose key was compromised: RotationCommandTests have one.
                if example.hasPrefix("kho rotate statement") { continue }
                // They want a server beside them; SyncCommandTests have one.
                if example.hasPrefix("kho sync") { continue }
                try await expectWorks(example, prepared)
            }
        }
        #expect(seen.count > 20)
    }

    /// A line as a shell splits it: at blanks, but not within quotation marks.
    private static func words(_ line: String) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { place, part in
            place.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }

    private func expectWorks(_ example: String, _ prepared: Prepared) async throws {
        var words = Array(Self.words(example).dropFirst())
        let fingerprint = words.contains("add-vault") ? prepared.seal : prepared.root
        words = words.map { word in
            switch word {
            case "REF", "3fa9c1": words.first == "erase" ? prepared.erasable : prepared.document
            case "7d31e0": words.contains("approve") ? prepared.waiting : prepared.erased
            case "5e1f0a": prepared.consents.active
            case "7d20c4": prepared.consents.withdrawn
            case "f04ba4b4": String(prepared.root.prefix(8))
            case "SHA256", "9f86d081…": fingerprint
            case "http://tsa.example.vn": prepared.timestamps.address("good")
            default: word
            }
        }
        // Nobody sits at this terminal.
        if words.contains("--login-key") {
            words += ["--login-passphrase-file", Self.passphraseFile]
        } else if words.contains(where: { $0.hasSuffix(".p12") }) {
            words += ["--passphrase-file", Self.passphraseFile]
        }

        let copy = try SharedFolder()
        let copied = try await RunningProgram.run(
            ["cp", "-a", prepared.desk.folder.path + "/.", copy.path], in: copy.path)
        try #require(copied.status == 0)
        var made = words.firstIndex(of: "-o").map { [words[$0 + 1], words[$0 + 1] + ".p7s"] } ?? []
        if words.first == "sign" { made.append("don.pdf.p7s") }
        if words.first == "init" { made.append("vault-data") }
        for name in made { try? FileManager.default.removeItem(atPath: copy.file(name)) }
        let environment = prepared.desk.environment.merging(["KHO_TRUST": copy.file("certs")]) { $1 }
        var server: ServeProcess?
        if let place = words.firstIndex(of: "--server") {
            let started = try await ServeProcess(in: copy.path, environment: environment)
            words[place + 1] = started.url
            server = started
        }
        let run = try await RunningProgram.run([BuiltProgram.kho] + words, in: copy.path, environment: environment)
        _ = await server?.stop()
        // The certificates are younger than the day of the example.
        let expected: Int32 = words.contains("--at") ? 3 : 0
        #expect(run.status == expected, "\(example): \(run.output)\(run.errors)")
    }
}
