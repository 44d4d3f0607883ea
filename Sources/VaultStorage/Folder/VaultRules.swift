import Synchronization
import VaultCore

/// `roles` and `policy` of an opened vault: read again whenever the files are not those that they were.
final class VaultRules: Sendable {
    private struct Kept {
        let files: [FileIdentity?]
        let admission: Admission
    }

    private let opened: OpenedVault
    private let kept = Mutex<Kept?>(nil)

    init(of opened: OpenedVault) { self.opened = opened }

    /// The rules as they stand now; blocks.
    /// - Throws: `ROLES_MALFORMED`, `POLICY_MALFORMED`, also where a file is missing: what stood there before counts no more.
    func admission() throws -> Admission {
        // Looked at before they are read: what changes in between is seen the next time.
        let files = [opened.layout.roles, opened.layout.policy].map { FileIdentity($0) }
        let isSettled = files.allSatisfy { $0.map { !$0.isFresh } ?? false }
        return try kept.withLock { kept in
            if isSettled, let kept, kept.files == files { return kept.admission }
            kept = nil
            let admission = try opened.admission()
            // What was read just now may have changed since without looking other.
            if isSettled { kept = Kept(files: files, admission: admission) }
            return admission
        }
    }
}
