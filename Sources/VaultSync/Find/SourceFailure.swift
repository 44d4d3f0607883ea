import TransparencyLog
import VaultClient
import VaultCore

/// Why nothing was taken from a source: what its step says of it.
struct SourceFailure: Error {
    enum Code: String, CaseIterable {
        /// The vault is not pinned here: nothing that it says could be verified.
        case notPinned = "FIND_SOURCE_NOT_PINNED"
        /// The time for all sources was over.
        case timePassed = "FIND_TIME_PASSED"
        /// What the vault's file names for it cannot be used.
        case unusable = "FIND_SOURCE_UNUSABLE"
        /// It gives the asker nothing: its word that there is none says nothing.
        case noScope = "FIND_NO_SCOPE"
        /// Another vault answers.
        case otherVault = "FIND_OTHER_VAULT"
        /// A pinned seal vouches for keys that the asker's user must take in himself.
        case keysChanged = "FIND_SOURCE_KEYS_CHANGED"
        /// `vault.json` is not what a pinned seal signed, or names a log whose key is not pinned.
        case identityRefused = "FIND_IDENTITY_REFUSED"
        /// The document is not the one that was asked for.
        case otherDocument = "FIND_OTHER_DOCUMENT"
        /// The record is not what its leaf commits to.
        case recordFalse = "FIND_RECORD_FALSE"
        /// The proof does not lead from the record to the checkpoint.
        case proofFalse = "FIND_PROOF_FALSE"
        /// A checkpoint is not by a log key that is pinned, and in whose range it lies.
        case unknownKey = "FIND_UNKNOWN_KEY"
        /// Bytes are not those of the record.
        case contentDiffers = "FIND_CONTENT_DIFFERS"
        /// The log is shorter than it was.
        case rollback = "FIND_LOG_ROLLED_BACK"
        /// Two states of the log contradict each other.
        case fork = "FIND_LOG_FORKED"
        /// The log's files do not lead to what the vault signed.
        case logDiffers = "FIND_LOG_DIFFERS"
        /// Too few witnesses have seen that state of the log yet.
        case notWitnessed = "FIND_NOT_WITNESSED"

        var outcome: ResolutionStep.Outcome {
            switch self {
            case .notPinned, .timePassed, .unusable, .noScope, .keysChanged, .notWitnessed: .error
            case .otherVault, .identityRefused, .otherDocument, .recordFalse, .proofFalse, .unknownKey, .contentDiffers,
                .rollback, .fork, .logDiffers:
                .refused
            }
        }
    }

    let outcome: ResolutionStep.Outcome
    let code: String
    let facts: [String: String]
    let evidence: ResolutionStep.Evidence?

    init(_ code: Code, _ facts: [String: String] = [:], evidence: ResolutionStep.Evidence? = nil) {
        outcome = code.outcome
        self.code = code.rawValue
        self.facts = facts
        self.evidence = evidence
    }

    /// What was thrown while a source was asked; nil for what is none of its doing.
    init?(_ error: any Error) {
        switch error {
        case let error as SourceFailure: self = error
        case let error as ClientError: self.init(error)
        case let error as ManifestError: self.init(error.code.outcome, error.code.rawValue, [:])
        case let error as VaultError:
            switch error.code {
            case .receiptCommitment: self.init(.recordFalse)
            case .receiptProof: self.init(.proofFalse)
            case .receiptIdentity: self.init(.unknownKey)
            default: return nil
            }
        default: return nil
        }
    }

    init(_ error: ClientError) { self.init(.error, error.code.rawValue, error.facts) }

    private init(_ outcome: ResolutionStep.Outcome, _ code: String, _ facts: [String: String]) {
        self.outcome = outcome
        self.code = code
        self.facts = facts
        evidence = nil
    }
}

extension ManifestError.Code {
    /// What a head that is refused for it makes of its source.
    fileprivate var outcome: ResolutionStep.Outcome {
        switch self {
        case .staleHead: .stale
        // No document at all, nobody's fault, or to be had in a moment.
        case .malformed, .notCanonical, .sealExpired, .headFromTheFuture, .notWitnessed: .error
        case .unknownKey, .badSignature, .wrongVault, .wrongAudience, .wrongScope, .rollback, .gap, .fork,
            .unknownIndex,
            .badCommitment:
            .refused
        }
    }
}
