/// What somebody does with a vault: every method and every command that reads or writes is one of these.
public enum AccessAction: String, Hashable, Sendable, CaseIterable {
    // Of one document, or of what one owner has.
    case deposit, replace, revalidate, withdraw, expire
    /// What is said of a document: its name, code, verdict.
    case describe
    case history
    case list, search
    /// A file's bytes.
    case content
    /// The kept report and evidence.
    case evidence
    case copy, receipt
    /// An owner's numbers.
    case links
    case link
    case certify

    // Of the vault.
    case issueCodes = "issue-codes"
    case issueManifest = "issue-manifest"
    case readManifest = "read-manifest"
    /// What is in force of a scope, or of one owner, with the proofs for it.
    case readCatalogue = "read-catalogue"
    /// A stream of what is new in the log.
    case readEvents = "read-events"
    /// Who is told of it by webhook, how that goes, and the key that signs it.
    case webhooks
    /// Looking for one document by its code, here and at the sources that the vault asks.
    case resolve
    case check
    /// Putting other keys in the place of the vault's own.
    case rotateKeys = "rotate-keys"
    /// Who looked at what.
    case accesses

    // Consents.
    case consents
    case grantConsent = "grant-consent"
    case withdrawConsent = "withdraw-consent"
    /// Acknowledging, fulfilling, extending a withdrawal.
    case answerConsent = "answer-consent"

    // Erasing.
    case erasures
    case requestErasure = "request-erasure"
    case approveErasure = "approve-erasure"

    /// Whether it is done with one document, so that somebody may name one for it.
    public var isOfDocument: Bool {
        switch self {
        case .replace, .revalidate, .withdraw, .expire, .describe, .history, .content, .evidence, .copy, .receipt,
            .accesses, .requestErasure:
            true
        case .deposit, .list, .search, .links, .link, .certify, .issueCodes, .issueManifest, .readManifest,
            .readCatalogue, .readEvents, .webhooks, .resolve, .check, .rotateKeys,
            .consents, .grantConsent, .withdrawConsent, .answerConsent, .erasures, .approveErasure:
            false
        }
    }

    /// Whether nobody may do it where it cannot be entered, not even a vault's only user: bytes leave the vault by it, or what
    /// somebody looks for is told to others.
    var needsEntry: Bool { givesContents || self == .resolve }

    /// Whether bytes of documents leave the vault by it.
    public var givesContents: Bool {
        switch self {
        case .content, .evidence, .copy: true
        default: false
        }
    }
}
