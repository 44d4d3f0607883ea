import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Checking manifests")
struct ManifestCheckTests {
    private static let first = "manifests/all/1.json"
    private static let second = "manifests/all/2.json"
    private static let third = "manifests/all/3.json"
    private static let head = "manifests/all/head.json"

    /// Three manifests over five documents.
    private func vault() async throws -> MintedVault {
        let vault = try MintedVault()
        for (count, from) in [(2, 0), (2, 2), (1, 4)] {
            try await vault.deposit(count, from: from)
            try await vault.issueManifest()
        }
        #expect(try await vault.check().findings == [])
        return vault
    }

    /// Writes a document with a seal of the vault's own over it.
    private func seal(_ document: [UInt8], as name: String, in vault: MintedVault) throws {
        try vault.write(document, to: name)
        try vault.write(try vault.seal.sign(document), to: name + ".p7s")
    }

    private func codes(_ vault: MintedVault) async throws -> [Finding] { try await vault.check().findings }

    private func swap(_ one: String, _ other: String, in vault: MintedVault) throws {
        let bytes = (try vault.bytes(one), try vault.bytes(other))
        try vault.write(bytes.1, to: one)
        try vault.write(bytes.0, to: other)
    }

    @Test("every byte of every manifest, head and seal")
    func bytes() async throws {
        let vault = try MintedVault()
        try await vault.deposit(1)
        try await vault.issueManifest()
        for name in [Self.first, Self.first + ".p7s", Self.head, Self.head + ".p7s"] {
            let original = try vault.bytes(name)
            for place in original.indices {
                var changed = original
                changed[place] ^= UInt8(1 << (place % 8))
                try vault.write(changed, to: name)
                let pair = try SealedPair(
                    name.hasSuffix(".p7s") ? String(name.dropLast(4)) : name, below: vault.path,
                    staging: "\(vault.path)/staging", certificates: vault.identity.seals.map(\.der),
                    verifier: PinnedSeals())
                #expect(pair.standing == .changed, "\(name), byte \(place)")
            }
            try vault.write(original, to: name)
        }
        #expect(try await codes(vault) == [])
    }

    @Test("one that is missing in the middle of the chain, at its end, with or without its seal")
    func missing() async throws {
        let vault = try await vault()
        for name in [Self.first, Self.second, Self.third] {
            let pair = (try vault.bytes(name), try vault.bytes(name + ".p7s"))
            try Shell.run("rm \(name)", in: vault.path)
            #expect(try await codes(vault) == [Finding(.manifestMissing, ["file": name])])
            try Shell.run("rm \(name).p7s", in: vault.path)
            #expect(try await codes(vault) == [Finding(.manifestMissing, ["file": name])])
            try vault.write(pair.0, to: name)
            #expect(try await codes(vault) == [Finding(.manifestMissing, ["file": name + ".p7s"])])
            try vault.write(pair.1, to: name + ".p7s")
        }
        #expect(try await codes(vault) == [])
    }

    @Test("a head that is missing, or was changed, is made again by the next issue")
    func head() async throws {
        let vault = try await vault()
        for change in ["rm \(Self.head)", "rm \(Self.head).p7s", "echo >> \(Self.head)", "rm \(Self.head)*"] {
            try Shell.run(change, in: vault.path)
            let findings = try await codes(vault)
            #expect(findings.count == 1 && findings.allSatisfy { $0.nextStep == .issueHead }, "\(change): \(findings)")
            try await vault.issueManifest()
            #expect(try await codes(vault) == [])
        }
    }

    @Test("two that change places, with and without their seals")
    func swapped() async throws {
        let vault = try await vault()
        let changed = [Self.first, Self.second].map { Finding(.manifestChanged, ["file": $0]) }
        try swap(Self.first, Self.second, in: vault)
        #expect(try await codes(vault) == changed)
        try swap(Self.first + ".p7s", Self.second + ".p7s", in: vault)
        #expect(try await codes(vault) == changed)
        try swap(Self.first, Self.second, in: vault)
        #expect(try await codes(vault) == changed)
    }

