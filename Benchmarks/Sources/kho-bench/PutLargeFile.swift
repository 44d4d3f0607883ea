import Foundation
import PKI
import Signatures

/// `kho put` of a signature over 1 GiB with its original, against copying, syncing and hashing the original.
struct PutLargeFile: Measurement {
    let fixture: SignedFixture
    let kho: String

    private static let byteCount = 1 << 30
    private static let memory = 64 << 20

    var name: String { "put of 1 GiB" }
    var reference: String { "`cp`, `sync FILE`, `openssl dgst -sha256`" }
    var goal: Goal { .atMost(1.2, residentBytes: Self.memory) }

    private var original: String { fixture.path("large.bin") }

    func prepare() throws {
        try Data().write(to: URL(fileURLWithPath: original))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: original))
        let block = Data(SecureRandom.bytes(1 << 20))
        for _ in 0..<Self.byteCount >> 20 { try file.write(contentsOf: block) }
        try file.synchronize()
        try file.close()
        let signature = try fixture.signer.detached(FileSource(path: original), signingTime: .now())
        try Data(signature).write(to: URL(fileURLWithPath: original + ".p7s"))
        _ = try put()
        _ = try copy()
    }

    /// The sides take turns in going first: pages that the first one frees are quicker to get for the second.
    func pair(_ number: Int) throws -> Pair {
        guard number % 2 == 0 else {
            let reference = try copy()
            let own = try put()
            return Pair(kho: own.seconds, reference: reference, residentBytes: own.residentBytes)
        }
        let own = try put()
        return Pair(kho: own.seconds, reference: try copy(), residentBytes: own.residentBytes)
    }

    private func put() throws -> Child {
        let vault = fixture.path("large-vault")
        defer { try? FileManager.default.removeItem(atPath: vault) }
        try Child.run([kho, "init", "--origin", "bench.example/log", "--vault", vault])
        try Child.run(["sync"])
        return try Child.run([
            kho, "put", original + ".p7s", "--content", original, "--owner", SignedFixture.owner, "--category", "7",
            "--trust", fixture.path("certs"), "--vault", vault,
        ])
    }

    private func copy() throws -> Double {
        let copy = fixture.path("large-copy")
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try Child.run(["sync"])
        return try [["cp", original, copy], ["sync", copy], ["openssl", "dgst", "-sha256", copy]].map {
            try Child.run($0).seconds
        }.reduce(0, +)
    }
}
