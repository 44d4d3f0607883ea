/// One thing that `kho check` found wrong: what, where, and which document it touches.
public struct Finding: Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        case identityChanged = "CHECK_IDENTITY_CHANGED"
        case identitySeal = "CHECK_IDENTITY_SEAL"
        /// A `vault.json` of before a change of keys.
        case identityMissing = "CHECK_IDENTITY_MISSING"
        /// What said who the vault is does not follow from what the log says of its keys.
        case identityHistory = "CHECK_IDENTITY_HISTORY"
        case keyMissing = "CHECK_KEY_MISSING"
        case keyForeign = "CHECK_KEY_FOREIGN"
        case checkpointMissing = "CHECK_CHECKPOINT_MISSING"
        /// Older than the committed state, and no process was cut off that would explain it.
        case checkpointBehind = "CHECK_CHECKPOINT_BEHIND"
        case checkpointInvalid = "CHECK_CHECKPOINT_INVALID"
        /// What is kept as cosigned by witnesses is not.
        case cosignatureInvalid = "CHECK_COSIGNATURE_INVALID"
        case rollback = "CHECK_ROLLBACK"
        case fork = "CHECK_FORK"
        /// `policy` or `roles` is missing or cannot be understood.
        case rulesUnreadable = "CHECK_RULES_UNREADABLE"
        case logStateChanged = "CHECK_LOG_STATE_CHANGED"
        case tileMissing = "CHECK_TILE_MISSING"
        case tileChanged = "CHECK_TILE_CHANGED"
        case recordChanged = "CHECK_RECORD_CHANGED"
        case recordMissing = "CHECK_RECORD_MISSING"
        case recordFileMissing = "CHECK_RECORD_FILE_MISSING"
        case recordFileChanged = "CHECK_RECORD_FILE_CHANGED"
        case objectMissing = "CHECK_OBJECT_MISSING"
        case objectChanged = "CHECK_OBJECT_CHANGED"
        case manifestMissing = "CHECK_MANIFEST_MISSING"
        /// Not what the vault sealed, or its seal was changed.
        case manifestChanged = "CHECK_MANIFEST_CHANGED"
        /// Sealed by the vault, and yet it tells another story than the log or the manifest before.
        case manifestContradicts = "CHECK_MANIFEST_CONTRADICTS"
        case headMissing = "CHECK_HEAD_MISSING"
        case headChanged = "CHECK_HEAD_CHANGED"
        case extraFile = "CHECK_EXTRA_FILE"
        case catalogueRowMissing = "CHECK_CATALOGUE_ROW_MISSING"
        case catalogueRowChanged = "CHECK_CATALOGUE_ROW_CHANGED"
        case catalogueRowExtra = "CHECK_CATALOGUE_ROW_EXTRA"
        case accessChanged = "CHECK_ACCESS_CHANGED"
        case accessMissing = "CHECK_ACCESS_MISSING"
        case accessExtra = "CHECK_ACCESS_EXTRA"
        /// The journal is not the one whose digest the log holds.
        case accessDigest = "CHECK_ACCESS_DIGEST"
        case catalogueDamaged = "CHECK_CATALOGUE_DAMAGED"
    }

    /// What to do about it; the sentence is made where it is shown.
    public enum NextStep: String, Hashable, Sendable, CaseIterable {
        /// Put the file back from a backup; everything else is sound.
        case restoreFile = "CHECK_NEXT_RESTORE_FILE"
        /// Witnesses give their lines again when they are asked; nothing else rests on those that are kept.
        case askWitnesses = "CHECK_NEXT_ASK_WITNESSES"
        /// A new head takes the place of the damaged one; nothing else rests on it.
        case issueHead = "CHECK_NEXT_ISSUE_HEAD"
        /// The catalogue can be made again from records and log.
        case rebuildCatalogue = "CHECK_NEXT_REBUILD_CATALOGUE"
        /// Look at the file, and take it away: nothing refers to it.
        case removeFile = "CHECK_NEXT_REMOVE_FILE"
        /// Stop depositing, keep a copy of the folder as it is, and ask the operator.
        case stopAndKeep = "CHECK_NEXT_STOP_AND_KEEP"
    }

    public let code: Code
    /// Where: `file` (below the vault's folder), `table`, `index` …; no personal data.
    public let facts: [String: String]
    /// The document that it touches.
    public let document: DocumentID?

    public init(_ code: Code, _ facts: [String: String] = [:], document: DocumentID? = nil) {
        self.code = code
        self.facts = facts
        self.document = document
    }

    /// Rollbacks and forks have an exit status of their own.
    public var isRollbackOrFork: Bool { code == .rollback || code == .fork }

    public var nextStep: NextStep {
        switch code {
        case .extraFile: .removeFile
        case .headMissing, .headChanged: .issueHead
        case .cosignatureInvalid: .askWitnesses
        case .catalogueRowMissing, .catalogueRowChanged, .catalogueRowExtra, .catalogueDamaged: .rebuildCatalogue
        case .identityHistory, .rollback, .fork, .logStateChanged, .recordChanged, .recordMissing, .keyForeign,
            .manifestContradicts, .accessChanged, .accessMissing, .accessExtra, .accessDigest:
            .stopAndKeep
        default: .restoreFile
        }
    }
}