    @Test("an extra one beyond the chain's end, and files that mean nothing there")
    func extra() async throws {
        let vault = try await vault()
        try Shell.run(
            "cp \(Self.third) manifests/all/7.json && cp \(Self.third).p7s manifests/all/7.json.p7s", in: vault.path)
        try Shell.run(
            "mkdir manifests/X && touch manifests/X/1.json manifests/all/note.txt manifests/list", in: vault.path)
        let extra = try await codes(vault)
        #expect(extra.allSatisfy { $0.code == .extraFile })
        #expect(
            Set(extra.compactMap { $0.facts["file"] }) == [
                "manifests/all/7.json", "manifests/all/7.json.p7s", "manifests/X/1.json", "manifests/all/note.txt",
                "manifests/list",
            ])
    }

    @Test("one that was cut off, or sealed by somebody else")
    func foreign() async throws {
        let vault = try await vault()
        let document = try vault.bytes(Self.second)
        try vault.write(document.dropLast(), to: Self.second)
        #expect(try await codes(vault) == [Finding(.manifestChanged, ["file": Self.second])])
        try vault.write(document, to: Self.second)
        try vault.write(try MintedSeal().sign(document), to: Self.second + ".p7s")
        #expect(try await codes(vault) == [Finding(.manifestChanged, ["file": Self.second])])
    }

    @Test("one that the vault sealed, and that contradicts the log or the one before it")
    func contradicting() async throws {
        let vault = try await vault()
        let good = try Manifest(bytes: vault.bytes(Self.second))
        func other(
            previous: Digest? = nil, from: UInt64? = nil, checkpoint: [UInt8]? = nil, entries: [Manifest.Entry]? = nil
        ) throws -> [UInt8] {
            let from = from ?? good.from
            let entries = (entries ?? good.entries).filter { $0.index >= from }
            return try Manifest(
                vault: good.vault, chain: good.chain, sequence: good.sequence, previous: previous ?? good.previous,
                from: from, to: good.to, checkpoint: checkpoint ?? good.checkpoint, entries: entries, withheld: []
            ).bytes
        }
        let strange = Digest.sha256(of: [1])
        let forged = good.entries.map { Manifest.Entry(index: $0.index, commitment: strange) }
        let stranger = try MintedVault()
        try await stranger.deposit(4)
        let cases: [(part: String, document: [UInt8])] = [
            ("previous", try other(previous: strange)), ("from", try other(from: good.from + 1)),
            ("entries", try other(entries: forged)),
            ("checkpoint", try other(checkpoint: try stranger.bytes("log/checkpoint"))),
        ]
        for (part, document) in cases {
            try seal(document, as: Self.second, in: vault)
            let findings = try await codes(vault)
            #expect(findings.contains(Finding(.manifestContradicts, ["file": Self.second, "part": part])), "\(part)")
            // The third is chained to the one that was there.
            #expect(
                findings.contains(Finding(.manifestContradicts, ["file": Self.third, "part": "previous"])), "\(part)")
        }
    }

    @Test("a manifest that knows a longer log than the committed one: the log was put back")
    func rollback() async throws {
        let vault = try MintedVault()
        try await vault.deposit(2)
        try await vault.issueManifest()
        try Shell.run("cp -r vault-data backup", in: vault.temporary.path)
        try await vault.deposit(2, from: 2)
        try await vault.issueManifest()
        try Shell.run("rm -r backup/manifests && mv vault-data/manifests backup/", in: vault.temporary.path)
        try Shell.run("rm -r vault-data && mv backup vault-data", in: vault.temporary.path)
        let findings = try await codes(vault)
        #expect(findings.contains { $0.isRollbackOrFork && $0.facts["file"] == Self.second }, "\(findings)")
    }

    @Test("a process that was cut off between a seal and its document, or before the first one, did no damage")
    func crash() async throws {
        let vault = try await vault()
        let older = (try vault.bytes(Self.head), try vault.bytes(Self.third))
        try await vault.deposit(1, from: 5)
        try await vault.issueManifest()
        let staging = "\(vault.path)/staging/1-00000000"
        try Shell.run("mkdir -p \(staging)", in: vault.path)
        // The new head's seal has its name already; the head itself still lies in staging.
        try TemporaryFolder.write(try vault.bytes(Self.head), to: "\(staging)/manifest-4")
        try vault.write(older.0, to: Self.head)
        #expect(try await codes(vault) == [])
        // The same for a manifest.
        try Shell.run("mv manifests/all/4.json \(staging)/manifest-2", in: vault.path)
        #expect(try await codes(vault) == [])
        try Shell.run("rm -r \(staging)", in: vault.path)
        #expect(!(try await codes(vault)).isEmpty)
        try Shell.run("rm manifests/all/4.json.p7s", in: vault.path)
        try await vault.issueManifest()
        #expect(try await codes(vault) == [])
        // Before the first document of a chain.
        let empty = try MintedVault()
        try Shell.run("mkdir -p manifests/all && echo > \(Self.head).p7s", in: empty.path)
        try await empty.deposit(1)
        try await empty.issueManifest()
        #expect(try await codes(empty) == [])
    }
}
