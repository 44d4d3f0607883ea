import Foundation
import PKI
import Synchronization
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultStorage

@Suite("A vault and its witnesses")
struct WitnessRoundsTests {
    private let vault: MintedVault
    private let temporary: VaultStorageTests.TemporaryFolder
    private let transport: ScriptedWitnesses
    private let keys: [NoteVerifierKey]
    private let said = Said()

    init() async throws {
        vault = try MintedVault()
        temporary = try VaultStorageTests.TemporaryFolder()
        let log = try await VaultWitnessing.open(vault.path).identity.logKeys[0].key
        var folders: [String: WitnessFolder] = [:]
        var keys: [NoteVerifierKey] = []
        for name in ["W1", "W2"] {
            keys.append(try WitnessFolder.make(temporary.file(name), name: "witness.example/\(name)"))
            folders[name] = try await WitnessFolder.open(temporary.file(name), logs: [log])
        }
        self.keys = keys
        transport = ScriptedWitnesses(folders)
        try configure(quorum: 2)
    }

    private func configure(quorum: Int) throws {
        let lines = zip(["W1", "W2"], keys).map { "witness \($0) \($1.text) http://127.0.0.1:1\n" }
        try vault.write(Array((lines.joined() + "quorum \(quorum)\n").utf8), to: "witnesses")
    }

    private func round() async throws {
        let witnessing = try await VaultWitnessing.open(vault.path)
        try await WitnessRounds(transport: transport) { [said] in said.add($0.code) }.run(for: witnessing)
    }

    private func standing() async throws -> (newest: UInt64?, size: UInt64) {
        let standing = try await VaultWitnessing.open(vault.path).standing()
        return (standing.witnessed.newest?.size, standing.size)
    }

    private var codes: [VaultErrorCode] { said.all }

    private func lines(of note: [UInt8]) throws -> Set<NoteSignature> { Set(try SignedNote(parsing: note).signatures) }

    private func published() async throws -> [UInt8] {
        let answer = try await PublishedFolder.open(vault.path).answer(to: .checkpoint)
        return if case .bytes(let file) = answer { file.bytes } else { [] }
    }

    @Test("both witnesses cosign, and checkpoint, manifest, head and receipt carry their lines")
    func quorum() async throws {
        let records = try await vault.deposit(3)
        #expect(try await SignedNote(parsing: published()).signatures.count == 1)
        try await round()
        #expect(try await standing() == (3, 3))
        let note = try SignedNote(parsing: await published())
        #expect(keys.allSatisfy(note.isSigned(by:)) && note.signatures.count == 3)
        try await vault.issueManifest()
        for name in ["1", "head"] {
            let checkpoint =
                name == "head"
                ? try ManifestHead(bytes: vault.bytes("manifests/all/head.json")).checkpoint
                : try Manifest(bytes: vault.bytes("manifests/all/1.json")).checkpoint
            #expect(checkpoint == note.bytes)
        }
        let folder = try await vault.open()
        let receipt = try await folder.vault.receipt(for: records[0], disclosesPrivate: false)
        #expect(receipt.proof.checkpoint == note.bytes)
        let page = try await folder.vault.catalogue(CatalogueQuery())
        #expect(page.checkpoint == note.bytes && page.documents.count == 3)
        try await folder.close()
        #expect(try await vault.check().findings.isEmpty)
        #expect(codes.isEmpty)
    }

    @Test("with one down there is no quorum: deposits go on, manifests wait, and it is said; later all is made up for")
    func oneDown() async throws {
        _ = try await vault.deposit(2)
        transport.set("W2", .down)
        try await round()
        #expect(codes == [.witnessUnreachable])
        #expect(try await standing() == (nil, 2))
        let error = await #expect(throws: VaultError.self) { try await vault.issueManifest() }
        #expect(error?.code == .witnessesLag)
        let unseen = try await VaultFolder.open(vault.path, for: .reading)
        let early = await #expect(throws: VaultError.self) { _ = try await unseen.vault.catalogue(CatalogueQuery()) }
        #expect(early?.code == .witnessesLag)
        _ = try await vault.deposit(2, from: 2)
        transport.set("W2", .honest)
        try await round()
        #expect(try await standing() == (4, 4))
        try await vault.issueManifest()
        _ = try await vault.deposit(1, from: 4)
        // Nothing new is cosigned yet: the head is renewed over what is.
        try await vault.issueManifest()
        let head = try ManifestHead(bytes: vault.bytes("manifests/all/head.json"))
        #expect(try Checkpoint(parsing: SignedNote(parsing: head.checkpoint).text).size == 4)
        let folder = try await VaultFolder.open(vault.path, for: .reading)
        #expect(try await folder.vault.catalogue(CatalogueQuery()).documents.count == 4)
    }

