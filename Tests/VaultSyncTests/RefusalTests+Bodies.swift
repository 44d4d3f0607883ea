import PKI
import Testing
import VaultCore

@testable import VaultSync

/// Bodies that are not those of the entries.
extension RefusalTests {
    @Test("a body of another entry, or a changed one: by the commitment") func swappedBody() async throws {
        let path = "\(before.folder)/3.bodies.json"
        let honest = try next()
        var lines = try honest.bodies(of: 3)
        let first = try ManifestBody(bytes: lines[0])
        let second = try ManifestBody(bytes: lines[1])
        lines[0] = ManifestBody(index: first.index, content: second.content).bytes
        var vault = honest
        vault.set(PublishingVault.bodies(lines), at: path)
        try await expect("MANIFEST_BAD_COMMITMENT", vault, headIsTaken: true)

        lines[0] = ManifestBody(index: 5, content: first.content).bytes
        vault.set(PublishingVault.bodies(lines), at: path)
        try await expect("MANIFEST_UNKNOWN_INDEX", vault, headIsTaken: true)
    }

    @Test("a body left out, said twice, or put in besides") func bodies() async throws {
        let path = "\(before.folder)/3.bodies.json"
        let honest = try next()
        let lines = try honest.bodies(of: 3)
        func serving(_ lines: [[UInt8]]) -> PublishingVault {
            var vault = honest
            vault.set(PublishingVault.bodies(lines), at: path)
            return vault
        }
        try await expect("REPLICA_BODY_MISSING", serving(Array(lines.dropLast())), headIsTaken: true)
        try await expect("REPLICA_BODY_MISSING", serving(Array(lines.dropFirst())), headIsTaken: true)
        try await expect("REPLICA_BODY_UNEXPECTED", serving([lines[0]] + lines), headIsTaken: true)
        try await expect("REPLICA_BODY_UNEXPECTED", serving(lines + [lines[9]]), headIsTaken: true)
        let long = Array("{\"a\":\"".utf8) + [UInt8](repeating: 0x20, count: 3 << 20)
        try await expect("REPLICA_BODY_UNEXPECTED", serving([long]), headIsTaken: true)
        var vault = honest
        vault.set(nil, at: path)
        try await expect("REPLICA_BODY_MISSING", vault, headIsTaken: true)
    }

    @Test("a body said to be erased without an erasure: not at once, but after five minutes") func erased() async throws
    {
        var vault = before
        try vault.deposit(3)
        try vault.issue()
        try vault.erase([281], telling: false)
        try vault.issueHead()
        #expect(try await receiver.pull(vault, pinning: before).unproven == 1)
        vault.clock = vault.clock.adding(seconds: 200)
        try vault.issueHead()
        #expect(try await receiver.pull(vault, pinning: before).unproven == 1)
        vault.clock = vault.clock.adding(seconds: 200)
        try vault.issueHead()
        let refusal = try await receiver.refusal(vault, pinning: before)
        #expect(refusal?.code == "REPLICA_ERASED_UNPROVEN" && refusal?.isAttack == true)
        try vault.erase([281])
        try vault.issue()
        #expect(try await receiver.pull(vault, pinning: before).unproven == 0)
    }

    @Test("one lie about an erased body refuses no replica for good: it is asked again, and the true body is taken")
    func erasedOnce() async throws {
        var vault = before
        try vault.deposit(3)
        try vault.issue()
        let honest = vault
        try vault.erase([281], telling: false)
        try vault.issueHead()
        #expect(try await receiver.pull(vault, pinning: before).unproven == 1)
        vault.clock = vault.clock.adding(seconds: 400)
        try vault.issueHead()
        #expect(try await receiver.refusal(vault, pinning: before)?.code == "REPLICA_ERASED_UNPROVEN")
        var later = honest
        later.clock = vault.clock
        try later.issueHead()
        #expect(try await receiver.pull(later, pinning: before).unproven == 0)
        let fresh = try Receiver()
        _ = try await fresh.pull(later, pinning: before)
        for name in ["bodies/3.jsonl", "manifests/3.json", "state.json"] {
            #expect(try receiver.files()[name] == fresh.files()[name], "\(name)")
        }
    }

    @Test("asking again for one body loses no other, whatever the server says of those then")
    func erasedOther() async throws {
        var vault = before
        try vault.deposit(3)
        try vault.issue()
        let honest = vault
        try vault.erase([281], telling: false)
        try vault.issueHead()
        #expect(try await receiver.pull(vault, pinning: before).unproven == 1)
        // The body that was missing is given, and another one, which is here, is called erased.
        var other = honest
        other.clock = vault.clock.adding(seconds: 400)
        try other.erase([280, 282], telling: false)
        try other.issueHead()
        #expect(try await receiver.pull(other, pinning: before).unproven == 0)
        let lines = try honest.bodies(of: 3).map { $0 + [UInt8(10)] }
        #expect(try receiver.files()["bodies/3.jsonl"] == Array(lines.joined()))
    }

    @Test("a manifest that says another thing than the log") func leaf() async throws {
        var vault = before
        try vault.deposit(10)
        try vault.issue { $0[4] = .init(index: $0[4].index, commitment: $0[5].commitment) }
        try await expect("REPLICA_LEAF_DIFFERS", vault, headIsTaken: true)
    }
}
