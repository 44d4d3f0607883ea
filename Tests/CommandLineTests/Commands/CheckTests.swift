import CanonicalJSON
import Foundation
import TestSupport
import Testing

@Suite("kho check, as a user meets it")
struct CheckTests {
    private static let database = "vault-data/catalogue.sqlite"

    /// A byte in the middle of a file changes.
    private func flip(_ desk: Desk, _ name: String) throws {
        var bytes = try desk.folder.bytes(name)
        bytes[bytes.count / 2] ^= 1
        try desk.folder.write(bytes, to: name)
    }

    private func expectFound(_ desk: Desk, _ what: String, namesDocument: Bool) async throws {
        let json = try await desk.kho("check", "--json")
        #expect(json.status == 20, "\(what): \(json.output)\(json.errors)")
        #expect(!json.codes.isEmpty, "\(what)")
        #expect(
            json.objects.allSatisfy { $0["next"]?["code"] != nil || $0["schema"]?.string == "kho.error/1" }, "\(what)")
        if namesDocument { #expect(json.objects.contains { $0["document"] != nil }, "\(what): \(json.output)") }
        let text = try await desk.kho("check", "--lang", "en")
        #expect(text.status == 20 && !(text.output + text.errors).isEmpty)
    }

    @Test("one byte changed in a file of any kind: 20, and what to do next")
    func flips() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        for number in 1...3 { try await desk.deposit("Đơn số \(number)", as: "don-\(number).txt") }
        #expect(try await desk.kho("check").status == 0)
        let files = desk.folder.entries(below: "vault-data").filter { desk.isFile("vault-data/" + $0) }
        let classes: [(kind: String, namesDocument: Bool)] = [
            ("objects/shared/", true), ("objects/", true), ("records/", true), ("log/tile/entries/", false),
            ("log/tile/0/", false),
            ("log/checkpoint", false), ("vault.json.p7s", false), ("vault.json", false),
        ]
        for (kind, namesDocument) in classes {
            let ofKind = files.filter { $0.hasPrefix(kind) && !(kind == "objects/" && $0.contains("/shared/")) }
            try #require(!ofKind.isEmpty, "\(kind)")
            for file in ofKind.shuffled().prefix(4) {
                let name = "vault-data/" + file
                let before = try desk.folder.bytes(name)
                // Another proof of the same size, that nobody reads any more, is no part of the log.
                if file.contains(".p/"), !file.hasSuffix(".p/3") { continue }
                try flip(desk, name)
                try await expectFound(desk, file, namesDocument: namesDocument)
                try desk.folder.write(before, to: name)
            }
        }
        #expect(try await desk.kho("check").status == 0, "all is as it was")
    }

    @Test("a file that is missing, cut, or too many")
    func wholeFiles() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.deposit()
        let files = desk.folder.entries(below: "vault-data").filter { desk.isFile("vault-data/" + $0) }
        for kind in ["objects/", "records/", "log/tile/"] {
            let name = "vault-data/" + (try #require(files.first { $0.hasPrefix(kind) }))
            let before = try desk.folder.bytes(name)
            try FileManager.default.removeItem(atPath: desk.folder.file(name))
            try await expectFound(desk, "without \(name)", namesDocument: false)
            try desk.folder.write(before.dropLast(), to: name)
            try await expectFound(desk, "cut \(name)", namesDocument: false)
            try desk.folder.write(before, to: name)
        }
        let space = try #require(files.first { $0.hasPrefix("objects/") }).split(separator: "/")[1]
        let folder = try #require(
            ["00", "01", "02", "03", "04"].map { "vault-data/objects/\(space)/\($0)" }
                .first { !desk.folder.exists($0) })
        let extra = folder + "/" + folder.suffix(2) + String(repeating: "0", count: 62)
        try desk.folder.write([1], to: extra)
        try await expectFound(desk, "an extra object", namesDocument: false)
        try FileManager.default.removeItem(atPath: desk.folder.file(extra))
        try FileManager.default.removeItem(atPath: desk.folder.file(folder))
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("a row of the catalogue that says what its record does not")
    func catalogue() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.deposit()
        let update = """
            import sqlite3, sys
            database = sqlite3.connect(sys.argv[1])
            assert database.execute(sys.argv[2]).rowcount == 1
            database.commit()
            """
        for change in ["UPDATE document SET name = 'khac.txt'", "UPDATE document SET owner = 'CCCD:000000000000'"] {
            let run = try await RunningProgram.run(
                ["python3", "-c", update, Self.database, change], in: desk.folder.path)
            try #require(run.status == 0, "\(run.errors)")
            try await expectFound(desk, change, namesDocument: true)
        }
    }

    @Test("a vault put back to an older state is unmasked by a checkpoint from outside, with 21")
    func rollback() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.deposit("một", as: "mot.txt")
        let files = FileManager.default
        try files.copyItem(atPath: desk.folder.file("vault-data"), toPath: desk.folder.file("ban-cu"))
        try await desk.deposit("hai", as: "hai.txt")
        try desk.folder.write(try desk.folder.bytes("vault-data/log/checkpoint"), to: "checkpoint.txt")
        #expect(try await desk.kho("check", "--since", "checkpoint.txt").status == 0)
        let old = try await desk.kho("check", "--vault", "ban-cu", "--since", "checkpoint.txt", "--json")
        #expect(old.status == 21 && !old.codes.isEmpty, "\(old.output)")
        #expect(try await desk.kho("check", "--vault", "ban-cu").status == 0, "unseen without it, as is said")
        let missing = try await desk.kho("check", "--since", "nowhere", "--json")
        #expect(missing.status == 74 && missing.codes == ["FILE_NOT_FOUND"])
    }
}

extension Desk {
    func isFile(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: folder.file(name), isDirectory: &isFolder) && !isFolder.boolValue
    }
}
