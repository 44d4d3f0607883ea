/// Why a PDF file cannot be signed in place.
public struct PDFSigningError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No PDF file that can be read without guessing.
        case notReadable = "SIGN_PDF_NOT_READABLE"
        case encrypted = "SIGN_PDF_ENCRYPTED"
        /// An offset would not fit.
        case tooLarge = "SIGN_PDF_TOO_LARGE"
        /// Certified with "no changes" (ISO 32000-2 clause 12.8.2.2).
        case changesForbidden = "SIGN_PDF_CHANGES_FORBIDDEN"
        /// A certification comes before every other signature.
        case alreadySigned = "SIGN_PDF_ALREADY_SIGNED"
        /// An earlier signature has locked the field (ISO 32000-2 clause 12.8.2.4).
        case fieldLocked = "SIGN_PDF_FIELD_LOCKED"
        /// The field has a signature.
        case fieldSigned = "SIGN_PDF_FIELD_SIGNED"
        /// There is a field of that name, for something else.
        case fieldOfOtherKind = "SIGN_PDF_FIELD_OTHER_KIND"
        case fieldNameUnusable = "SIGN_PDF_FIELD_NAME"
        /// The author asks for something of a signature in this field (ISO 32000-2 clause 12.7.5.5).
        case seedValue = "SIGN_PDF_SEED_VALUE"
        /// A new visible field after a certification would break it.
        case stampForbidden = "SIGN_STAMP_FORBIDDEN"
        /// A field that is there has its own place.
        case stampInExistingField = "SIGN_STAMP_EXISTING_FIELD"
        case stampPageMissing = "SIGN_STAMP_PAGE"
        case stampWithoutRoom = "SIGN_STAMP_ROOM"
        /// No TrueType font, or one whose licence forbids embedding.
        case stampFontUnusable = "SIGN_STAMP_FONT"
        case stampWithoutGlyph = "SIGN_STAMP_GLYPH"
        /// The signature with its timestamp is larger than the room that was left.
        case signatureTooLarge = "SIGN_PDF_SIGNATURE_TOO_LARGE"
    }

    public let code: Code
    /// What a sentence names: `field`, `what`, `character`.
    public let facts: [String: String]

    init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }

    init(_ error: PDFError) {
        switch error.code {
        case .malformed: self.init(.notReadable, ["what": error.detail])
        case .tooLarge: self.init(.notReadable, ["what": "\(error.detail), too large"])
        case .encrypted: self.init(.encrypted)
        }
    }
}
