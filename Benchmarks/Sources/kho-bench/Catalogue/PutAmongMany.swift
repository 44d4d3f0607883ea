import Foundation
import PKI
import Signatures

/// `kho put` of signed files into a vault of many documents, against the same into a vault of few.
struct PutAmongMany: Measurement {
    let fixture: SignedFixture
    let many: FilledVault
    let few: FilledVault
    let documents: Int
    let kho: String

    /// Files of each deposit.
    private static let count = 1000
    private static let contentByteCount = 8600

    var name: String { "\(documents.grouped) documents: put of \(Self.count.grouped) files, for each file" }
    var reference: String { "kho, the same among 1,000" }
    var goal: Goal { .atMost(1.2) }

    func prepare() throws {
        // The first deposit finds neither file nor page in memory.
        for vault in [many, few] {
            try vault.fill()
            _ = try put(try files("first"), into: vault)
        }
    }

    func pair(_ number: Int) throws -> Pair {
        let folder = try files("pair-\(number)")
        try Child.run(["sync"])
        // Who is first changes, since the second finds the files in memory.
        let vaults = number % 2 == 0 ? [many, few] : [few, many]
        var times: [String: Double] = [:]
        for vault in vaults { times[vault.path] = try put(folder, into: vault) }
        return Pair(
            kho: (times[many.path] ?? .nan) / Double(Self.count),
            reference: (times[few.path] ?? .nan) / Double(Self.count))
    }

    /// New files in a new folder.
    private func files(_ name: String) throws -> String {
        let folder = fixture.path("among-\(name)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for number in 0..<Self.count {
            let content = SecureRandom.bytes(Self.contentByteCount)
            let halves = try fixture.signer.attached(MemorySource(content), signingTime: .now())
            try Data(halves.beforeContent + content + halves.afterContent).write(
                to: URL(fileURLWithPath: "\(folder)/giay-de-nghi-\(number).p7m"))
        }
        return folder
    }

    private func put(_ folder: String, into vault: FilledVault) throws -> Double {
        try Child.run([
            kho, "put", folder, "--owner", SignedFixture.owner, "--category", "7", "--trust", fixture.path("certs"),
            "--vault", vault.path,
        ]).seconds
    }
}
