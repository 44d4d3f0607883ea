import Synchronization
import VaultCore

/// A vault's folder opened for reading, and opened anew when the vault has other keys.
final class FollowedVault: Sendable {
    private let path: String
    private let pool: any BlockingPool
    private let newest: Mutex<OpenedVault>

    init(_ opened: OpenedVault, path: String, pool: any BlockingPool) {
        self.path = path
        self.pool = pool
        newest = Mutex(opened)
    }

    /// As it was when it was looked at last.
    var opened: OpenedVault { newest.withLock { $0 } }

    /// As it is now; blocks.
    /// - Throws: as opening a vault does.
    func current() throws -> OpenedVault {
        let known = opened
        guard try known.isSuperseded() else { return known }
        // What was begun with the one before goes on with it; it lets go of its files with the last of that. Whoever else sees
        // the change opens one as well, and one of them stays.
        let opened = try OpenedVault(path: path, pool: pool, writes: false)
        newest.withLock { $0 = opened }
        return opened
    }
}
