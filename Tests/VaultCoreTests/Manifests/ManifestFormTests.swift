import CanonicalJSON
import PKI
import TestSupport
import Testing
import VaultCore

@Suite("The form of a manifest")
struct ManifestFormTests {
    private let manifest: Manifest

    init() throws {
        var vault = try MintedManifests()
        try vault.append(2)
        try vault.append(1, status: .pending)
        manifest = try vault.manifest()
    }

    private func with(_ field: String, _ value: JSON?) throws -> [UInt8] {
        var object = try #require(try JSON(canonical: manifest.bytes).object)
        object[field] = value
        return JSON.object(object).canonicalBytes
    }

    @Test("it reads back as the same bytes")
    func roundTrip() throws {
        let read = try Manifest(bytes: manifest.bytes)
        #expect(read.entries == manifest.entries && read.withheld == [2] && read.to == 3 && read.previous == nil)
    }

    @Test(
        "a field that is missing, of another kind, or that nobody knows is refused",
        arguments: [
            "audience", "checkpoint", "entries", "from", "scope", "scopeVersion", "sequence", "to", "v", "vault",
            "withheld",
        ])
    func fields(_ field: String) throws {
        #expect(throws: ManifestError.self) { try Manifest(bytes: with(field, nil)) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with(field, true)) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with(field + "2", 1)) }
    }

    @Test("a full manifest names every index of its range, each once and in order")
    func complete() throws {
        let entries = try #require(try JSON(canonical: manifest.bytes)["entries"]?.array)
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("entries", .array([entries[0]]))) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("entries", .array([entries[1], entries[0]]))) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("withheld", [])) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("withheld", [1])) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("withheld", [1, 2])) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("withheld", [3])) }
    }

    @Test("ranges, sequence numbers and previous digests fit together")
    func range() throws {
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("to", 4)) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("to", 0)) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("from", 3)) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("sequence", 0)) }
        #expect(throws: ManifestError.self) { try Manifest(bytes: with("sequence", 2)) }
        #expect(throws: ManifestError.self) {
            try Manifest(bytes: with("previous", .string(manifest.digest.description)))
        }
    }

    @Test("names that are no safe file names make no chain", arguments: ["", "..", "A", "a/b", "-a", "a.", "ế", "a_b"])
    func names(_ name: String) {
        #expect(ManifestChain(audience: name) == nil)
        #expect(ManifestChain(audience: "all", scope: name) == nil)
    }

    @Test("each chain has a folder of its own")
    func folders() {
        #expect(ManifestChain.all.folderName == "all")
        #expect(ManifestChain(audience: "thue")?.folderName == "thue")
        #expect(ManifestChain(audience: "thue", scope: "land", scopeVersion: 2)?.folderName == "thue.land.2")
        #expect(ManifestChain(audience: "thue", scopeVersion: 2)?.folderName == "thue.all.2")
    }
}
