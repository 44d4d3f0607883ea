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

    @Test("two objects or two records that change places are found")
    func swapped() async throws {
        let vault = try MintedVault()
        try await vault.deposit(4)
        for prefix in ["objects/", "records/"] {
            let names = TemporaryFolder.files(below: vault.path).filter { $0.hasPrefix(prefix) }
            let (one, other) = (names[0], names[1])
            let swap = "mv '\(one)' x && mv '\(other)' '\(one)' && mv x '\(other)'"
            try Shell.run(swap, in: vault.path)
            #expect(try await vault.check().findings.count >= 2)
            try Shell.run(swap, in: vault.path)
        }
        #expect(try await vault.check().findings == [])
    }

    @Test(
        "a file that belongs to nothing is found",
        arguments: [
            "objects/shared/00/x", "objects/x", "records/000/000/000/009.record", "records/x", "log/x",
            "log/tile/0/001",
            "log/tile/entries/000.p/9", "log/tile/7/000.p/1",
        ])
    func extra(_ name: String) async throws {
        let vault = try MintedVault()
        try await vault.deposit(4)
        try Shell.run("mkdir -p $(dirname \(name)) && printf x > \(name)", in: vault.path)
        let findings = try await vault.check().findings
        #expect(findings == [Finding(.extraFile, ["file": name])])
    }

    @Test("a change of any column of any row of the catalogue is found")
    func catalogue() async throws {
        let vault = try MintedVault()
        let folder = try await vault.open()
        var request = try MintedVault.request(0)
        request.code = try DocumentCode("H37-1", scheme: "test")
        _ = try await folder.vault.deposit(request)
        try await folder.close()
        try await vault.deposit(3, from: 1)
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        let tables = ["record", "log", "document", "file", "object", "space", "local"]
        for table in tables {
            let columns = try database.read { try $0.columns(in: table).map { ($0.name, $0.type) } }
            for (column, type) in columns {
                // Each change is undone by copying the table back.
                try await database.connections.writeWithoutTransaction { connection in
                    try connection.execute(
                        sql: "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT * FROM \(table)")
                    let changed =
                        switch type {
                        case "INTEGER": "\(column) + 7"
                        case "BLOB": "CAST(substr(\(column), 1, length(\(column)) - 1) || X'55' AS BLOB)"
                        default: "\(column) || 'x'"
                        }
                    try connection.execute(sql: "PRAGMA ignore_check_constraints = ON")
                    try connection.execute(
                        sql: """
                            UPDATE \(table) SET \(column) = \(changed) WHERE \(column) =
                                (SELECT max(\(column)) FROM \(table))
                            """)
                    #expect(connection.changesCount > 0, "\(table).\(column) was not changed")
                }
                let findings = try await vault.check().findings
                #expect(!findings.isEmpty, "a change of \(table).\(column) was not found")
                try await database.connections.writeWithoutTransaction { connection in
                    try connection.execute(sql: "DELETE FROM \(table); INSERT INTO \(table) SELECT * FROM kept")
                    try connection.execute(sql: "DROP TABLE kept; PRAGMA ignore_check_constraints = OFF")
                }
            }
        }
        #expect(try await vault.check().findings == [])
    }

    @Test("a row that is removed or added is found", arguments: ["record", "document", "file", "object"])
    func rows(_ table: String) async throws {
        let vault = try MintedVault()
        try await vault.deposit(3)
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        let key = table == "record" ? "idx" : "record"
        try database.write { try $0.execute(sql: "DELETE FROM \(table) WHERE \(key) = 1") }
        #expect(try await !vault.check().findings.isEmpty)
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
