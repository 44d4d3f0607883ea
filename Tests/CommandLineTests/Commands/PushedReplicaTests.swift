import CanonicalJSON
import Foundation
import TestSupport
import Testing

/// One vault pushes to another's server, which keeps replicas of it.
@Suite("kho sync push, with a receiver")
struct PushedReplicaTests {
    private struct Pair {
        let sender: SyncedVault
        /// `kho serve --replicas` of another vault.
        let receiver: Desk
        let server: ServeProcess
        let vault: String

        func push(_ arguments: [String] = []) async throws -> FinishedProgram {
            try await sender.desk.kho(["sync", "push", server.url, "--json"] + SyncedVault.client + arguments)
        }
    }

    /// - Parameter senders: of the receiver; `VAULT` in it stands for the sender's id.
    private func pair(documents: Int, senders: String) async throws -> Pair {
        let sender = try await SyncedVault(documents: documents)
        let identity = try JSON(parsing: Array(try sender.desk.folder.text("vault-data/vault.json").utf8))
        let id = try #require(identity["id"]?.string)
        let receiver = try await Desk()
        try await receiver.initialise()
        // The same authority and certificates, and the sender pinned.
        let pin = try await ServerCertificates.digest("client", in: sender.desk.folder.path)
        try receiver.folder.write("client kho-tinh sha256:\(pin)\n".utf8, to: "vault-data/roles")
        try receiver.folder.write(senders.replacing("VAULT", with: id).utf8, to: "nhan/senders")
        let server = try await ServeProcess(
            in: receiver.folder.path,
            ["--tls-cert", "tls.pem", "--tls-key", "tls.key", "--service-ca", "client-ca.pem"].map {
                $0.hasPrefix("--") ? $0 : sender.desk.folder.file($0)
            } + ["--replicas", "nhan", "--trust", sender.desk.folder.file("nguoi-nhan")],
            environment: receiver.environment)
        return Pair(sender: sender, receiver: receiver, server: server, vault: id)
    }

    @Test("what is new is pushed, verified and kept; an erasure goes through, and a vault put back is told")
    func pushes() async throws {
        let pair = try await pair(documents: 2, senders: "# ai được đẩy gì\nkho-tinh VAULT\n")
        let first = try await pair.push()
        #expect(first.status == 0 && first.objects.first?["to"] == 2, "\(first.output)\(first.errors)")
        let replica = "nhan/\(pair.vault)/all"
        let status = try await pair.receiver.kho("sync", "status", replica, "--json")
        #expect(status.objects.first?["to"] == 2 && status.objects.first?["fresh"] == true, "\(status.output)")
        let bodies = try pair.receiver.folder.text("\(replica)/bodies/1.jsonl")
        #expect(bodies.split(separator: "\n").count == 2 && bodies.contains("don-0.txt"))

        let copied = try await RunningProgram.run(
            ["cp", "-a", "vault-data", "hom-qua"], in: pair.sender.desk.folder.path)
        #expect(copied.status == 0)
        let document = try await pair.sender.desk.deposit("Đơn ba", as: "ba.txt")
        #expect(try await pair.push().objects.first?["manifests"] == 1)
        try await pair.sender.erase(document)
        let erased = try await pair.push()
        #expect(erased.status == 0, "\(erased.output)\(erased.errors)")
        let left = pair.receiver.folder.entries(below: "\(replica)/bodies")
        #expect(try !left.contains { try pair.receiver.folder.text("\(replica)/bodies/\($0)").contains("ba.txt") })

        let putBack = try await pair.push(["--vault", "hom-qua"])
        #expect(putBack.status == 21 && putBack.codes == ["MANIFEST_ROLLBACK"], "\(putBack.output)\(putBack.errors)")
        #expect(await pair.server.stop().status == 0)
    }

