/// The stable names of what a vault cannot do.
public enum VaultErrorCode: String, Sendable, CaseIterable {
    // Values that are none.
    case ownerMalformed = "OWNER_MALFORMED"
    case ownerSchemeUnknown = "OWNER_SCHEME_UNKNOWN"
    case ownerNumberMalformed = "OWNER_NUMBER_MALFORMED"
    case categoryUnknown = "CATEGORY_UNKNOWN"
    case codeMalformed = "CODE_MALFORMED"
    case codePartMalformed = "CODE_PART_MALFORMED"
    case codeTooLong = "CODE_TOO_LONG"
    case codeSchemeNotMinted = "CODE_SCHEME_NOT_MINTED"
    case codeNotMinted = "CODE_NOT_MINTED"
    case codeSeriesExhausted = "CODE_SERIES_EXHAUSTED"
    case codeCountOutOfRange = "CODE_COUNT_OUT_OF_RANGE"
    case agencyCodeMalformed = "AGENCY_CODE_MALFORMED"
    case fileNameMalformed = "FILE_NAME_MALFORMED"
    case fileNameTwice = "FILE_NAME_TWICE"
    case tooManyFiles = "TOO_MANY_FILES"
    case textTooLong = "TEXT_TOO_LONG"
    case policyMalformed = "POLICY_MALFORMED"
    case rolesMalformed = "ROLES_MALFORMED"
    case originMalformed = "ORIGIN_MALFORMED"
    case partMalformed = "PART_MALFORMED"
    case leafMalformed = "LEAF_MALFORMED"
    case identityMalformed = "VAULT_IDENTITY_MALFORMED"

    // Asking for a document.
    case notFound = "DOCUMENT_NOT_FOUND"
    case ambiguous = "REFERENCE_AMBIGUOUS"
    case referenceMalformed = "REFERENCE_MALFORMED"
    case vaultReferenceMalformed = "VAULT_REFERENCE_MALFORMED"
    case otherVault = "REFERENCE_OF_OTHER_VAULT"
    case versionNotFound = "VERSION_NOT_FOUND"
    case contentDiffers = "REFERENCE_CONTENT_DIFFERS"
    case fileNotInDocument = "FILE_NOT_IN_DOCUMENT"

    // Depositing.
    case codeTaken = "CODE_TAKEN"
    case emptyFile = "FILE_EMPTY"
    case readOnly = "VAULT_OPENED_FOR_READING"

    // The vault itself.
    case vaultNotFound = "VAULT_NOT_FOUND"
    case vaultLocked = "VAULT_LOCKED"
    case folderNotEmpty = "FOLDER_NOT_EMPTY"
    case keyMissing = "KEY_MISSING"
    case keyMalformed = "KEY_MALFORMED"
    case keyForeign = "KEY_NOT_OF_THIS_VAULT"
    case logConflict = "LOG_CONFLICT"
    case committedNotPublished = "COMMITTED_NOT_PUBLISHED"
    case rollback = "LOG_ROLLBACK"
    case fork = "LOG_FORK"
    case integrity = "INTEGRITY_FAILURE"
    case inputOutput = "INPUT_OUTPUT"
    case diskFull = "DISK_FULL"
    case notPermitted = "NOT_PERMITTED"

    // Receipts.
    case receiptMember = "RECEIPT_MEMBER"
    case receiptCommitment = "RECEIPT_COMMITMENT_DIFFERS"
    case receiptProof = "RECEIPT_PROOF"
    case receiptIdentity = "RECEIPT_IDENTITY"
}
