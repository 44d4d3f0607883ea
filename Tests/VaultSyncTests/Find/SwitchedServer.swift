import Synchronization
import TestSupport

/// A server whose vault is another from one question to the next.
final class SwitchedServer: Sendable {
    let server: ScriptedServer
    private let current: Current

    private final class Current: Sendable {
        let vault: Mutex<SourceVault>
        init(_ vault: SourceVault) { self.vault = Mutex(vault) }
    }

    init(_ vault: SourceVault) throws {
        let current = Current(vault)
        self.current = current
        server = try .serving { current.vault.withLock { $0 } }
    }

    deinit { server.stop() }

    func serve(_ vault: SourceVault) { current.vault.withLock { $0 = vault } }
}