    @Test("only the service that the receiver's list names pushes, only the vaults that stand beside it")
    func denied() async throws {
        let pair = try await pair(documents: 1, senders: "khac VAULT\nkho-tinh ffffffffffffffffffffffffffffffff\n")
        let denied = try await pair.push()
        #expect(denied.status == 12 && denied.codes == ["ACCESS_DENIED"], "\(denied.output)\(denied.errors)")
        let nobody = try await pair.sender.desk.kho(
            "sync", "push", pair.server.url, "--json", "--server-ca", "tls-root.pem")
        #expect(nobody.status == 12, "\(nobody.output)\(nobody.errors)")
        // Read anew each time; a vault that is not pinned is denied all the same.
        try pair.receiver.folder.write("kho-tinh \(pair.vault)\n".utf8, to: "nhan/senders")
        #expect(try await pair.push().status == 0)
        try FileManager.default.removeItem(
            atPath: pair.sender.desk.folder.file("nguoi-nhan/vaults/\(pair.vault)"))
        #expect(try await pair.push().status == 12)
        try pair.receiver.folder.write("kho-tinh\n".utf8, to: "nhan/senders")
        #expect(try await pair.push().status != 0)
        #expect(await pair.server.stop().errors.contains("REPLICA_SENDERS_MALFORMED"))
    }

    @Test("what is no parcel is refused by name, and changes nothing; nothing is offered where nothing is taken")
    func malformed() async throws {
        let pair = try await pair(documents: 1, senders: "kho-tinh VAULT\n")
        #expect(try await pair.push().status == 0)
        let state = try pair.receiver.folder.bytes("nhan/\(pair.vault)/all/state.json")
        func curl(_ server: ServeProcess, _ options: String...) async throws -> String {
            try await RunningProgram.run(
                [
                    "curl", "--silent", "--max-time", "60", "--cacert", "tls-root.pem", "--cert", "client.pem", "--key",
                    "client.key", "-w", " %{http_code}", "\(server.url)/v1/replicas/\(pair.vault)/all",
                ] + options, in: pair.sender.desk.folder.path
            ).output
        }
        let type = "Content-Type: application/vnd.kho.parcel"
        for (body, code, status) in [
            ("x", "REPLICA_PARCEL_MALFORMED", 422), (#"{"files":[],"v":1}"#, "REPLICA_PARCEL_MALFORMED", 422),
            (#"{"files":[],"v":1}"# + "\n", "REPLICA_PUSH_INCOMPLETE", 409),
            (
                #"{"files":[{"path":"vault.json","size":2},{"path":"vault.json.p7s","size":1}],"v":1}"# + "\n{}x",
                "REPLICA_IDENTITY_REFUSED", 422
            ),
        ] {
            let answer = try await curl(pair.server, "-H", type, "--data-binary", body)
            #expect(answer.contains(code) && answer.hasSuffix(" \(status)"), "\(answer)")
        }
        let asText = try await curl(pair.server, "-H", "Content-Type: text/plain", "--data-binary", "x")
        #expect(asText.hasSuffix(" 415"), "\(asText)")
        #expect(try await curl(pair.server, "-X", "DELETE").hasSuffix(" 405"))
        let held = try await curl(pair.server)
        #expect(held.hasSuffix(" 200") && held.contains("\"chain\":\"all\""), "\(held)")
        #expect(try pair.receiver.folder.bytes("nhan/\(pair.vault)/all/state.json") == state)
        // What it was given is kept as evidence, and where that lies is told to nobody.
        let names = pair.receiver.folder.entries(below: "nhan/\(pair.vault)/all/evidence")
        #expect(names.contains { $0.contains("REPLICA_IDENTITY_REFUSED") && $0.hasSuffix("/README") })
        let plain = try await pair.sender.serve()
        #expect(try await curl(plain).hasSuffix(" 404"))
    }

    @Test("a server takes what is pushed into a folder that is there, and from services")
    func starting() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let plain = try await desk.kho("serve", "--port", "0", "--replicas", "nhan", "--json")
        #expect(plain.status == 2, "\(plain.output)\(plain.errors)")
        try await ServerCertificates.write(to: desk.folder.path)
        let missing = try await desk.kho(
            ["serve", "--port", "0", "--replicas", "nhan", "--json"] + SyncedVault.transport)
        #expect(missing.codes == ["REPLICAS_FOLDER_MISSING"], "\(missing.output)\(missing.errors)")
    }
}
