import Foundation
import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultSync

@Suite("Any byte of what is served, changed")
struct MutationTests {
    /// How many changes each run tries.
    private static let count = ProcessInfo.processInfo.environment["KHO_MUTATIONS"].flatMap { Int($0) } ?? 12

    @Test("makes the same replica or a refusal, never another replica, and the true server is taken after it")
    func mutations() async throws {
        var vault = try PublishingVault()
        try vault.deposit(258)
        try vault.issue()
        let begun = vault
        try vault.deposit(4)
        try vault.erase([3])
        try vault.issue()
        try vault.deposit(2)
        try vault.issue()
        let whole = try Receiver()
        _ = try await whole.pull(vault, content: true)
        let right = try whole.files()
        // Files that a pull asks for: those that it does not, change nothing.
        let paths = vault.files.keys.sorted().filter { path in
            !path.hasPrefix("tile/") || path.hasPrefix("tile/entries/") || vault.files.count < 700
        }
        var numbers = SeededNumbers(seed: 20_261_125)
        var refused = 0
        for number in 0..<Self.count {
            // Small files as often as large ones, since each is another reader.
            let path = try #require(
                number.isMultiple(of: 2)
                    ? paths.filter { !$0.hasPrefix("v1/documents") && !$0.hasPrefix("tile/") }
                        .randomElement(using: &numbers) : paths.randomElement(using: &numbers))
            var bytes = vault[path]
            guard let place = bytes.indices.randomElement(using: &numbers) else { continue }
            switch Int.random(in: 0..<4, using: &numbers) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(bytes[place], at: place)
            default: bytes[place] ^= UInt8(1 << Int.random(in: 0..<8, using: &numbers))
            }
            var changed = vault
            changed.set(bytes, at: path)
            let receiver = try Receiver()
            // Some have seen the beginning in good faith.
            if number.isMultiple(of: 3) { _ = try await receiver.pull(begun, content: true) }
            do {
                _ = try await receiver.pull(changed, pinning: vault, content: true)
                try expectSame(receiver.files(), right, path: path, place: place)
            } catch let refusal as ReplicaRefusal {
                refused += 1
                #expect(refusal.isAttack || refusal.code == "REPLICA_VAULT_NOT_PINNED", "\(refusal.code): \(path)")
            }
            // Whatever was kept is a true beginning.
            _ = try await receiver.pull(vault, content: true)
            try expectSame(receiver.files(), right, path: path, place: place)
        }
        #expect(refused > Self.count / 3)
    }

    private func expectSame(_ files: [String: [UInt8]], _ right: [String: [UInt8]], path: String, place: Int) throws {
        for name in Set(files.keys).union(right.keys) where files[name] != right[name] {
            Issue.record("\(name) is another after a change of byte \(place) of \(path)")
        }
    }
}
