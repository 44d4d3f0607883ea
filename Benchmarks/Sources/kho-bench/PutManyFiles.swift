import Foundation
import PKI
import Signatures

/// Durable `kho put` of 10,000 signed files of 10 KB in a batch, against copying and syncing them one by one.
struct PutManyFiles: Measurement {
    let fixture: SignedFixture
    let kho: String

    private static let count = 10_000
    /// A sample of the reference, which does each file by itself: the others take as long.
    private static let sample = 300
    /// With certificates and attributes the signed file has 10 KB.
    private static let contentByteCount = 8600

    var name: String { "put of 10,000 files of 10 KB, for each file" }
    var reference: String { "`cp`, `sync FILE` one by one" }
    var goal: Goal { .atLeast(3) }

    private var folder: String { fixture.path("many") }

    private func file(_ number: Int) -> String { "\(folder)/\(number).p7m" }

    func prepare() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for number in 0..<Self.count {
            let content = SecureRandom.bytes(Self.contentByteCount)
            let halves = try fixture.signer.attached(MemorySource(content), signingTime: .now())
            try Data(halves.beforeContent + content + halves.afterContent).write(
                to: URL(fileURLWithPath: file(number)))
        }
    }

    func pair(_ number: Int) throws -> Pair {
        let vault = fixture.path("many-vault")
        let copies = fixture.path("many-copies")
        defer {
            for path in [vault, copies] { try? FileManager.default.removeItem(atPath: path) }
        }
        try Child.run([kho, "init", "--origin", "bench.example/log", "--vault", vault])
        try Child.run(["sync"])
        let own = try Child.run([
            kho, "put", folder, "--owner", SignedFixture.owner, "--category", "7", "--trust", fixture.path("certs"),
            "--vault", vault,
        ])
        try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: true)
        let other = try seconds {
            for number in 0..<Self.sample {
                let copy = "\(copies)/\(number).p7m"
                try Child.run(["cp", file(number), copy])
                try Child.run(["sync", copy])
            }
        }
        return Pair(
            kho: own.seconds / Double(Self.count), reference: other / Double(Self.sample),
            residentBytes: own.residentBytes)
    }
}
