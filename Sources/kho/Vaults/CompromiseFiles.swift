import Messages
import PKI
import VaultCore

/// Writes the statement of a vault's compromised keys, sealed, as two files.
enum CompromiseFiles {
    /// - Throws: `CommandFailure` where the vault has no such key, or a file cannot be written.
    static func write(
        _ identity: VaultIdentity, sealedBy seal: any Seal, to path: String, force: Bool
    ) throws {
        guard let statement = CompromiseStatement(of: identity, at: Instant(seconds: Instant.now().seconds)) else {
            throw CommandFailure("ROTATION_NOTHING_COMPROMISED", status: .refused)
        }
        for (name, bytes) in [(sealFile(path), try seal.sign(statement.bytes)), (path, statement.bytes)] {
            var out = try OutputFile(path: name, force: force)
            try out.write(bytes)
            try out.commit()
        }
    }

    /// Whether both files can be written there.
    /// - Throws: `CommandFailure`, as writing them would.
    static func check(_ path: String, force: Bool) throws {
        // What is opened and not committed disappears.
        for name in [sealFile(path), path] { _ = try OutputFile(path: name, force: force) }
    }

    private static func sealFile(_ path: String) -> String { path + ".p7s" }
}
