import Synchronization
import VaultCore

/// What was entered already for somebody, by the claim that he made.
///
/// Forgetting it costs a second entry in the journal of accesses, and nothing else.
final class ClaimGrants: Sendable {
    struct Entry: Sendable {
        let grants = AccessGrants()
        let found = FoundDocuments()
        fileprivate var uses = 0
    }

    /// A person works on a few dossiers in a session.
    private static let maximumClaimCount = 16
    /// Each use may leave some hundred bytes; after so many they are forgotten.
    private static let maximumUseCount = 2000

    private let entries = Mutex<[AccessClaim: Entry]>([:])

    init() {}

    func grants(for claim: AccessClaim) -> AccessGrants { entry(for: claim).grants }

    func entry(for claim: AccessClaim) -> Entry {
        entries.withLock { entries in
            if entries[claim] == nil, entries.count >= Self.maximumClaimCount { entries.removeAll() }
            var entry = entries[claim] ?? Entry()
            if entry.uses >= Self.maximumUseCount { entry = Entry() }
            entry.uses += 1
            entries[claim] = entry
            return entry
        }
    }
}
