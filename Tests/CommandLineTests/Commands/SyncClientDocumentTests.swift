import CanonicalJSON
import Foundation
import TestSupport
import Testing

/// docs/sync-client.md promises that a receiver can be written from the published descriptions alone: the one in Python that
/// was, against a real server, and against one that lies.
@Suite("docs/sync-client.md")
struct SyncClientDocumentTests {
    private static let chain = "cong-dvc.giay-to.1"
    private static let text = "Đơn đề nghị cấp giấy phép xây dựng, bản sửa lần thứ hai\n"

    /// A vault that is served over TLS to the service `cong-dvc`, whose scope is category 7.
    private struct Served {
        let desk: Desk
        let server: ServeProcess
        /// The fingerprint that `kho init` printed.
        let seal: String

        /// What every call of the client and of the server that lies has.
        var arguments: [String] {
            [
                server.url, "--ca", "tls-root.pem", "--cert", "client.pem", "--key", "client.key", "--pin", seal,
                "--chain", SyncClientDocumentTests.chain,
            ]
        }
    }

    private static func script(_ name: String) -> String {
        Corpus.packageRoot.appending(path: "Tests/Interoperability/\(name)").path
    }

    private func put(_ desk: Desk, _ name: String, category: String, _ more: [String]) async throws {
        let put = try await desk.kho(
            ["put", name + ".p7s", "--owner", DemonstrationKeys.owner, "--category", category] + more)
        try #require(put.status == 0, "kho put: \(put.output)\(put.errors)")
    }

    /// Two documents in the scope and one beside it.
    private func served() async throws -> Served {
        let desk = try await Desk()
        let made = try await desk.kho("init", "--origin", "kho.example/log", "--json")
        let seal = try #require(made.objects.first?["sealSha256"]?.string, "kho init: \(made.output)\(made.errors)")
        try await ServerCertificates.write(to: desk.folder.path)
        let pin = try await ServerCertificates.digest("client", in: desk.folder.path)
        try desk.folder.write("service cong-dvc giay-to\nclient cong-dvc sha256:\(pin)\n".utf8, to: "vault-data/roles")
        try desk.folder.write("scope giay-to 1 category=7\n".utf8, to: "vault-data/scopes")
        for (name, category) in [("mot.txt", "7"), ("ngoai.txt", "2"), ("hai.txt", "7")] {
            try await desk.sign("Đơn số \(name): bản đầu tiên\n", as: name)
            try await put(desk, name, category: category, ["--code", "MA-\(name)", "--code-scheme", "so"])
        }
        let server = try await ServeProcess(
            desk, ["--tls-cert", "tls.pem", "--tls-key", "tls.key", "--service-ca", "client-ca.pem", "--log", "none"])
        return Served(desk: desk, server: server, seal: seal)
    }

    /// Follows the chain until it has so many manifests; each new one stays.
    private func follow(_ served: Served, manifests: Int64) async throws -> JSON {
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        var last: FinishedProgram
        repeat {
            last = try await RunningProgram.run(
                ["python3", Self.script("sync_client.py")] + served.arguments, in: served.desk.folder.path)
            if let line = last.objects.first, line["manifests"]?.integer == manifests { return line }
            try await Task.sleep(for: .milliseconds(100))
        } while Date.now < deadline
        throw NeverTold(output: last.output + last.errors)
    }

    private struct NeverTold: Error { let output: String }

    /// Asks for a document by its code, as any program does, and keeps the answer.
    private func ask(_ served: Served, code: String, keptAs name: String) async throws {
        let asked = try await RunningProgram.run(
            [
                "curl", "--silent", "--fail", "--max-time", "60", "--cacert", "tls-root.pem", "--cert", "client.pem",
                "--key", "client.key", "-H", "Content-Type: application/json", "-d",
                "{\"code\":\"\(code)\",\"scheme\":\"so\"}", "-o", name, served.server.url + "/v1/documents/by-code",
            ], in: served.desk.folder.path)
        try #require(asked.status == 0, "\(asked.errors)")
    }

    /// The second version of a document, which the chain tells of by a second manifest.
    private func replace(_ served: Served) async throws {
        try await served.desk.sign(Self.text, as: "hai-moi.txt")
        try await put(served.desk, "hai-moi.txt", category: "7", ["--replaces", "MA-hai.txt"])
        let told = try await follow(served, manifests: 2)
        #expect(told["entries"]?.integer == 3, "\(told)")
    }

    /// The command of the document, with the paths of this package.
    private func documentedCommand() throws -> String {
        let document = try String(
            contentsOf: Corpus.packageRoot.appending(path: "docs/sync-client.md"), encoding: .utf8)
        let blocks = Array(document.components(separatedBy: "```sh\n").dropFirst())
        try #require(blocks.count == 1)
        let block = blocks[0].components(separatedBy: "```")[0]
        let script = "Tests/Interoperability/sync_client.py"
        try #require(block.contains(script))
        return block.replacingOccurrences(of: script, with: "'\(Self.script("sync_client.py"))'")
    }

