import CanonicalJSON
import Foundation
import TestSupport
import Testing

/// The description of the API and the server say the same: Schemathesis makes requests of what the description permits and
/// of what it forbids, and holds the answers against it (Tests/Interoperability/schemathesis.toml).
@Suite("docs/api/openapi.yaml, by Schemathesis", .serialized)
struct OpenAPISchemathesisTests {
    /// Who asks. The coverage phase is the same some thousand requests for all: once is enough but for a long run.
    enum Caller: String, CaseIterable, Sendable {
        case citizen, official, nobody, service
    }

    /// Requests made up for each operation; `make soak` says how many more.
    private static let examples = ProcessInfo.processInfo.environment["KHO_SCHEMATHESIS_EXAMPLES"] ?? "3"
    private static let isLong = ProcessInfo.processInfo.environment["KHO_SCHEMATHESIS_EXAMPLES"] != nil
    /// Thousands of requests on a machine that does ten things at once (seconds).
    private static let patience = 7200.0
    /// `nhan-vien.p12` names this citizen, who is everything here.
    private static let official = "CCCD:001088012345"
    private static let interoperability = Corpus.packageRoot.appending(path: "Tests/Interoperability")

    private static func phases(_ caller: Caller) -> String {
        isLong || caller == .citizen ? "examples,coverage,fuzzing,stateful" : "examples,fuzzing"
    }

    /// A vault with two documents behind a server, over TLS for services.
    private struct Stand {
        let desk: Desk
        let server: ServeProcess
        /// The second is for what ends one.
        let documents: [String]
    }

    private func stand(for caller: Caller) async throws -> Stand {
        let desk = try await Desk()
        try await desk.initialise()
        var roles = ["officer \(Self.official) of H37.01"]
        roles += ["operator", "auditor", "approver"].map { "\($0) \(Self.official)" }
        var options = ["--document-api", "--rate", "1000000", "--log", "none"]
        if caller == .service {
            try await ServerCertificates.write(to: desk.folder.path)
            let pin = try await ServerCertificates.digest("client", in: desk.folder.path)
            roles += ["service cong-dvc all", "client cong-dvc sha256:\(pin)"]
            options += ["--tls-cert", "tls.pem", "--tls-key", "tls.key", "--service-ca", "client-ca.pem"]
        }
        try desk.folder.write(roles.map { $0 + "\n" }.joined().utf8, to: "vault-data/roles")
        var documents: [String] = []
        for (name, code) in [
            ("don.txt", ["--code", "G06.01_CV_000021_V1", "--code-scheme", "doc-code"]), ("sau.txt", []),
        ] {
            try await desk.sign("Đơn đề nghị \(name)", as: name)
            let put = try await desk.kho(Desk.put(name + ".p7s") + code)
            documents.append(try #require(put.objects.first?["document"]?.string, "\(put.output)\(put.errors)"))
        }
        return Stand(desk: desk, server: try await ServeProcess(desk, options), documents: documents)
    }

    /// What makes a request this caller's.
    private func credentials(_ caller: Caller, _ stand: Stand) async throws -> [String] {
        let client: [String: String]
        switch caller {
        case .nobody: return []
        case .service:
            // He is known by the connection: a token beside it is refused, and without one he is the same.
            return [
                "--request-cert", "client.pem", "--request-cert-key", "client.key", "--tls-verify", "tls-root.pem",
                "--generation-with-security-parameters", "false", "--exclude-checks", "ignored_auth",
            ]
        case .citizen: client = try await stand.server.client()
        case .official: client = try await stand.server.client("nhan-vien", as: Self.official)
        }
        let login = try await stand.desk.kho(["login"], environment: client)
        try #require(login.status == 0, "\(login.output)\(login.errors)")
        let session = try #require(stand.desk.folder.entries(below: ".local/state/kho/sessions").first)
        let text = try stand.desk.folder.bytes(".local/state/kho/sessions/\(session)")
        return ["--header", "Authorization: Bearer \(try #require(try JSON(parsing: text)["token"]?.string))"]
    }

    @Test(
        "what it permits is taken, what it forbids is refused, and every answer is as described",
        arguments: Caller.allCases)
    func conformance(_ caller: Caller) async throws {
        let python = try #require(
            Command.python, "KHO_TEST_PYTHON names no Python with the tools of scripts/test-tools.txt")
        let stand = try await stand(for: caller)
        var environment = stand.desk.environment
        environment["KHO_SCHEMATHESIS_HOOKS"] = Self.interoperability.appending(path: "schemathesis_hooks.py").path
        environment["KHO_SCHEMATHESIS_AS"] = caller.rawValue
        environment["KHO_DOCUMENT"] = stand.documents[0]
        environment["KHO_ENDING_DOCUMENT"] = stand.documents[1]
        // Nothing is written beside the tests.
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        let description = Corpus.packageRoot.appending(path: "docs/api/openapi.yaml").path
        let run = try await RunningProgram.run(
            [
                python, "-m", "schemathesis.cli", "--config-file",
                Self.interoperability.appending(path: "schemathesis.toml").path, "run", description, "--url",
                stand.server.url, "--checks", "all", "--phases", Self.phases(caller), "--max-examples", Self.examples,
                "--seed", "20261125", "--generation-deterministic", "--no-color",
            ] + (try await credentials(caller, stand)),
            in: stand.desk.folder.path, environment: environment, patience: Self.patience)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        // It has tried them all: none is left out but signing out.
        let counts = try #require(run.output.firstMatch(of: #/Selected: ([0-9]+)/([0-9]+)\n +Tested: ([0-9]+)/#))
        let (selected, total, tested) = (Int(counts.1) ?? 0, Int(counts.2) ?? 0, Int(counts.3) ?? 0)
        #expect(tested == selected && selected == total - 1 && total > 60, "\(counts.0)")
        let stopped = await stand.server.stop()
        #expect(stopped.status == 0, "\(stopped.errors)")
        #expect(try await stand.desk.kho("check").status == 0)
    }
}
