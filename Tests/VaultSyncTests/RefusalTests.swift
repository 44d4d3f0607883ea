import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore
import VaultStorage

@testable import VaultSync

/// A server that lies, in every way that there is a name for: each is refused by its own, with both sides as evidence, and
/// the replica stays as it was.
@Suite("What a replica refuses")
struct RefusalTests {
    let before: PublishingVault
    let receiver: Receiver
    let held: [String: [UInt8]]

    init() async throws {
        var vault = try PublishingVault()
        try vault.deposit(270)
        try vault.issue()
        try vault.deposit(10)
        try vault.issue()
        before = vault
        receiver = try Receiver()
        _ = try await receiver.pull(vault)
        held = try receiver.files()
    }

    /// What comes next in good faith.
    func next(_ change: (inout PublishingVault) throws -> Void = { _ in }) throws -> PublishingVault {
        var vault = before
        try vault.deposit(10)
        try vault.issue()
        try change(&vault)
        return vault
    }

    func expect(
        _ code: String, _ vault: PublishingVault, headIsTaken: Bool = false, isAttack: Bool = true,
        at time: Instant? = nil,
        content: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let refusal = try await receiver.refusal(vault, pinning: before, content: content, at: time)
        #expect(refusal?.code == code, sourceLocation: sourceLocation)
        #expect(refusal?.isAttack == isAttack, sourceLocation: sourceLocation)
        var now = try receiver.files()
        var kept = held
        if headIsTaken {
            // The head itself was true, and is remembered.
            for name in ["head.json", "head.json.p7s", "checkpoint", "state.json"] {
                now[name] = nil
                kept[name] = nil
            }
        }
        #expect(now.filter { !$0.key.hasPrefix("manifests/3") } == kept, sourceLocation: sourceLocation)
        guard isAttack else { return }
        let evidence = try #require(refusal?.evidence, sourceLocation: sourceLocation)
        #expect(evidence.contains("/evidence/") && evidence.contains(code), sourceLocation: sourceLocation)
        let names = try FileManager.default.contentsOfDirectory(atPath: evidence)
        #expect(names.contains("README") && names.contains("held-state.json"), sourceLocation: sourceLocation)
        // Of what was left out there is nothing but the head that names it.
        #expect(
            names.contains { $0.hasPrefix("received-") } || code == "MANIFEST_GAP", sourceLocation: sourceLocation)
        // Once more, the same: it is not kept twice.
        let count = receiver.names().filter { $0.hasSuffix("/README") }.count
        _ = try await receiver.refusal(vault, pinning: before, content: content, at: time)
        #expect(receiver.names().filter { $0.hasSuffix("/README") }.count == count, sourceLocation: sourceLocation)
    }

    @Test("good faith is taken") func goodFaith() async throws {
        #expect(try await receiver.pull(next()).manifests == 1)
    }

    @Test("a vault put back to an earlier state: rollback") func rollback() async throws {
        // The same keys, and less of the log.
        var vault = try fork(deposits: 270)
        try vault.issueHead()
        try await expect("MANIFEST_ROLLBACK", vault)
    }

    /// A vault with the same keys whose log is shorter or another.
    func fork(deposits: Int, salt: UInt8 = 1) throws -> PublishingVault {
        var vault = before
        vault.restart()
        try vault.deposit(deposits, salt: salt)
        try vault.issue()
        return vault
    }

    /// As many manifests by the same keys, over another log.
    func otherStory() throws -> PublishingVault {
        var vault = try fork(deposits: 270, salt: 9)
        try vault.deposit(10, salt: 9)
        try vault.issue()
        return vault
    }

    @Test("an old head, sealed in its time: rollback, though it is also stale") func oldHead() async throws {
        var vault = before
        let old = try fork(deposits: 270)
        vault.set(old["\(vault.folder)/head.json"], at: "\(vault.folder)/head.json")
        vault.set(old["\(vault.folder)/head.json.p7s"], at: "\(vault.folder)/head.json.p7s")
        try await expect("MANIFEST_ROLLBACK", vault, at: before.clock.adding(seconds: 4000))
    }

    @Test("two logs under the same keys: fork, at the head") func forkedHead() async throws {
        // As many manifests, and then more.
        var vault = before
        vault.restart()
        try vault.deposit(270, salt: 9)
        try vault.issue()
        try vault.deposit(10, salt: 9)
        try vault.issue()
        try await expect("MANIFEST_FORK", vault)
        try vault.deposit(10, salt: 9)
        try vault.issue()
        try await expect("MANIFEST_FORK", vault)
    }

    @Test("one log, and two manifests with the same number: fork") func forkedManifest() async throws {
        let honest = try next()
        var vault = before
        try vault.deposit(10)
        try vault.issue { $0.removeLast() }
        // The head of one, the manifest of the other.
        var mixed = honest
        mixed.set(vault["\(vault.folder)/3.json"], at: "\(vault.folder)/3.json")
        mixed.set(vault["\(vault.folder)/3.json.p7s"], at: "\(vault.folder)/3.json.p7s")
        let refusal = try await receiver.refusal(mixed, pinning: before)
        #expect(refusal?.code == "MANIFEST_FORK")
    }

    @Test("no new head for five minutes: freeze") func freeze() async throws {
        try await expect("MANIFEST_STALE_HEAD", before, at: before.clock.adding(seconds: 301))
        #expect(try await receiver.pull(before, at: before.clock.adding(seconds: 300)).manifests == 0)
    }

    @Test("a head from the future is not taken, and proves nothing") func future() async throws {
        try await expect(
            "MANIFEST_HEAD_FROM_THE_FUTURE", before, isAttack: false, at: before.clock.adding(seconds: -61))
    }

    @Test("a manifest that is left out: gap") func gap() async throws {
        let honest = try next()
        var vault = honest
        vault.set(nil, at: "\(vault.folder)/3.json")
        try await expect("MANIFEST_GAP", vault, headIsTaken: true)
        var later = honest
        try later.deposit(1)
        try later.issue()
        for ending in ["", ".p7s"] {
            later.set(later["\(vault.folder)/4.json\(ending)"], at: "\(vault.folder)/3.json\(ending)")
        }
        try await expect("MANIFEST_GAP", later, headIsTaken: true)
    }

    @Test("log files that do not lead to the checkpoint are no fork: nobody signed them") func logFiles() async throws {
        let honest = try next()
        let tile = "tile/0/001.p/34"
        for change in [0, 1, 2] {
            var vault = honest
            var bytes = vault[tile]
            if change == 0 { bytes[3] ^= 1 }
            if change == 1 { bytes.removeLast() }
            vault.set(change == 2 ? nil : bytes, at: tile)
            try await expect("REPLICA_LOG_DIFFERS", vault)
        }
        // The files that did not fit are there for whoever has to decide.
        #expect(receiver.names().contains { $0.hasPrefix("evidence/") && $0.hasSuffix("/received-tile-0-001.p-34") })
        let bundle = "tile/entries/001.p/34"
        var vault = honest
        var bytes = vault[bundle]
        bytes.removeLast()
        vault.set(bytes, at: bundle)
        try await expect("REPLICA_LOG_DIFFERS", vault, headIsTaken: true)
    }

    @Test("a leaf that no entry names, changed in the log's files") func unnamedLeaf() async throws {
        var vault = before
        try vault.deposit(10)
        // Index 285 is withheld, so that its commitment is compared with nothing.
        try vault.issue { $0.remove(at: 5) }
        let bundle = "tile/entries/001.p/34"
        let text = String(decoding: try #require(vault.records[285]).leaf.bytes, as: UTF8.self)
        let served = String(decoding: vault[bundle], as: UTF8.self)
        let changed = served.replacingOccurrences(of: text, with: text.replacing("\"v\":1", with: "\"v\":2"))
        #expect(changed != served)
        vault.set(Array(changed.utf8), at: bundle)
        try await expect("REPLICA_LOG_DIFFERS", vault, headIsTaken: true)
    }
}
