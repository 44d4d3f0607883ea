import PKI
import Testing
import VaultCore

@testable import VaultStorage

@Suite("The signal of commits")
struct CommitFeedTests {
    @Test("a listener gets the committed size, and then that of each commit of the same opening")
    func ownCommits() async throws {
        let vault = try MintedVault()
        let host = try await VaultHost.open(vault.path, validator: { PresetValidator() })
        var sizes = host.opened.commits.sizes().makeAsyncIterator()
        #expect(await sizes.next() == 0)
        let own = try await host.ownVault(as: AccessClaim())
        for number in 0..<3 {
            _ = try await own.deposit(MintedVault.request(number))
            #expect(await sizes.next() == UInt64(number + 1))
        }
        try await host.close()
    }

    @Test("what another opening commits is noticed, also by a listener of a vault opened for reading")
    func foreignCommits() async throws {
        let vault = try MintedVault()
        let reading = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        var sizes = reading.commits.sizes().makeAsyncIterator()
        #expect(await sizes.next() == 0)
        try await vault.deposit(5)
        var seen: UInt64 = 0
        while seen < 5 { seen = try #require(await sizes.next()) }
        #expect(seen == 5)
    }

    @Test("of the sizes that pass before a listener looks, he gets the last one, however many there were")
    func coalescing() async throws {
        let vault = try MintedVault()
        let host = try await VaultHost.open(vault.path, validator: { PresetValidator() })
        let slow = host.opened.commits.sizes()
        let own = try await host.ownVault(as: AccessClaim())
        for number in 0..<8 { _ = try await own.deposit(MintedVault.request(number)) }
        var sizes = slow.makeAsyncIterator()
        #expect(await sizes.next() == 8)
        try await host.close()
    }

    @Test("a smaller size, as a backup put in place would have, is no news")
    func rollback() async throws {
        let vault = try MintedVault()
        try await vault.deposit(2)
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        var sizes = opened.commits.sizes().makeAsyncIterator()
        opened.commits.announce(7)
        opened.commits.announce(3)
        #expect(await sizes.next() == 7)
        opened.commits.announce(8)
        #expect(await sizes.next() == 8)
    }

    @Test("looking begins again for a listener who comes when all others have gone")
    func listenersComeAndGo() async throws {
        let vault = try MintedVault()
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        for round in 0..<3 {
            let listening = Task {
                for await size in opened.commits.sizes() where size > UInt64(round) { return size }
                return 0
            }
            try await vault.deposit(1, from: round)
            #expect(await listening.value == UInt64(round + 1))
            // Longer than a look takes, so that the last one has noticed that nobody listens.
            try await Task.sleep(for: CatalogueCommitFeed.pause * 3)
        }
    }
}
