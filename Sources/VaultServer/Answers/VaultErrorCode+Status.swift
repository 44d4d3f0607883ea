import Hummingbird
import VaultCore

extension VaultErrorCode {
    /// What a client is told in its place, where it is the operator's to see to; nil where it is told as it is.
    var told: ProblemCode? {
        switch self {
        // A deposit that was committed and not published yet is answered with its record when it is sent again by its key.
        case .vaultLocked, .logConflict, .committedNotPublished, .diskFull, .keysChanged, .witnessesLag: .busy
        // These are about what was asked for.
        case .integrity, .keyMissing, .accessNotRecorded, .readOnly: nil
        default: status == .internalServerError ? .failure : nil
        }
    }

    /// The status of the answer that carries this code.
    var status: HTTPResponse.Status {
        switch self {
        case .accessDenied, .accessNotDeclared, .loginRefused, .erasureNotEntitled, .erasureNotApprover,
            .erasureSamePerson:
            .forbidden
        case .notFound, .versionNotFound, .uploadNotFound, .consentNotFound, .erasureNotFound, .fileNotInDocument,
            .noFiles:
            .notFound
        // What was there for good, and is not any more.
        case .documentErased: .gone
        case .ambiguous, .consentAmbiguous, .codeTaken, .certificationNumberTaken, .versionConflict, .consentTwice,
            .ownerLinkUnchanged, .erasureDone, .erasureOutdated, .consentStepTaken, .consentWithdrawn,
            .consentNotWithdrawn, .documentEnded, .codeSeriesExhausted, .uploadOffset, .uploadInUse, .uploadComplete,
            .uploadIncomplete, .idempotencyKeyInUse, .eventIDAhead:
            .conflict
        case .uploadTooLarge: .contentTooLarge
        case .tooManyUploads: .tooManyRequests
        case .vaultLocked, .logConflict, .committedNotPublished, .diskFull, .eventStreamsFull, .keysChanged,
            .witnessesLag:
            .serviceUnavailable
        case .ownerMalformed, .ownerSchemeUnknown, .ownerNumberMalformed, .certificationMalformed, .detailMalformed,
            .linkMalformed, .categoryUnknown, .codeMalformed, .codePartMalformed, .codeTooLong, .agencyCodeMalformed,
            .fileNameMalformed, .fileNameTwice, .tooManyFiles, .textTooLong, .tooManyWords, .metadataTooLarge,
            .originMalformed, .referenceMalformed, .vaultReferenceMalformed, .accessPurposeMalformed,
            .dossierCodeMalformed, .accessRoleUnknown, .accessBasisUnknown, .erasureReasonMalformed,
            .codeSchemeNotMinted, .codeCountOutOfRange, .consentMalformed, .consentKeyTwice, .consentFieldUnknown,
            .partMalformed, .leafMalformed, .erasureList, .erasureStatement, .wireMalformed, .digestMismatch,
            .idempotencyKeyMalformed, .loginMalformed, .serverOriginMalformed, .docMetadataMalformed, .eventIDMalformed:
            .badRequest
        // The vault's own: what an operator must see to.
        case .integrity, .inputOutput, .notPermitted, .vaultNotFound, .earlierCatalogue, .folderNotEmpty,
            .keyMissing, .keyMalformed, .keyForeign, .rollback, .fork, .policyMalformed, .rolesMalformed,
            .scopesMalformed, .sourcesMalformed, .replicaSendersMalformed, .scopeChanged, .scopeUnknown,
            .identityMalformed,
            .calendarMalformed,
            .accessNotRecorded, .receiptMember,
            .receiptCommitment, .receiptProof, .receiptIdentity, .readOnly, .webhooksMalformed,
            .webhookKeyMissing, .webhookScopeUnknown, .witnessesMalformed:
            .internalServerError
        // Refused by a rule.
        default: .unprocessableContent
        }
    }
}
