import Synchronization
import TransparencyLog
import VaultCore

/// What this process has handed out last, so that it never hands out a smaller or another log: not when the folder
/// under it is replaced by a backup, not when two processes disagree.
final class CheckpointMemory: Sendable {
    private let last: Mutex<(bytes: [UInt8], checkpoint: Checkpoint)?> = Mutex(nil)

    /// Lets a checkpoint pass that follows on those before it.
    /// - Throws: `LOG_ROLLBACK`, `LOG_FORK`, `INTEGRITY_FAILURE` where the log key did not sign it.
    func admit(_ bytes: [UInt8], by reader: LogReader) throws -> [UInt8] {
        try last.withLock { last in
            if last?.bytes == bytes { return bytes }
            let checkpoint = try reader.checkpoint(bytes)
            if let before = last?.checkpoint {
                guard checkpoint.size >= before.size else {
                    throw VaultError(
                        .rollback, ["published": String(before.size), "committed": String(checkpoint.size)])
                }
                guard checkpoint.size > before.size || checkpoint.root == before.root else {
                    throw VaultError(.fork, ["size": String(checkpoint.size)])
                }
            }
            last = (bytes, checkpoint)
            return bytes
        }
    }
}
