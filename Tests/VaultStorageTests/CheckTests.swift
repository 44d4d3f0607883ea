import GRDB
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Checking")
struct CheckTests {
    /// Enough for a full tile, a level above it and partial ones.
    private static let count = 270

    @Test("a flipped bit, a cut, an added byte and a removal of any file are each found")
    func files() async throws {
        let vault = try MintedVault()
        try await vault.deposit(Self.count)
        #expect(try await vault.check().findings == [])
        let names = TemporaryFolder.files(below: vault.path)
        for name in try Self.sample(names) {
            let original = try vault.bytes(name)
            var flipped = original
            flipped[original.count / 2] ^= 1
            for (what, bytes) in [("flip", flipped), ("cut", original.dropLast()), ("longer", original + [0])] {
                try vault.write(Array(bytes), to: name)
                let findings = try await vault.check().findings
                #expect(!findings.isEmpty, "\(what) of \(name) was not found")
                #expect(findings.allSatisfy { $0.document != nil } || !name.hasPrefix("objects"), "\(name)")
            }
            try vault.write(original, to: name)
        }
        #expect(try await vault.check().findings == [])
    }

    @Test("a file that is missing is found, whichever")
    func missing() async throws {
        let vault = try MintedVault()
        try await vault.deposit(Self.count)
        for name in try Self.sample(TemporaryFolder.files(below: vault.path)) {
            let original = try vault.bytes(name)
            try Shell.run("rm '\(name)'", in: vault.path)
            #expect(try await !vault.check().findings.isEmpty, "the absence of \(name) was not found")
            try vault.write(original, to: name)
        }
        #expect(try await vault.check().findings == [])
    }

    /// One file of each class, and all of the log's.
    private static func sample(_ names: [String]) throws -> [String] {
        func some(_ prefix: String, _ count: Int) -> [String] {
            Array(names.filter { $0.hasPrefix(prefix) }.shuffled().prefix(count))
        }
        let chosen =
            some("objects/shared", 2) + some("objects/", 2).filter { !$0.hasPrefix("objects/shared") }
            + some("records/", 2)
            + ["log/checkpoint", "log/tile/0/000", "log/tile/0/001.p/14", "log/tile/1/000.p/1"]
            + ["log/tile/entries/000", "log/tile/entries/001.p/14", "vault.json", "vault.json.p7s", "keys/log.key"]
        for name in chosen { try #require(names.contains(name), "\(name) is not there") }
        return chosen
    }

    @Test("an older checkpoint of the same log is consistent; a vault put back to an earlier state is not")
    func since() async throws {
        let vault = try MintedVault()
        try await vault.deposit(5)
        let older = try vault.bytes("log/checkpoint")
        try Shell.run("cp -r vault-data backup", in: vault.temporary.path)
        try await vault.deposit(3, from: 5)
        #expect(try await vault.check(since: older).findings == [])
        let newer = try vault.bytes("log/checkpoint")

        try Shell.run("rm -r vault-data && mv backup vault-data", in: vault.temporary.path)
        #expect(try await vault.check().findings == [])
        let rolledBack = try await vault.check(since: newer).findings
        #expect(rolledBack.map(\.code) == [.rollback])
        try await vault.deposit(3, from: 20)
        #expect(try await vault.check(since: newer).findings.map(\.code) == [.fork])
    }
}
