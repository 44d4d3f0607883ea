import Foundation
import PKI
import Testing
import VaultCore

@testable import VaultSync

/// What is kept of a refusal.
extension RefusalTests {
    @Test("evidence does not fill the disk") func evidenceIsBounded() async throws {
        for number in 0..<105 {
            var vault = before
            vault.set(vault["vault.json"] + Array(String(number).utf8), at: "vault.json")
            _ = try await receiver.refusal(vault, pinning: before)
        }
        #expect(receiver.names().filter { $0.hasSuffix("/README") }.count == 100)
        // Who filled it so hides no fork, which takes the vault's own keys.
        let refusal = try await receiver.refusal(otherStory(), pinning: before)
        #expect(refusal?.code == "MANIFEST_FORK" && refusal?.evidence != nil)
    }

    @Test("evidence that a kill cut short is made whole the next time") func evidenceIsWhole() async throws {
        let vault = try otherStory()
        let first = try #require(try await receiver.refusal(vault, pinning: before)?.evidence)
        try FileManager.default.removeItem(atPath: first + "/README")
        let second = try #require(try await receiver.refusal(vault, pinning: before)?.evidence)
        #expect(FileManager.default.fileExists(atPath: second + "/README"))
    }

    @Test("the log's file that does not fit is evidence, and no others beside those that were read for it")
    func logEvidence() async throws {
        let bundle = "tile/entries/001.p/34"
        var vault = try next()
        vault.set(Array(vault[bundle].dropLast()), at: bundle)
        let evidence = try #require(try await receiver.refusal(vault, pinning: before)?.evidence)
        let kept = FileManager.default.contents(atPath: evidence + "/received-tile-entries-001.p-34")
        #expect(kept.map { Array($0) } == vault[bundle])

        // One that is whole, and says something else.
        vault = before
        try vault.deposit(10)
        try vault.issue { $0.remove(at: 5) }
        let text = String(decoding: try #require(vault.records[285]).leaf.bytes, as: UTF8.self)
        let served = String(decoding: vault[bundle], as: UTF8.self)
        vault.set(
            Array(served.replacing(text, with: text.replacing("\"v\":1", with: "\"v\":2")).utf8), at: bundle)
        let second = try Receiver()
        _ = try await second.pull(before)
        let refusal = try await second.refusal(vault, pinning: before)
        #expect(refusal?.code == "REPLICA_LOG_DIFFERS")
        let other = FileManager.default.contents(
            atPath: try #require(refusal?.evidence) + "/received-tile-entries-001.p-34")
        #expect(other.map { Array($0) } == vault[bundle])
    }

    @Test("where a manifest differs from the log, both sides are evidence") func leafEvidence() async throws {
        var vault = before
        try vault.deposit(10)
        try vault.issue { $0[4] = .init(index: $0[4].index, commitment: $0[5].commitment) }
        let evidence = try #require(try await receiver.refusal(vault, pinning: before)?.evidence)
        let leaf = try #require(FileManager.default.contents(atPath: evidence + "/received-leaf-284"))
        #expect(Array(leaf) == vault.records[284]?.leaf.bytes)
    }
}