    @Test("one that takes its time holds up no other, is not asked again meanwhile, and counts once it has answered")
    func slow() async throws {
        try configure(quorum: 1)
        let gate = Gate()
        transport.set("W2", .slow(gate))
        _ = try await vault.deposit(1)
        let rounds = WitnessRounds(transport: transport) { [said] in said.add($0.code) }
        let first = try #require(try await rounds.begin(for: VaultWitnessing.open(vault.path)))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await rounds.finish(first) }
            // Both sizes are cosigned by the other one while this one is waited for.
            for size in [UInt64(1), 2] {
                while try await standing().newest != size {
                    if let next = try await rounds.begin(for: VaultWitnessing.open(vault.path)) {
                        await rounds.finish(next)
                    }
                    try await Task.sleep(for: .milliseconds(5))
                }
                if size == 1 { _ = try await vault.deposit(1, from: 1) }
            }
            await gate.open()
            try await group.waitForAll()
        }
        #expect(transport.count("W2") == 1)
        transport.set("W2", .honest)
        try configure(quorum: 2)
        let last = try await VaultWitnessing.open(vault.path)
        try await rounds.run(for: last)
        #expect(try await standing() == (2, 2))
        #expect(codes.isEmpty)
    }

    @Test("what goes out has the lines of the log and of witnesses that verify, and none of anybody else")
    func onlyVerified() async throws {
        let records = try await vault.deposit(3)
        try await round()
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        defer { database.close() }
        let kept = try #require(try database.read { try LocalState.value(LocalState.cosigned, $0) })
        let stranger = try #require(CosigningKey.generate(name: "stranger.example"))
        let foreign = try #require(stranger.cosign(SignedNote(parsing: Array(kept.utf8)).text, time: 1)).line
        try database.write { try LocalState.set(LocalState.cosigned, kept + foreign + "\n", $0) }
        #expect(try await published() == Array(kept.utf8))
        let folder = try await vault.open()
        let receipt = try await folder.vault.receipt(for: records[0], disclosesPrivate: false)
        #expect(receipt.proof.checkpoint == Array(kept.utf8))
        try await folder.close()
        // A line that claims a witness's key and is not its own would have receivers refuse all of it.
        let changed = kept.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("\u{2014} witness.example/W1") ? line.dropLast(6) + "AAAA==" : line
        }.joined(separator: "\n")
        try database.write { try LocalState.set(LocalState.cosigned, changed, $0) }
        let note = try SignedNote(parsing: await published())
        #expect(note.signatures.count == 2 && note.isSigned(by: keys[1]))
        // The next round puts together what each of them has signed.
        try await round()
        #expect(try await lines(of: published()) == lines(of: Array(kept.utf8)))
    }

    @Test("that a witness was put back is said once, and again only after it has cosigned")
    func putBackOnce() async throws {
        _ = try await vault.deposit(3)
        let clock = Mutex(Instant.now())
        let rounds = WitnessRounds(transport: transport, now: { clock.withLock { $0 } }) { [said] in said.add($0.code) }
        func round() async throws {
            clock.withLock { $0 = $0.adding(seconds: 120) }
            try await rounds.run(for: try await VaultWitnessing.open(vault.path))
        }
        try await round()
        transport.set("W1", .behind(1))
        _ = try await vault.deposit(1, from: 3)
        for _ in 0..<3 { try await round() }
        #expect(codes.count { $0 == .witnessRolledBack } == 1)
        transport.set("W1", .honest)
        try await round()
        transport.set("W1", .behind(1))
        _ = try await vault.deposit(1, from: 4)
        try await round()
        #expect(codes.count { $0 == .witnessRolledBack } == 2)
    }

    @Test("a witness that has no room is one that does not answer, not one that refuses the log")
    func busy() async throws {
        _ = try await vault.deposit(1)
        transport.set("W1", .busy)
        try await round()
        #expect(codes == [.witnessUnreachable])
        #expect(try await standing() == (nil, 1))
    }

    @Test("what was told before a quorum was wanted is never followed by something smaller")
    func neverSmaller() async throws {
        try configure(quorum: 0)
        _ = try await vault.deposit(2)
        try await round()
        _ = try await vault.deposit(2, from: 2)
        try await vault.issueManifest()
        try configure(quorum: 2)
        let error = await #expect(throws: VaultError.self) { try await vault.issueManifest() }
        #expect(error?.code == .witnessesLag)
    }

    @Test("where fewer are wanted than before, what was cosigned already is enough, though the log does not grow")
    func lowered() async throws {
        _ = try await vault.deposit(2)
        transport.set("W2", .down)
        try await round()
        #expect(try await standing() == (nil, 2))
        try configure(quorum: 1)
        try await round()
        #expect(try await standing() == (2, 2))
        try await vault.issueManifest()
    }

    @Test("receipts do not depend on the witnesses' file")
    func receipts() async throws {
        let records = try await vault.deposit(1)
        try await round()
        try vault.write(Array("witness half a li".utf8), to: "witnesses")
        let folder = try await vault.open()
        let receipt = try await folder.vault.receipt(for: records[0], disclosesPrivate: false)
        #expect(try SignedNote(parsing: receipt.proof.checkpoint).signatures.count == 1)
        try await folder.close()
    }

    @Test("a witness that lies, is ahead, was put back or sees a fork is named, and its word counts for nothing")
    func lies() async throws {
        _ = try await vault.deposit(3)
        transport.set("W1", .lying)
        transport.set("W2", .ahead(9))
        try await round()
        #expect(Set(codes) == [.witnessAnswer, .witnessAhead])
        #expect(try await standing() == (nil, 3))
        said.clear()
        transport.set("W1", .honest)
        transport.set("W2", .seesFork)
        try await round()
        #expect(codes == [.witnessSeesFork])
        said.clear()
        _ = try await vault.deposit(2, from: 3)
        transport.set("W1", .behind(1))
        transport.set("W2", .honest)
        try await round()
        #expect(codes.contains(.witnessRolledBack))
        #expect(try await standing() == (nil, 5))
    }

    private func rotate(lastGood: UInt64? = nil) async throws {
        let rotation = try await VaultRotation.open(vault.path)
        defer { rotation.close() }
        _ = try await rotation.rotateLog(lastGood: lastGood, keepsOldKey: true, seal: vault.seal)
    }

    @Test(
        "witnesses that know the old log key cosign the tree of both keys, and no later one before they know the new key"
    )
    func anotherKey() async throws {
        _ = try await vault.deposit(2)
        try await round()
        try await rotate()
        try await round()
        #expect(try await standing() == (3, 3))
        try await vault.issueManifest()
        _ = try await vault.deposit(1, from: 2)
        try await round()
        #expect(codes == [.witnessRefuses, .witnessRefuses])
        #expect(try await standing() == (3, 4))
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("what was cosigned over a tree that a compromised key signed above its last good size counts no more")
    func compromisedKey() async throws {
        let records = try await vault.deposit(3)
        try await round()
        try await vault.issueManifest()
        try await rotate(lastGood: 1)
        #expect(try await standing() == (nil, 4))
        let folder = try await vault.open()
        let receipt = try await folder.vault.receipt(for: records[0], disclosesPrivate: false)
        #expect(try SignedNote(parsing: receipt.proof.checkpoint).signatures.count == 1)
        try await folder.close()
        #expect(try await vault.check().findings.isEmpty)
        let error = await #expect(throws: VaultError.self) { try await vault.issueManifest() }
        #expect(error?.code == .witnessesLag)
    }

    @Test("kho check names cosignatures that were changed, and trees that are not the log's")
    func check() async throws {
        _ = try await vault.deposit(3)
        try await round()
        #expect(try await vault.check().findings.isEmpty)
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        let kept = try #require(try database.read { try LocalState.value(LocalState.cosigned, $0) })
        let changed = kept.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("\u{2014} witness.example/W1") ? line.dropLast(6) + "AAAA==" : line
        }.joined(separator: "\n")
        try database.write { try LocalState.set(LocalState.cosigned, changed, $0) }
        #expect(try await vault.check().findings.map(\.code) == [.cosignatureInvalid])
        let stale = kept.replacing("\n3\n", with: "\n2\n")
        try database.write { try LocalState.set(LocalState.cosigned, stale, $0) }
        #expect(try await vault.check().findings.map(\.code) == [.cosignatureInvalid])
        database.close()
    }

    @Test("the file is understood whole or not at all")
    func file() throws {
        let line = "witness W1 \(keys[0].text) https://w.example/w1/\n"
        let one = try VaultWitnesses(parsing: line + "quorum 1\n")
        #expect(one.all[0].address == "https://w.example/w1/add-checkpoint")
        #expect(try VaultWitnesses(parsing: "# nobody\n") == .none)
        let other = "witness W2 \(keys[1].text) http://w2.example\n"
        for text in [
            line, line + "quorum 2\n", line + "quorum -1\n", line + "quorum 01\n", line + line + "quorum 1\n",
            line + "quorum 1\nquorum 1\n", "witness W1 x http://a\nquorum 0\n",
            "witness W1 \(keys[0].text)\nquorum 0\n",
            "witness W1 \(keys[0].text) ftp://a\nquorum 0\n", "witness W1 \(keys[0].text) http://\nquorum 0\n",
            "witness W1 \(keys[0].text) http://u@a\nquorum 0\n", "quorum 1\n", "log x\n",
            other.replacing("W2", with: "W1") + line + "quorum 1\n",
        ] {
            let error = #expect(throws: VaultError.self, "\(text)") { try VaultWitnesses(parsing: text) }
            #expect(error?.code == .witnessesMalformed)
        }
    }
}
