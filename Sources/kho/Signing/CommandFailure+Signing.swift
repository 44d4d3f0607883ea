import Messages
import PKI
import Retrieval
import Signatures

extension CommandFailure {
    /// A PDF file that cannot be signed in place.
    init(_ error: PDFSigningError, file: String) {
        let status: ExitStatus =
            switch error.code {
            case .notReadable, .encrypted, .tooLarge: .notReadable
            case .fieldNameUnusable, .stampInExistingField, .stampPageMissing: .usage
            case .changesForbidden, .alreadySigned, .fieldLocked, .fieldSigned, .fieldOfOtherKind, .seedValue,
                .stampForbidden:
                .refused
            case .signatureTooLarge, .stampWithoutRoom, .stampFontUnusable, .stampWithoutGlyph: .inputOutput
            }
        self.init(
            MessageCode(error.code.rawValue), error.facts.merging(["file": file]) { own, _ in own }, status: status)
    }

    /// A key that would not sign.
    init(signing error: PKIError) {
        self.init(
            "SIGNING_FAILED", ["detail": error.detail.isEmpty ? error.code.rawValue : error.detail],
            status: .inputOutput)
    }

    /// Nothing came from the time-stamping authority.
    init(_ error: RetrievalError) {
        let status: ExitStatus =
            switch error.code {
            case .addressUnusable: .usage
            case .interrupted: .interrupted
            case .hostNotPublic, .notTrusted, .answerTooLarge, .unexpectedType: .inputOutput
            case .unreachable, .timedOut, .status: .temporary
            }
        self.init(MessageCode(error.code.rawValue), error.facts, status: status)
    }

    /// What came from the time-stamping authority is of no use.
    init(_ error: TimestampError) {
        self.init(MessageCode(error.code.rawValue), ["detail": error.detail], status: .inputOutput)
    }
}
