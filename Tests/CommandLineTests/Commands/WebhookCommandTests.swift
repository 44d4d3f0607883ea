import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

@testable import kho

@Suite("kho webhook, and kho serve that tells")
struct WebhookCommandTests {
    private func desk(_ list: String) async throws -> Desk {
        let desk = try await Desk()
        try await desk.initialise()
        try desk.folder.write(list.utf8, to: "vault-data/webhooks")
        return desk
    }

    private func serve(_ desk: Desk, _ more: [String] = []) async throws -> RunningProgram {
        let server = try RunningProgram(
            [BuiltProgram.kho, "serve", "--port", "0", "--json"] + more, in: desk.folder.path,
            environment: desk.environment)
        try #require(try await server.wait { $0.outputSoFar.contains("kho.serve/1") }, "\(server.errorsSoFar)")
        return server
    }

    /// Waits until the webhook stands as a test wants it.
    private func listed(
        _ desk: Desk, until isThere: (JSON) -> Bool = { _ in true }
    ) async throws -> JSON {
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        while true {
            let listed = try await desk.kho("webhook", "list", "--json")
            let first = listed.objects.first ?? .null
            if isThere(first) || Date.now >= deadline { return first }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    @Test("the key is printed, the same each time; the secret half is nowhere in what is said")
    func key() async throws {
        let desk = try await desk("")
        let first = try await desk.kho("webhook", "key")
        let key = first.output.trimmingCharacters(in: .newlines)
        #expect(first.status == 0 && key.hasPrefix("whpk_"))
        #expect(try await desk.kho("webhook", "key", "--json").objects.first?["publicKeys"]?.array == [.string(key)])
        let secret = try desk.folder.text("vault-data/keys/webhook.key").trimmingCharacters(in: .newlines)
        #expect(secret.hasPrefix("whsk_") && !first.output.contains(secret) && !first.errors.contains(secret))
        let none = try await desk.kho("webhook", "list")
        #expect(none.status == 0 && none.errors.contains("tells nobody"))
    }

    @Test("what is put into the vault is told by a server beside it, signed, and nothing of whom it is about")
    func told() async throws {
        let receiver = try await WebhookReceiver()
        let desk = try await desk("webhook cong-dvc \(receiver.address("good?key=bi-mat")) all private\n")
        let key = try await desk.kho("webhook", "key").output.trimmingCharacters(in: .newlines)
        try await desk.sign("Đơn của Nguyễn Văn An", as: "don.txt")
        let server = try await serve(desk, ["--metrics-port", "0"])
        #expect(
            server.outputSoFar.contains(#""webhooks":[{"host":"127.0.0.1","name":"cong-dvc","scope":"all"}]"#)
                && !server.outputSoFar.contains("bi-mat"), "\(server.outputSoFar)")
        _ = try await listed(desk) { $0["standing"]?.string == "good" }
        #expect(try await desk.kho(Desk.put("don.txt.p7s")).status == 0)
        let received = try await receiver.messages(1)
        let message = try JSON(canonical: try #require(received.first).bytes)
        #expect(message["type"]?.string == "kho.entries")
        #expect(message["data"]?["entries"]?[0]?["index"]?.integer == 0)
        #expect(!message.text.contains("038093015572") && !message.text.contains("don.txt"))
        let standing = try await listed(desk) { $0["deliveredAt"] != nil }
        #expect(standing["waiting"]?.integer == 0 && standing["answer"]?.string == "204")
        #expect(!standing.text.contains("bi-mat"))
        #expect(try await desk.kho("webhook", "test", "cong-dvc").status == 0)
        #expect(try await receiver.messages(2).count == 2)
        let metrics = try #require(try JSON(parsing: Array(server.outputSoFar.utf8))["metrics"]?.string)
        // What the vault does not say in two seconds is left out of the figures.
        var figures = ""
        for _ in 0..<20 where !figures.contains("\nkho_webhook_entries_waiting ") {
            figures = try await RunningProgram.run(["curl", "--silent", metrics], in: desk.folder.path).output
        }
        #expect(figures.contains("\nkho_webhooks_good 1\n") && figures.contains("\nkho_webhooks_disabled 0\n"))
        #expect(figures.contains("\nkho_webhook_entries_waiting 0\n"))
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/verify_webhooks.py").path
        let python = ProcessInfo.processInfo.environment["KHO_TEST_PYTHON"] ?? "python3"
        let verified = try await RunningProgram.run([python, script, receiver.file, key], in: desk.folder.path)
        #expect(verified.output == "good: 2\n", "\(verified.errors)")
        server.signal(SIGTERM)
        let ended = await server.finish()
        #expect(ended.status == 0 && !ended.errors.contains("bi-mat"))
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("a receiver that fails, or is gone, is shown so; a message that arrives sets it going again")
    func failing() async throws {
        let receiver = try await WebhookReceiver()
        let desk = try await desk("webhook cong-dvc \(receiver.address("gone")) all private\n")
        _ = try await desk.kho("webhook", "key")
        let server = try await serve(desk)
        _ = try await listed(desk) { $0["standing"]?.string == "good" }
        try await desk.sign("Đơn", as: "don.txt")
        #expect(try await desk.kho(Desk.put("don.txt.p7s")).status == 0)
        #expect(try await listed(desk) { $0["standing"]?.string == "gone" }["waiting"]?.integer == 1)
        let tried = try await desk.kho("webhook", "test", "cong-dvc", "--json")
        #expect(tried.status == 75 && tried.objects.first?["answer"]?.string == "410")
        // It fails until the address is another one: between two tries alone, a busy machine may look too late.
        try desk.folder.write(
            "webhook cong-dvc \(receiver.address("fail/1000")) all private\n".utf8, to: "vault-data/webhooks")
        #expect(try await listed(desk) { $0["answer"]?.string == "503" }["standing"]?.string == "retrying")
        try desk.folder.write(
            "webhook cong-dvc \(receiver.address("fail/1")) all private\n".utf8, to: "vault-data/webhooks")
        #expect(try await listed(desk) { $0["deliveredAt"] != nil }["waiting"]?.integer == 0)
        server.signal(SIGTERM)
        #expect(await server.finish().errors.contains("cong-dvc"))
    }

    @Test("what a killed server had sent without hearing of it is sent again as it was, and nothing behind it is lost")
    func killed() async throws {
        let receiver = try await WebhookReceiver()
        let desk = try await desk("webhook cong-dvc \(receiver.address("silent-once")) all private\n")
        _ = try await desk.kho("webhook", "key")
        let first = try await serve(desk)
        _ = try await listed(desk) { $0["standing"]?.string == "good" }
        try await desk.sign("Đơn", as: "don.txt")
        #expect(try await desk.kho(Desk.put("don.txt.p7s")).status == 0)
        let sent = try #require(try await receiver.messages(1).first)
        first.signal(SIGKILL)
        _ = await first.finish()
        try await desk.sign("Đơn khác", as: "khac.txt")
        #expect(try await desk.kho(Desk.put("khac.txt.p7s")).status == 0)
        let second = try await serve(desk)
        // The lease of the one that was killed lasts a minute.
        let standing = try await listed(desk) { $0["waiting"]?.integer == 0 && $0["deliveredAt"] != nil }
        #expect(standing["next"]?.integer == 2)
        let received = try await receiver.messages(3)
        #expect(received.count == 3 && received[1].headers["webhook-id"] == sent.headers["webhook-id"])
        #expect(received[1].bytes == sent.bytes)
        let last = try JSON(canonical: received[2].bytes)
        #expect(last["data"]?["entries"]?.array?.compactMap { $0["index"]?.integer } == [1])
        second.signal(SIGTERM)
        #expect(await second.finish().status == 0)
    }

    @Test("receivers are added and taken out at a terminal, keys rotated and retired, and a secret made for one")
    func changing() async throws {
        let desk = try await desk("# ours\n")
        let added = try await desk.kho("webhook", "add", "cong-dvc", "https://dvc.example.vn/kho?key=bi-mat", "--json")
        let key = try #require(added.objects.first?["publicKeys"]?[0]?.string)
        #expect(added.status == 0 && key.hasPrefix("whpk_") && !added.output.contains("bi-mat"))
        #expect(
            try desk.folder.text("vault-data/webhooks")
                == "# ours\nwebhook cong-dvc https://dvc.example.vn/kho?key=bi-mat all\n")
        #expect(try await desk.kho("webhook", "add", "cong-dvc", "https://x.vn/").status == 2)
        #expect(try await desk.kho("webhook", "add", "khac", "http://x.vn/").status == 2)
        #expect(try await desk.kho("webhook", "add", "khac", "https://x.vn/", "--scope", "kho-lanh").status == 74)
        #expect(try await desk.kho("webhook", "add", "khac", "https://x.vn/", "--as", "auditor").status == 12)
        let rotated = try await desk.kho("webhook", "key", "--rotate").output.split(separator: "\n").map(String.init)
        #expect(rotated.count == 2 && rotated[1] == key && rotated[0] != key)
        #expect(try await desk.kho("webhook", "key", "--rotate").status == 2)
        let retired = try await desk.kho("webhook", "key", "--retire").output
        #expect(retired == rotated[0] + "\n")
        let secret = try await desk.kho("webhook", "secret", "cong-dvc")
        #expect(secret.status == 0 && secret.output.hasPrefix("whsec_"))
        #expect(try await desk.kho("webhook", "secret", "khac").status == 2)
        #expect(try await desk.kho("check").status == 0)
        #expect(try await desk.kho("webhook", "remove", "cong-dvc").status == 0)
        #expect(try await desk.kho("webhook", "remove", "cong-dvc").status == 2)
        #expect(try desk.folder.text("vault-data/webhooks") == "# ours\n")
        #expect(!FileManager.default.fileExists(atPath: desk.folder.file("vault-data/keys/webhook-cong-dvc.secret")))
    }

    @Test("what cannot be said is named: a list that is none, a webhook that is not there, a key that was not made")
    func errors() async throws {
        let desk = try await desk("webhook cong-dvc https://dvc.example.vn all\n")
        let malformed = try await desk.kho("webhook", "list")
        #expect(malformed.status == 74 && malformed.errors.contains("1"))
        try desk.folder.write("webhook a https://dvc.example.vn/ all\n".utf8, to: "vault-data/webhooks")
        #expect(try await desk.kho("webhook", "test", "b").status == 2)
        #expect(try await desk.kho("webhook", "test", "a").errors.contains("kho webhook key"))
        #expect(try await desk.kho("webhook", "test", "a", "--webhook-ca", "vault-data/vault.json").status == 2)
        #expect(try await desk.kho("webhook", "list", "--as", "auditor").status == 12)
        #expect(try await desk.kho("webhook", "list", "--as", "operator").status == 0)
    }
}