    @Test("its command fetches and verifies the manifests and a document, and what became of it since")
    func command() async throws {
        let served = try await served()
        let first = try await follow(served, manifests: 1)
        // What is out of the scope is in the log, and not among what is told.
        #expect(first["size"]?.integer == 3 && first["entries"]?.integer == 2, "\(first)")
        let command = try documentedCommand()
        let environment = ["server": served.server.url, "seal": served.seal, "code": "MA-hai.txt"]
        func run() async throws -> JSON {
            let ended = try await RunningProgram.run(
                ["bash", "-c", command], in: served.desk.folder.path, environment: environment)
            #expect(ended.status == 0, "\(ended.output)\(ended.errors)")
            return try #require(ended.objects.first)
        }
        let before = try await run()
        #expect(before["version"]?.integer == 1 && before["index"]?.integer == 2, "\(before)")
        #expect(before["standing"]?.string == "in-force" && before["files"]?.array?.count == 2, "\(before)")
        #expect(try served.desk.folder.text("giay-to.txt") == "Đơn số hai.txt: bản đầu tiên\n")
        try await replace(served)
        let after = try await run()
        #expect(after["document"] == before["document"] && after["version"]?.integer == 2, "\(after)")
        #expect(try served.desk.folder.text("giay-to.txt") == Self.text)
        let withdrawn = try await served.desk.kho("withdraw", "MA-hai.txt", "--reason", "nop-nham")
        #expect(withdrawn.status == 0, "\(withdrawn.output)\(withdrawn.errors)")
        _ = try await follow(served, manifests: 3)
        #expect(try await run()["standing"]?.string == "withdrawn")
        // A document beside the scope is answered as one that is not there.
        let other = try await RunningProgram.run(
            ["python3", Self.script("sync_client.py")] + served.arguments + ["--code", "MA-ngoai.txt"],
            in: served.desk.folder.path)
        #expect(other.status == 1 && other.objects.first?["refused"]?.string == "SERVER_SAYS_404", "\(other.output)")
        #expect(await served.server.stop().status == 0)
    }

    /// What the client says to each lie, or to what it is told of the time, the seal and what it has seen.
    private static let refusals = [
        "vault": "IDENTITY_REFUSED", "vault-seal": "IDENTITY_REFUSED", "another-seal-pinned": "IDENTITY_REFUSED",
        "head": "MANIFEST_BAD_SIGNATURE", "head-seal": "MANIFEST_BAD_SIGNATURE",
        "manifest": "MANIFEST_BAD_SIGNATURE", "manifest-seal": "MANIFEST_BAD_SIGNATURE",
        "checkpoint": "MANIFEST_BAD_SIGNATURE", "tile": "LOG_DIFFERS", "bundle": "LOG_DIFFERS",
        "body": "MANIFEST_BAD_COMMITMENT", "body-salt": "MANIFEST_BAD_COMMITMENT", "body-erased": "ERASED_UNPROVEN",
        "body-left-out": "BODY_MISSING", "bodies-of-another-order": "BODY_MISSING", "record": "RECORD_DIFFERS",
        "record-leaf": "RECORD_DIFFERS", "record-file": "RECORD_DIFFERS", "proof": "PROOF_DIFFERS",
        "proof-hash": "PROOF_DIFFERS",
        "record-replaced-since": "DOCUMENT_OUTDATED", "file": "CONTENT_DIFFERS", "file-part": "CONTENT_DIFFERS",
        "head-of-before": "MANIFEST_STALE_HEAD", "head-of-later": "MANIFEST_HEAD_FROM_THE_FUTURE",
        "another-chain": "SERVER_SAYS_403", "state-of-more-manifests": "MANIFEST_ROLLBACK",
        "state-of-a-larger-log": "MANIFEST_ROLLBACK", "state-of-another-manifest": "MANIFEST_FORK",
        "state-of-another-log": "MANIFEST_FORK",
    ]

    @Test("a server that changes a byte, or leaves something out, is refused whatever it changes")
    func lies() async throws {
        let served = try await served()
        _ = try await follow(served, manifests: 1)
        try await ask(served, code: "MA-hai.txt", keptAs: "old.json")
        try await replace(served)
        let seed = UInt32.random(in: 0 ... .max)
        let ended = try await RunningProgram.run(
            ["python3", Self.script("tampering_server.py")] + served.arguments + [
                "--tls-cert", "tls.pem", "--tls-key", "tls.key", "--code", "MA-hai.txt", "--scheme", "so", "--old",
                "old.json", "--any", "1", "--seed", String(seed),
            ], in: served.desk.folder.path, patience: 3 * RunningProgram.usualPatience)
        try #require(ended.status == 0, "\(ended.output)\(ended.errors)")
        var cases: [String: JSON] = [:]
        for line in ended.objects {
            let name = try #require(line["case"]?.string)
            cases[name] = line
        }
        // Where nothing was changed it accepts, so that what it refuses is refused for what was changed.
        for name in ["nothing", "state-kept"] {
            let found = cases.removeValue(forKey: name)
            let line = try #require(found, "\(name)")
            #expect(line["status"]?.integer == 0 && line["refused"] == JSON.null, "\(line)")
        }
        for (name, code) in Self.refusals {
            let found = cases.removeValue(forKey: name)
            let line = try #require(found, "\(name)")
            #expect(line["status"]?.integer == 1 && line["refused"]?.string == code, "\(line)")
            let isTold = !name.hasPrefix("another-") && !name.hasPrefix("state-") && !name.hasPrefix("head-of-")
            #expect((line["changed"]?.integer ?? 0) >= (isTold ? 1 : 0), "nothing was changed: \(line)")
        }
        // And any byte of any answer but a seal: vault.json, head, two manifests, bodies of both, checkpoint, tile, bundle,
        // the answer to the code, and two files with a part of each.
        #expect(cases.count == 14, "\(cases.keys.sorted())")
        for (name, line) in cases {
            #expect(name.hasPrefix("any: "), "\(name)")
            #expect(line["status"]?.integer == 1 && line["refused"]?.string != nil, "seed \(seed): \(line)")
            #expect((line["changed"]?.integer ?? 0) >= 1, "nothing was changed: \(line)")
        }
        #expect(await served.server.stop().status == 0)
        #expect(try await served.desk.kho("check").status == 0)
    }
}
