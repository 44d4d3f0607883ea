import Foundation
import PKI
import Signatures

/// A vault of 10,000 documents with its manifest, served by kho, and an nginx beside it; made when first asked for.
final class ServedBenchVault {
    let fixture: SignedFixture
    let kho: String
    let folder: String
    private var parts: Parts?

    struct Parts {
        let url: String
        let server: ServerProcess
        let nginx: Nginx
    }

    private static let port = 18_443
    static let count = 10_000

    init(_ fixture: SignedFixture, kho: String, folder: String) {
        self.fixture = fixture
        self.kho = kho
        self.folder = folder
    }

    func opened() throws -> Parts {
        if let parts { return parts }
        let made = try make()
        parts = made
        return made
    }

    private func make() throws -> Parts {
        let vault = folder + "/vault"
        let files = folder + "/files"
        for path in [files, folder + "/www"] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        for number in 0..<Self.count {
            try Data(fixture.attached(Array("document \(number)".utf8))).write(
                to: URL(fileURLWithPath: "\(files)/\(number).p7m"))
        }
        try Child.run([kho, "init", "--origin", "bench.example/log", "--vault", vault])
        try Child.run([
            kho, "put", files, "--owner", SignedFixture.owner, "--category", "7", "--trust", fixture.path("certs"),
            "--vault", vault,
        ])
        try Child.run([kho, "manifest", "--vault", vault])
        let url = "http://127.0.0.1:\(Self.port)"
        let server = try ServerProcess(
            [kho, "serve", "--port", "\(Self.port)", "--vault", vault], log: folder + "/serve.log"
        ) { (try? Child.run(["curl", "--silent", "--fail", "--noproxy", "*", url + "/checkpoint"])) != nil }
        return Parts(url: url, server: server, nginx: try Nginx(serving: folder + "/www", port: Self.port + 1))
    }

    func measurements() -> [any Measurement] {
        guard Nginx.isThere else {
            FileHandle.standardError.write(Data("no nginx or no wrk: their rows are left out\n".utf8))
            return []
        }
        return [
            ServePublished(what: "checkpoint", path: "/checkpoint", vault: self),
            ServePublished(what: "full tile", path: "/tile/0/000", vault: self),
            ServePublished(what: "manifest of \(Self.count) entries", path: "/v1/manifests/all/1.json", vault: self),
        ]
    }
}

extension SignedFixture {
    /// A signed file with its content inside.
    func attached(_ content: [UInt8]) throws -> [UInt8] {
        let halves = try signer.attached(MemorySource(content), signingTime: .now())
        return halves.beforeContent + content + halves.afterContent
    }
}
