/// Why a PDF file, or a part of it, cannot be read.
struct PDFError: Error, Hashable, Sendable {
    enum Code: String, Sendable, Hashable {
        case malformed = "PDF_MALFORMED"
        case tooLarge = "PDF_TOO_LARGE"
        /// Encrypted, and not with the empty user password.
        case encrypted = "PDF_ENCRYPTED"
    }

    let code: Code
    /// For whoever looks into the file; never decides anything.
    let detail: String

    init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }
}
