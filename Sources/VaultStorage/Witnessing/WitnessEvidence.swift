import Glibc
import PKI
import TransparencyLog
import VaultCore

/// Keeps what a log signed and should not have: two trees of one size, or one whose proof does not lead to it.
///
/// Two trees of one size prove by themselves that the log is forked; both are kept, since the cosigned one is replaced when the
/// log grows. A checkpoint without a proof may also come from somebody
/// who replays a good one, so that of those the last alone is kept, and they never take the place of the others.
struct WitnessEvidence {
    let layout: WitnessLayout

    /// Of one log: the first two signed trees of a size say everything.
    static let maximumForks = 16

    /// - Parameter held: the checkpoint that was cosigned before.
    /// - Throws: `VaultError` where it could not be written.
    func keep(_ request: [UInt8], against held: [UInt8]?, of log: String, _ refusal: WitnessRefusal) throws {
        for parent in try Folder.make(layout.evidence) { try DurableWrite.syncFolder(parent) }
        switch refusal {
        case .fork(let size):
            let prefix = "\(log)-fork-"
            let name = "\(prefix)\(size)-\(Digest.sha256(of: request).hexadecimal.prefix(16))"
            let names = try Folder.names(layout.evidence)
            let kept = names.filter { $0.hasPrefix(prefix) }
            guard !kept.contains(name), kept.count < Self.maximumForks else { return }
            let other = "\(log)-held-\(size)"
            if let held, !names.contains(other) { try write(held, as: other) }
            try write(request, as: name)
        case .notConsistent: try write(request, as: "\(log)-unproven")
        default: return
        }
    }

    private func write(_ bytes: [UInt8], as name: String) throws {
        try DurableWrite.write(bytes, to: "\(layout.evidence)/\(name)", by: layout.temporary())
    }
}
