import VaultCore

/// Why a receiver refuses what a vault's server gave, where it is none of `ManifestError`; or cannot work at all. Each kind
/// by its own name (docs/sync.md).
public struct ReplicaError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        // What was received proves somebody false, or does not belong here.
        /// `vault.json` is not what a pinned seal signed, or takes back what it said before; `reason` says which.
        case identityRefused = "REPLICA_IDENTITY_REFUSED"
        /// Another vault answers where the replica's was.
        case otherVault = "REPLICA_OTHER_VAULT"
        /// A checkpoint is not by the log key whose tree sizes it lies in.
        case keyOutOfRange = "REPLICA_KEY_OUT_OF_RANGE"
        /// The log's files do not lead to the checkpoint that the vault signed.
        case logDiffers = "REPLICA_LOG_DIFFERS"
        /// A manifest's entry is not what the log says at its index.
        case leafDiffers = "REPLICA_LEAF_DIFFERS"
        /// An entry's body was left out.
        case bodyMissing = "REPLICA_BODY_MISSING"
        /// More came beside a manifest than its entries.
        case bodyUnexpected = "REPLICA_BODY_UNEXPECTED"
        /// A body is said to be erased, and no erasure in the log tells of it.
        case erasedUnproven = "REPLICA_ERASED_UNPROVEN"
        /// A document's file is not the one of its record.
        case contentDiffers = "REPLICA_CONTENT_DIFFERS"

        // Nobody is proven false.
        /// What was pushed is no parcel.
        case parcelMalformed = "REPLICA_PARCEL_MALFORMED"
        /// What a receiver says of itself is none of it.
        case answerMalformed = "REPLICA_ANSWER_MALFORMED"
        /// Of what was pushed, something that is needed is missing.
        case incomplete = "REPLICA_PUSH_INCOMPLETE"
        /// An answer is larger than what was asked for can be.
        case answerTooLarge = "REPLICA_ANSWER_TOO_LARGE"
        /// Files of documents were not given.
        case contentWithheld = "REPLICA_CONTENT_WITHHELD"
        /// The bodies are for others.
        case denied = "REPLICA_DENIED"
        /// The vault has no such chain.
        case chainMissing = "REPLICA_CHAIN_MISSING"
        /// No pin for the vault: nothing could be verified.
        case notPinned = "REPLICA_VAULT_NOT_PINNED"
        /// A seal or a log key that the vault names as its own is not pinned: not yet, or not any more.
        case keyNotPinned = "REPLICA_KEY_NOT_PINNED"
        /// A receiver says that it has seen something that this vault does not know, and proves nothing of it.
        case answerUnproven = "REPLICA_ANSWER_UNPROVEN"
        /// The folder is another chain's replica.
        case otherChain = "REPLICA_OTHER_CHAIN"
        /// The folder is no replica.
        case notFound = "REPLICA_NOT_FOUND"
        /// The replica's own files are not what was written.
        case damaged = "REPLICA_DAMAGED"
    }

    public let code: Code
    /// Facts by name; no personal data.
    public let facts: [String: String]

    public init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }
}

/// What a receiver refused, with the evidence that it kept.
public struct ReplicaRefusal: Error, Hashable, Sendable {
    /// A `ManifestError.Code` or a `ReplicaError.Code`.
    public let code: String
    public let facts: [String: String]
    /// Whether it contradicts what was pinned, signed or seen before; else it may be a fault of this machine, or pass.
    public let isAttack: Bool
    /// The folder of both sides' bytes; nil where none was kept.
    public let evidence: String?

    /// Whether what was sent continues something else than what is here: the sender looks again what that is.
    public var isOutdated: Bool { code == ReplicaError.Code.incomplete.rawValue }

    /// Whether it is about the receiver's own files, and nothing that anybody sent.
    public var isOfOwnFiles: Bool { code == ReplicaError.Code.damaged.rawValue }

    /// What could not even be looked at.
    public init(_ error: ReplicaError) {
        self.init(code: error.code.rawValue, facts: error.facts, isAttack: false, evidence: nil)
    }

    public init(code: String, facts: [String: String], isAttack: Bool, evidence: String?) {
        self.code = code
        self.facts = facts
        self.isAttack = isAttack
        self.evidence = evidence
    }
}

extension ManifestError.Code {
    /// Whether it contradicts what was pinned or seen before. An expired seal and a clock that goes wrong do not: whoever
    /// forgot to renew one, or this machine, may be at fault. Nothing is accepted either way.
    var isAttack: Bool { self != .sealExpired && self != .headFromTheFuture }
}

extension ReplicaError.Code {
    var isAttack: Bool {
        switch self {
        case .identityRefused, .otherVault, .keyOutOfRange, .logDiffers, .leafDiffers, .bodyMissing, .bodyUnexpected,
            .erasedUnproven, .contentDiffers:
            true
        case .parcelMalformed, .answerMalformed, .answerUnproven, .incomplete, .answerTooLarge, .contentWithheld,
            .denied, .chainMissing, .notPinned, .keyNotPinned, .otherChain, .notFound, .damaged:
            false
        }
    }
}
