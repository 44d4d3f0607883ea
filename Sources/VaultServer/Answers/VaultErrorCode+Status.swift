import Hummingbird
import VaultCore

extension VaultErrorCode {
    /// The status of the answer that carries this code.
    var status: HTTPResponse.Status {
        switch self {
        case .accessDenied, .accessNotDeclared, .erasureNotEntitled, .erasureNotApprover, .erasureSamePerson: .forbidden
        case .notFound, .versionNotFound, .consentNotFound, .erasureNotFound, .fileNotInDocument, .noFiles: .notFound
        // What was there for good, and is not any more.
        case .documentErased: .gone
        case .ambiguous, .consentAmbiguous, .codeTaken, .certificationNumberTaken, .versionConflict, .consentTwice,
            .ownerLinkUnchanged, .erasureDone, .erasureOutdated, .consentStepTaken, .consentWithdrawn,
            .consentNotWithdrawn, .documentEnded, .codeSeriesExhausted:
            .conflict
        case .vaultLocked, .logConflict: .serviceUnavailable
        case .ownerMalformed, .ownerSchemeUnknown, .ownerNumberMalformed, .certificationMalformed, .detailMalformed,
            .linkMalformed, .categoryUnknown, .codeMalformed, .codePartMalformed, .codeTooLong, .agencyCodeMalformed,
            .fileNameMalformed, .fileNameTwice, .tooManyFiles, .textTooLong, .tooManyWords, .metadataTooLarge,
            .originMalformed, .referenceMalformed, .vaultReferenceMalformed, .accessPurposeMalformed,
            .dossierCodeMalformed, .accessRoleUnknown, .accessBasisUnknown, .erasureReasonMalformed,
            .codeSchemeNotMinted, .codeCountOutOfRange, .consentMalformed, .consentKeyTwice, .consentFieldUnknown,
            .partMalformed, .leafMalformed, .erasureList, .erasureStatement:
            .badRequest
        // The vault's own: what an operator must see to.
        case .integrity, .inputOutput, .diskFull, .notPermitted, .vaultNotFound, .earlierCatalogue, .folderNotEmpty,
            .keyMissing, .keyMalformed, .keyForeign, .committedNotPublished, .rollback, .fork, .policyMalformed,
            .rolesMalformed, .identityMalformed, .calendarMalformed, .accessNotRecorded, .receiptMember,
            .receiptCommitment, .receiptProof, .receiptIdentity, .readOnly:
            .internalServerError
        // Refused by a rule.
        default: .unprocessableContent
        }
    }
}
