import Foundation
import TestSupport
import Testing

/// A vault behind `kho serve` over TLS that a service follows: certificates, roles, and the pin of whoever receives.
final class SyncedVault: Sendable {
    let desk: Desk
    private static let service = "cong-dvc"
    /// `nhan-vien.p12` names this citizen.
    private static let approver = "approver CCCD:001088012345\n"

    /// - Parameters:
    ///   - roles: beside the line that pins the service's certificate.
    ///   - documents: deposited before anything is served.
    init(roles: String = "service cong-dvc all\n", documents: Int = 0) async throws {
        desk = try await Desk()
        try await desk.initialise()
        try await ServerCertificates.write(to: desk.folder.path)
        let pin = try await ServerCertificates.digest("client", in: desk.folder.path)
        let lines = "\(roles)\(Self.approver)client \(Self.service) sha256:\(pin)\n"
        try desk.folder.write(lines.utf8, to: "vault-data/roles")
        for number in 0..<documents { try await desk.deposit("Đơn \(number)", as: "don-\(number).txt") }
        try await trusted(in: "nguoi-nhan")
    }

    /// Pins the vault in a folder of trust of its own.
    private func trusted(in folder: String) async throws {
        try FileManager.default.createDirectory(
            atPath: desk.folder.file(folder), withIntermediateDirectories: true)
        let seal = try await RunningProgram.run(
            ["python3", "-c", Self.fingerprint, "vault-data/vault.json"], in: desk.folder.path)
        let pinned = try await desk.kho(
            "trust", "add-vault", "vault-data/vault.json", "--fingerprint",
            seal.output.trimmingCharacters(in: .whitespacesAndNewlines), "--trust", folder)
        try #require(pinned.status == 0, "\(pinned.output)\(pinned.errors)")
    }

    private static let fingerprint = """
        import base64, hashlib, json, re, sys
        seal = json.load(open(sys.argv[1]))["seals"][0]["certificate"]
        print(hashlib.sha256(base64.b64decode(re.sub("-----.*?-----|\\\\s", "", seal))).hexdigest())
        """

    static let transport = ["--tls-cert", "tls.pem", "--tls-key", "tls.key", "--service-ca", "client-ca.pem"]
    static let client = ["--client-cert", "client.pem", "--client-key", "client.key", "--server-ca", "tls-root.pem"]

    /// Erases a document: one asks, another approves.
    func erase(_ document: String) async throws {
        let asked = try await desk.kho(
            ["erase", "request", document, "--reason", "owner-request", "--json"] + Self.signing("cong-dan"))
        let request = try #require(asked.objects.first?["request"]?.string, "\(asked.output)\(asked.errors)")
        let done = try await desk.kho(["erase", "approve", request, "--json"] + Self.signing("nhan-vien"))
        try #require(done.status == 0, "\(done.output)\(done.errors)")
    }

    private static func signing(_ key: String) async throws -> [String] {
        [
            "--key", try await DemonstrationKeys.key(key), "--passphrase-file",
            try await DemonstrationKeys.passphraseFile,
        ]
    }

    func serve(_ arguments: [String] = []) async throws -> ServeProcess {
        try await ServeProcess(desk, Self.transport + ["--head-every", "1"] + arguments)
    }

    /// `kho sync …` as the receiver.
    func sync(_ arguments: [String], client: [String] = client) async throws -> FinishedProgram {
        try await desk.kho(["sync"] + arguments + client, environment: receiver)
    }

    func status(_ replica: String = "ban-sao") async throws -> FinishedProgram {
        try await desk.kho(["sync", "status", replica, "--json"], environment: receiver)
    }

    var receiver: [String: String] { ["KHO_TRUST": desk.folder.file("nguoi-nhan")] }

    /// Pulls until so many entries of the log are there: manifests are issued within a second.
    func pull(
        _ server: ServeProcess, to size: Int, into replica: String = "ban-sao", _ arguments: [String] = []
    ) async throws -> FinishedProgram {
        var last: FinishedProgram
        let deadline = Date.now.addingTimeInterval(600)
        repeat {
            last = try await sync(["pull", server.url, "--into", replica, "--json"] + arguments)
            if last.status == 0, last.objects.first?["to"]?.integer ?? 0 >= size { break }
            try await Task.sleep(for: .milliseconds(100))
        } while Date.now < deadline && [0, 8, 21, 75].contains(last.status)
        return last
    }
}
