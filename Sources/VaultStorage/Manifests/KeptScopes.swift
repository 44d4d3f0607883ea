import Synchronization
import VaultCore

/// `scopes` of an opened vault: read again whenever the file is not the one that it was. Every request of a service asks
/// what its scope means, and twenty thousand members of groups are not to be parsed each time.
final class KeptScopes: Sendable {
    private struct Kept {
        let file: FileIdentity
        let scopes: ManifestScopes
    }

    private let path: String
    private let isSettled: @Sendable (FileIdentity) -> Bool
    private let kept = Mutex<Kept?>(nil)

    /// - Parameter isSettled: whether a file cannot have changed again without looking other.
    init(_ path: String, isSettled: @escaping @Sendable (FileIdentity) -> Bool = { !$0.isFresh }) {
        self.path = path
        self.isSettled = isSettled
    }

    /// What the file says now; blocks.
    /// - Throws: `SCOPES_MALFORMED`, also for what is no UTF-8 text.
    func scopes() throws -> ManifestScopes {
        // Looked at before it is read: what changes in between is seen the next time.
        let file = FileIdentity(path).flatMap { isSettled($0) ? $0 : nil }
        if let file, let known = kept.withLock({ $0 }), known.file == file { return known.scopes }
        let scopes = try read()
        let next = file.map { Kept(file: $0, scopes: scopes) }
        kept.withLock { $0 = next }
        return scopes
    }

    private func read() throws -> ManifestScopes {
        guard let bytes = try SmallFile.read(path) else { return .none }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw VaultError(.scopesMalformed, ["line": "0"])
        }
        return try ManifestScopes(parsing: text)
    }
}
