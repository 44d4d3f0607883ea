import CanonicalJSON
import Foundation
import Glibc
import PKI
import TestSupport
import Testing
import TransparencyLog

@Suite("kho witness")
struct WitnessCommandTests {
    private func make(_ state: String, at desk: Desk) async throws -> String {
        let made = try await desk.kho("witness", "init", "witness.example/\(state)", "--state", state, "--json")
        return try #require(made.objects.first?["key"]?.string, "\(made.errors)")
    }

    private func identity(_ desk: Desk) throws -> JSON {
        try JSON(parsing: desk.folder.bytes("vault-data/vault.json"))
    }

    @Test(
        "two witnesses and a quorum of two: manifests are witnessed, wait while one is down, and go on when it is back")
    func quorum() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let logKey = try #require(try identity(desk)["logKeys"]?.array?.first?["key"]?.string)
        var running: [RunningWitness] = []
        defer { for witness in running where !witness.program.ended { witness.program.kill() } }
        var lines = ""
        for name in ["w1", "w2"] {
            let key = try await make(name, at: desk)
            let witness = try await RunningWitness(state: name, logs: [logKey], at: desk)
            #expect(witness.key == key)
            running.append(witness)
            lines += "witness \(name) \(key) \(witness.url)\n"
        }
        try desk.folder.write(Array((lines + "quorum 2\n").utf8), to: "vault-data/witnesses")
        let document = try await desk.deposit("Đơn một", as: "mot.txt")
        let issued = try await desk.kho("manifest", "-o", "m.json")
        #expect(issued.status == 0, "\(issued.errors)")

        let note = try #require(try JSON(parsing: desk.folder.bytes("m.json"))["checkpoint"]?.string)
        try desk.folder.write(Array(note.utf8), to: "checkpoint")
        let policyText =
            "log \(logKey)\nwitness A \(running[0].key)\nwitness B \(running[1].key)\n"
            + "group both all A B\nquorum both\n"
        let policy = try LogPolicy(parsing: policyText)
        #expect(try policy.evaluate(SignedNote(parsing: Array(note.utf8))).isWitnessed)
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/verify_cosignature.py").path
        for witness in running {
            let verified = try await RunningProgram.run(
                ["python3", script, "checkpoint", witness.key], in: desk.folder.path)
            #expect(verified.status == 0 && verified.output.hasPrefix("size 1 time "), "\(verified.errors)")
        }
        let forged = note.replacing("\n1\n", with: "\n2\n")
        try desk.folder.write(Array(forged.utf8), to: "forged")
        let refused = try await RunningProgram.run(["python3", script, "forged", running[0].key], in: desk.folder.path)
        #expect(refused.status == 1)

        // One is gone: deposits go on, and what is not cosigned is not told of.
        let port = running[1].port
        #expect(await running[1].stop().status == 0)
        try await desk.deposit("Đơn hai", as: "hai.txt")
        let waiting = try await desk.kho("manifest", "--json")
        #expect(waiting.status == 0 && waiting.objects.first?["issued"]?.integer == 0)
        #expect(waiting.errors.contains("w2") && waiting.errors.contains("1"))
        running[1] = try await RunningWitness(state: "w2", logs: [logKey], port: port, at: desk)
        let after = try await desk.kho("manifest", "--json")
        #expect(after.objects.first?["issued"]?.integer == 1, "\(after.output)\(after.errors)")
        let check = try await desk.kho("check", "--json")
        #expect(check.status == 0, "\(check.output)")

