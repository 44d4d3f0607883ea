import Foundation
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Every file of a vault is changed in every way, one at a time, and the check must say so.
@Suite("Every changed byte of every file is found")
struct FileMutationTests {
    /// Their content is the operator's or for people; a change of it is no damage.
    private static let free: Set<String> = ["README.txt", "policy", "roles", "calendar"]
    /// Changed row by row in `CatalogueMutationTests`, since not every byte of an SQLite file means something.
    private static let catalogue = "catalogue.sqlite"

    enum Change: Hashable, CustomStringConvertible {
        case flip(Int), cut, longer, remove

        var description: String {
            switch self {
            case .flip(let place): "a flipped bit at \(place) of"
            case .cut: "a byte less of"
            case .longer: "a byte more of"
            case .remove: "the absence of"
            }
        }

        func apply(_ bytes: [UInt8]) -> [UInt8]? {
            switch self {
            case .flip(let place):
                var changed = bytes
                changed[place] ^= UInt8(1 << (place % 8))
                return changed
            case .cut: return bytes.dropLast()
            case .longer: return bytes + [bytes.last ?? 0]
            case .remove: return nil
            }
        }
    }

    @Test("a flipped bit at the ends and between, a byte less, a byte more, the file gone")
    func changes() async throws {
        let sample = try await SampleVault()
        var numbers = SeededNumbers(seed: 3)
        var changes: [(name: String, change: Change)] = []
        for name in sample.files where !Self.free.contains(name) && name != Self.catalogue {
            let count = try sample.pristine.bytes(name).count
            // A partial tile of an earlier size may be taken away by anybody (C2SP tlog-tiles); while it is there it must
            // be right.
            let isSuperseded = name.contains(".p/") && !name.hasSuffix(".p/\(SampleVault.entries)")
            let places = Set([0, count - 1, Int.random(in: 0..<count, using: &numbers)])
            changes += (places.sorted().map(Change.flip) + [.cut, .longer] + (isSuperseded ? [] : [.remove])).map {
                (name, $0)
            }
        }
        #expect(changes.count > 400)
        let work = changes
        try await inHalves(of: work.count, sample) { index, vault in
            let (name, change) = work[index]
            let original = try vault.bytes(name)
            if let changed = change.apply(original) {
                try vault.write(changed, to: name)
            } else {
                try vault.remove(name)
            }
            let findings = try await vault.check().findings
            #expect(!findings.isEmpty, "\(change) \(name) was not found")
            let documents = sample.documents(restingOn: name)
            if !documents.isEmpty {
                #expect(
                    findings.allSatisfy { $0.document.map(documents.contains) ?? false },
                    "\(change) \(name): \(findings)")
            }
            try vault.write(original, to: name)
        }
    }

    @Test("a policy, a file of roles and a catalogue that are gone")
    func removed() async throws {
        let sample = try await SampleVault()
        let vault = try sample.copy()
        for name in ["policy", "roles", Self.catalogue] {
            let original = try vault.bytes(name)
            try vault.remove(name)
            #expect(try await !vault.check().findings.isEmpty, "the absence of \(name) was not found")
            try vault.write(original, to: name)
        }
        #expect(try await vault.check().findings == [])
    }

    @Test("two files of one kind that change places")
    func swapped() async throws {
        let sample = try await SampleVault()
        var numbers = SeededNumbers(seed: 5)
        let kinds: [String: [String]] = Dictionary(grouping: sample.files) { name in
            name.hasPrefix("objects/shared") ? "shared" : String(name.split(separator: "/").first ?? "")
        }.filter { ["shared", "objects", "records", "log", "manifests"].contains($0.key) }
        #expect(kinds.count == 5)
        var pairs: [(String, String)] = [("vault.json", "vault.json.p7s")]
        for names in kinds.values {
            for _ in 0..<12 {
                let two = names.shuffled(using: &numbers).prefix(2)
                pairs.append((two[0], two[1]))
            }
        }
        let work = pairs
        try await inHalves(of: work.count, sample) { index, vault in
            let (one, other) = work[index]
            let contents = (try vault.bytes(one), try vault.bytes(other))
            try vault.write(contents.1, to: one)
            try vault.write(contents.0, to: other)
            let findings = try await vault.check().findings
            #expect(!findings.isEmpty, "\(one) and \(other)")
            for name in [one, other] {
                for documents in [sample.documents(restingOn: name)] where !documents.isEmpty {
                    #expect(findings.contains { $0.document.map(documents.contains) ?? false }, "\(name): \(findings)")
                }
            }
            try vault.write(contents.0, to: one)
            try vault.write(contents.1, to: other)
        }
    }

    @Test("a file too many, in any folder of objects, records, log and manifests")
    func extra() async throws {
        let sample = try await SampleVault()
        let vault = try sample.copy()
        let folders = Set(
            sample.files.flatMap { name -> [String] in
                let parts = name.split(separator: "/").dropLast()
                return (0..<parts.count).map { parts.prefix($0 + 1).joined(separator: "/") }
            }.filter { ["objects", "records", "log", "manifests"].contains($0.split(separator: "/")[0]) })
        #expect(folders.count > 40)
        let digits = String(repeating: "0", count: 64)
        var names = folders.sorted().map { "\($0)/x" }
        names += ["objects/shared/00/\(digits)", VaultLayout.recordName(UInt64(SampleVault.entries))]
        names += ["records/000/000/000/000.record~", "log/tile/0/000", "log/tile/0/000.p/19", "log/tile/1/000.p/1"]
        names += ["manifests/all/4.json", "manifests/all/4.json.p7s", "manifests/all/01.json", "manifests/all/0.json"]
        names += [
            "manifests/all/1.bodies.json", "manifests/all/x/1.json", "manifests/All/1.json", "manifests/a.b/1.json",
        ]
        for name in names {
            let folder = FilePath.parent(of: name)
            let isNew = !Folder.exists("\(vault.path)/\(folder)")
            if isNew { _ = try Folder.make("\(vault.path)/\(folder)") }
            try vault.write([UInt8(ascii: "x")], to: name)
            let findings = try await vault.check().findings
            #expect(findings == [Finding(.extraFile, ["file": name])])
            try vault.remove(name)
            if isNew { try vault.remove(folder) }
        }
        #expect(try await vault.check().findings == [])
    }

    /// Runs the work on two copies side by side; each must be sound again at the end.
    private func inHalves(
        of count: Int, _ sample: SampleVault, _ work: @escaping @Sendable (Int, VaultCopy) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for half in 0..<2 {
                let copy = try sample.copy()
                group.addTask {
                    for index in stride(from: half, to: count, by: 2) { try await work(index, copy) }
                    #expect(try await copy.check().findings == [])
                }
            }
            try await group.waitForAll()
        }
    }
}
