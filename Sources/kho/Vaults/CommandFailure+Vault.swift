import Messages
import VaultCore

extension CommandFailure {
    /// What a vault could not do, with the exit status of the contract.
    init(_ error: VaultError, vault: String) {
        var facts = error.facts
        facts["folder"] = facts["folder"] ?? vault
        facts["file"] = facts["file"] ?? vault
        self.init(MessageCode(error.code.rawValue), facts, status: error.code.status)
    }
}

extension VaultErrorCode {
    var status: ExitStatus {
        switch self {
        case .ownerMalformed, .ownerSchemeUnknown, .ownerNumberMalformed, .categoryUnknown, .codeMalformed,
            .codePartMalformed, .codeTooLong, .codeSchemeNotMinted, .codeNotMinted, .codeCountOutOfRange,
            .agencyCodeMalformed, .fileNameMalformed, .fileNameTwice, .tooManyFiles, .textTooLong, .tooManyWords,
            .originMalformed, .ambiguous, .referenceMalformed, .vaultReferenceMalformed, .readOnly, .ownerLinkUnfit,
            .detailMalformed, .certificationMalformed, .linkMalformed, .metadataTooLarge, .accessPurposeMalformed,
            .dossierCodeMalformed, .accessRoleUnknown, .accessBasisUnknown, .erasureReasonMalformed,
            .erasureOwnersDiffer, .erasureTooLarge:
            .usage
        case .accessDenied, .accessNotDeclared, .loginRefused: .notAuthorised
        case .serverOriginMalformed: .usage
        case .loginMalformed, .loginNotADocument: .notReadable
        case .accessNotRecorded: .inputOutput
        case .notFound, .otherVault, .versionNotFound, .contentDiffers, .fileNotInDocument, .noFiles: .noSuchDocument
        case .documentErased, .erasureNotFound: .noSuchDocument
        case .erasureNotEntitled, .erasureNotApprover, .erasureSamePerson: .notAuthorised
        case .erasureDone, .erasureProvesLink, .erasureStatement, .erasureSignature, .erasureList: .refused
        case .erasureOutdated: .temporary
        case .codeTaken, .certificationNumberTaken, .codeSeriesExhausted, .documentEnded, .ownerDiffers,
            .ownerLinkContradicts,
            .ownerLinkUnchanged, .ownerLinkEvidence:
            .refused
        case .consentMalformed, .consentKeyTwice, .consentFieldUnknown, .consentPeriodEmpty, .consentPeriodOver,
            .consentNotSigned, .consentSignatureNotPassed, .consentNotOwners, .consentSignerNotTrusted,
            .consentOfOtherVault, .consentDocumentNotOwners, .consentTwice, .consentWithdrawn, .consentNotWithdrawn,
            .consentRequestDiffers, .consentStepTaken, .consentExtensionLate:
            .refused
        case .consentPending: .pending
        case .consentNotFound: .noSuchDocument
        case .consentAmbiguous, .consentReceivedWhen, .consentExtensionLength: .usage
        case .calendarMalformed, .webhooksMalformed, .webhookKeyMissing, .webhookScopeUnknown: .inputOutput
        case .webhookUnknown, .webhookExists, .webhooksFull, .webhookKeyRotating, .eventIDMalformed: .usage
        case .webhookFailing, .webhookGone, .webhookDisabled, .eventStreamsFull: .temporary
        case .eventIDAhead: .rollbackOrFork
        case .versionConflict: .temporary
        case .emptyFile: .notReadable
        case .digestMismatch, .uploadTooLarge, .idempotencyKeyReused: .refused
        case .uploadNotFound, .uploadOffset, .uploadInUse, .uploadComplete, .uploadIncomplete, .tooManyUploads,
            .idempotencyKeyInUse:
            .temporary
        case .idempotencyKeyMalformed, .wireMalformed: .usage
        case .vaultNotFound: .vaultNotFound
        case .vaultLocked: .vaultLocked
        case .integrity, .partMalformed, .leafMalformed, .identityMalformed, .receiptMember, .receiptCommitment,
            .receiptProof, .receiptIdentity:
            .integrityFailure
        case .rollback, .fork: .rollbackOrFork
        case .logConflict, .committedNotPublished: .temporary
        case .scopeUnknown, .docMetadataMalformed: .usage
        case .policyMalformed, .rolesMalformed, .scopesMalformed, .sourcesMalformed, .replicaSendersMalformed,
            .scopeChanged,
            .folderNotEmpty, .keyMissing,
            .keyMalformed, .keyForeign, .inputOutput,
            .diskFull:
            .inputOutput
        case .notPermitted, .earlierCatalogue: .inputOutput
        case .keysChanged: .temporary
        case .rotationTooMany, .rotationLastGood: .usage
        case .compromiseMalformed: .notReadable
        case .updateRefused, .updateCompromise: .refused
        case .witnessesLag, .witnessUnreachable, .witnessRefuses, .witnessAnswer: .temporary
        case .witnessSeesFork, .witnessAhead, .witnessRolledBack: .rollbackOrFork
        case .witnessesMalformed: .inputOutput
        case .witnessNameMalformed, .witnessLogMalformed: .usage
        case .witnessNotFound: .vaultNotFound
        case .witnessLocked: .vaultLocked
        case .witnessState: .integrityFailure
        }
    }
}