        // The receiver's policy asks for both: a receipt says when it was witnessed, and counts for nothing before.
        let id = try #require(try identity(desk)["id"]?.string)
        let pinned = try await desk.kho(
            "trust", "add-vault", "vault-data/vault.json", "--trust", "pins", "--fingerprint",
            Digest.sha256(of: try sealDER(desk)).hexadecimal)
        #expect(pinned.status == 0, "\(pinned.errors)")
        try desk.folder.write(Array(policyText.utf8), to: "pins/vaults/\(id)/log.policy")
        #expect(try await desk.kho("receipt", document, "-o", "mot.zip").status == 0)
        let good = try await desk.kho("verify", "mot.zip", "--trust", "pins", "--json")
        #expect(good.objects.first?["receipt"]?["witnessed"]?.bool == true, "\(good.output)\(good.errors)")
        #expect(good.status == 0)
        let unseen = try await desk.deposit("Đơn ba", as: "ba.txt")
        #expect(try await desk.kho("receipt", unseen, "-o", "ba.zip").status == 0)
        let bad = try await desk.kho("verify", "ba.zip", "--trust", "pins", "--json")
        #expect(bad.status != 0 && bad.objects.first?["receipt"]?["witnessed"]?.bool != true, "\(bad.output)")
        let name = Digest.sha256(of: Array("kho.example/log".utf8)).hexadecimal
        let cosigned = try await RunningProgram.run(
            ["curl", "--silent", "--noproxy", "*", "\(running[0].url)/\(name)/checkpoint"], in: desk.folder.path)
        #expect(try SignedNote(parsing: cosigned.outputBytes).isSigned(by: #require(NoteVerifierKey(running[0].key))))
    }

    private func sealDER(_ desk: Desk) throws -> [UInt8] {
        let text = try #require(try identity(desk)["seals"]?.array?.first?["certificate"]?.string)
        return Array(try #require(Data(base64Encoded: text)))
    }

    @Test("a server has cosigned what anybody commits, by a witness behind TLS, and goes on while it is away")
    func serving() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await ServerCertificates.write(to: desk.folder.path)
        let logKey = try #require(try identity(desk)["logKeys"]?.array?.first?["key"]?.string)
        let key = try await make("w", at: desk)
        let witness = try await RunningWitness(
            state: "w", logs: [logKey], ["--tls-cert", "tls.pem", "--tls-key", "tls.key"], at: desk)
        defer { if !witness.program.ended { witness.program.kill() } }
        #expect(witness.url.hasPrefix("https://"))
        try desk.folder.write(Array("witness W \(key) \(witness.url)\nquorum 1\n".utf8), to: "vault-data/witnesses")
        let server = try await ServeProcess(desk, ["--witness-ca", "tls-root.pem"])
        try await desk.deposit("Đơn một", as: "mot.txt")
        let verifier = try #require(NoteVerifierKey(key))
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        var note: SignedNote?
        while Date.now < deadline, note.map({ !$0.isSigned(by: verifier) || !$0.text.contains("\n1\n") }) ?? true {
            try await Task.sleep(for: .milliseconds(100))
            let got = try await RunningProgram.run(
                ["curl", "--silent", "--noproxy", "*", "\(server.url)/checkpoint"], in: desk.folder.path)
            note = try SignedNote(parsing: got.outputBytes)
        }
        #expect(note?.isSigned(by: verifier) == true && note?.text.contains("\n1\n") == true)
        #expect(await witness.stop().status == 0)
        try await desk.deposit("Đơn hai", as: "hai.txt")
        let bare = try await RunningProgram.run(
            ["curl", "--silent", "--noproxy", "*", "\(server.url)/checkpoint"], in: desk.folder.path)
        #expect(try SignedNote(parsing: bare.outputBytes).text.contains("\n2\n"))
        #expect(await server.stop().status == 0)
    }

    @Test("killed at any moment, a witness never has cosigned two trees of one size, and never forgets the larger one")
    func kills() async throws {
        let desk = try await Desk()
        let key = try #require(NoteVerifierKey(try await make("w", at: desk)))
        for round in 0..<12 {
            let log = try #require(
                NoteSigningKey(name: "vault.example/\(round)", seed: [UInt8](repeating: UInt8(round + 1), count: 32)))
            let faces = [MerkleHash.leaf([1]), MerkleHash.leaf([2])].map {
                Checkpoint(origin: log.name, size: 1, root: $0).signed(by: log)
            }
            let logs = [log.verifierKey.text]
            var lines: [(face: Int, line: String)] = []
            let first = try await RunningWitness(state: "w", logs: logs, at: desk)
            lines += try await ask(faces, old: 0, of: first.url, desk, killing: first.program)
            _ = await first.program.finish()

            let second = try await RunningWitness(state: "w", logs: logs, at: desk)
            for old in [0, 1] { lines += try await ask(faces, old: UInt64(old), of: second.url, desk, killing: nil) }
            #expect(await second.stop().status == 0)

            for (face, line) in lines {
                let note = try SignedNote(parsing: faces[face].bytes + Array(line.utf8))
                #expect(note.isSigned(by: key))
            }
            // In the end one of the two is cosigned, and never the other.
            #expect(Set(lines.map(\.face)).count == 1, "round \(round): \(lines.map(\.face))")
        }
    }

    @Test(
        "what a witness finds in its folder is made durable before it is read: no write comes before a line that is given again"
    )
    func syncedBeforeBelieved() async throws {
        let desk = try await Desk()
        _ = try await make("w", at: desk)
        let log = try #require(NoteSigningKey(name: "vault.example/log", seed: [UInt8](repeating: 1, count: 32)))
        let witness = try await RunningWitness(state: "w", logs: [log.verifierKey.text], at: desk)
        defer { if !witness.program.ended { witness.program.kill() } }
        let note = Checkpoint(origin: log.name, size: 1, root: .leaf([1])).signed(by: log)
        let request = WitnessRequest(oldSize: 0, proof: [], checkpoint: note.bytes)
        #expect(try await RunningWitness.post(request.bytes, to: witness.url, in: desk.folder).0 == 200)
        #expect(await witness.stop().status == 0)
        _ = try await make("other", at: desk)
        let holding = try await RunningWitness(state: "other", logs: [log.verifierKey.text], at: desk)
        defer { holding.program.kill() }
        // It opens its folder, finds its port taken, and ends.
        let traced = try await RunningProgram.run(
            SystemCallTrace.command(to: desk.folder.file("trace.txt")) + [
                BuiltProgram.kho, "witness", "--state", "w", "--log", log.verifierKey.text, "--port",
                String(holding.port),
            ], in: desk.folder.path, environment: desk.environment)
        #expect(traced.status == 74, "\(traced.end) \(traced.errors)")
        let calls = try SystemCallTrace(parsing: desk.folder.text("trace.txt")).calls
        let state = "/w/logs/" + Digest.sha256(of: Array(log.name.utf8)).hexadecimal
        let read = try #require(
            calls.firstIndex { call in
                call.name.hasPrefix("open")
                    && call.string(1).map { String(decoding: $0, as: UTF8.self) }?.hasSuffix(state.dropFirst()) == true
            })
        let synced = try #require(
            calls.firstIndex { $0.name == "fsync" && $0.path(ofDescriptor: 0)?.hasSuffix("/w/logs") == true })
        #expect(synced < read && calls[synced].result == 0)
    }

    /// Sends every face at once.
    private func ask(
        _ faces: [SignedNote], old: UInt64, of url: String, _ desk: Desk, killing program: RunningProgram?
    ) async throws -> [(face: Int, line: String)] {
        if let program {
            let delay = UInt32.random(in: 0...40_000)
            Thread.detachNewThread {
                usleep(delay)
                program.signal(SIGKILL)
            }
        }
        return try await withThrowingTaskGroup(of: (Int, String)?.self) { group in
            for (face, note) in faces.enumerated() {
                group.addTask {
                    let request = WitnessRequest(oldSize: old, proof: [], checkpoint: note.bytes)
                    let (status, body) = try await RunningWitness.post(request.bytes, to: url, in: desk.folder)
                    return status == 200 ? (face, body) : nil
                }
            }
            var lines: [(face: Int, line: String)] = []
            for try await answer in group { if let answer { lines.append((answer.0, answer.1)) } }
            return lines
        }
    }

    @Test("what cannot be a request is refused with the protocol's status, and a folder is one process's")
    func statuses() async throws {
        let desk = try await Desk()
        _ = try await make("w", at: desk)
        let log = try #require(NoteSigningKey(name: "vault.example/log", seed: [UInt8](repeating: 1, count: 32)))
        let stranger = try #require(NoteSigningKey(name: "other.example", seed: [UInt8](repeating: 2, count: 32)))
        let impostor = try #require(NoteSigningKey(name: log.name, seed: [UInt8](repeating: 3, count: 32)))
        let witness = try await RunningWitness(state: "w", logs: [log.verifierKey.text], at: desk)
        defer { if !witness.program.ended { witness.program.kill() } }
        func note(_ key: NoteSigningKey, _ size: UInt64, _ leaf: UInt8 = 1) -> [UInt8] {
            Checkpoint(origin: key.name, size: size, root: .leaf([leaf])).signed(by: key).bytes
        }
        func status(_ body: [UInt8]) async throws -> Int {
            try await RunningWitness.post(body, to: witness.url, in: desk.folder).0
        }
        func request(_ old: UInt64, _ proof: [MerkleHash], _ note: [UInt8]) -> [UInt8] {
            WitnessRequest(oldSize: old, proof: proof, checkpoint: note).bytes
        }
        #expect(try await status(Array("old 1\n".utf8)) == 400)
        #expect(try await status(request(2, [], note(log, 1))) == 400)
        #expect(try await status(request(0, [], note(stranger, 1))) == 404)
        #expect(try await status(request(0, [], note(impostor, 1))) == 403)
        #expect(try await status([UInt8](repeating: 0x41, count: 200_000)) == 413)
        #expect(try await status(request(0, [], note(log, 1))) == 200)
        #expect(try await status(request(1, [], note(log, 1, 2))) == 409)
        #expect(try await status(request(1, [], note(log, 2))) == 422)
        let (conflict, size) = try await RunningWitness.post(
            request(0, [], note(log, 2)), to: witness.url, in: desk.folder)
        #expect(conflict == 409 && size == "1\n")
        #expect(desk.folder.entries(below: "w/evidence").count == 3)
        let second = try await desk.kho("witness", "--state", "w", "--log", log.verifierKey.text, "--port", "0")
        #expect(second.status == 11)
        #expect(try await desk.kho("witness", "--state", "nowhere", "--log", log.verifierKey.text).status == 10)
        #expect(try await desk.kho("witness", "--state", "w", "--log", "x").status == 2)
        #expect(await witness.stop().status == 0)
    }
}
