/// Why a manifest, a head or an entry's body is refused; each kind by its own name (design.md section 6).
public struct ManifestError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Not the document that it should be; `field` says where.
        case malformed = "MANIFEST_MALFORMED"
        /// Says the same as its canonical form, in other bytes.
        case notCanonical = "MANIFEST_NOT_CANONICAL"
        /// The seal or the checkpoint is by a key that is not pinned for this vault.
        case unknownKey = "MANIFEST_UNKNOWN_KEY"
        /// By a pinned key, but not over these bytes.
        case badSignature = "MANIFEST_BAD_SIGNATURE"
        case sealExpired = "MANIFEST_SEAL_EXPIRED"
        case wrongVault = "MANIFEST_WRONG_VAULT"
        case wrongAudience = "MANIFEST_WRONG_AUDIENCE"
        case wrongScope = "MANIFEST_WRONG_SCOPE"
        case notWitnessed = "MANIFEST_NOT_WITNESSED"
        /// Older than what was seen before.
        case rollback = "MANIFEST_ROLLBACK"
        /// Something between it and what was seen before is missing.
        case gap = "MANIFEST_GAP"
        /// Tells another story than what was seen before.
        case fork = "MANIFEST_FORK"
        /// The head is older than it says it may be: somebody withholds newer ones.
        case staleHead = "MANIFEST_STALE_HEAD"
        /// The head was made after now: one of the two clocks is wrong.
        case headFromTheFuture = "MANIFEST_HEAD_FROM_THE_FUTURE"
        /// A body of an index that the manifest does not name.
        case unknownIndex = "MANIFEST_UNKNOWN_INDEX"
        /// A body that is not the one that the vault committed to.
        case badCommitment = "MANIFEST_BAD_COMMITMENT"
    }

    public let code: Code
    /// Facts by name; no personal data.
    public let facts: [String: String]

    public init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }
}
