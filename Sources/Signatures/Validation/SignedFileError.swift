import PKI

/// A file that is not readable as any supported signed format: what is wrong, and where.
public struct SignedFileError: Error, Sendable, Hashable {
    public enum Code: String, Sendable, Hashable {
        case empty = "FILE_EMPTY"
        case notSigned = "NOT_A_SIGNED_FILE"
        /// Recognised, but not a format that this version validates; `detail` names it.
        case unsupportedFormat = "UNSUPPORTED_FORMAT"
        case malformed = "CMS_MALFORMED"
        case tooLarge = "CMS_TOO_LARGE"
        case pdfMalformed = "PDF_MALFORMED"
        case pdfTooLarge = "PDF_TOO_LARGE"
        case pdfEncrypted = "PDF_ENCRYPTED"
        /// Signed to sign in, and handed in as a document.
        case loginNotADocument = "LOGIN_NOT_A_DOCUMENT"
        /// Handed in to sign in, and signed as something else.
        case loginMalformed = "LOGIN_MALFORMED"
    }

    public let code: Code
    public let detail: String
    public let offset: Int

    public init(_ code: Code, _ detail: String = "", at offset: Int = 0) {
        self.code = code
        self.detail = detail
        self.offset = offset
    }

    /// What a CMS error means for whoever gave the file.
    init(_ error: CMSError, in file: some ByteSource) throws {
        switch error.code {
        case .malformed: self.init(.malformed, error.detail, at: error.offset)
        case .tooLarge: self.init(.tooLarge, error.detail, at: error.offset)
        case .notSignedData: self.init(.unsupportedFormat, "CMS, \(error.detail)")
        case .notCMS:
            let start = try file.bytes(0..<min(file.count, 1024))
            if let format = Self.recognised(start) {
                self.init(.unsupportedFormat, format)
            } else {
                self.init(.notSigned)
            }
        }
    }

    /// What a PDF error means for whoever gave the file.
    init(_ error: PDFError) {
        switch error.code {
        case .malformed: self.init(.pdfMalformed, error.detail)
        case .tooLarge: self.init(.pdfTooLarge, error.detail)
        case .encrypted: self.init(.pdfEncrypted)
        }
    }

    /// Formats that citizens hand in by mistake, or that a later version reads, by their first bytes.
    private static func recognised(_ start: [UInt8]) -> String? {
        if start.starts(with: [0x50, 0x4b, 0x03, 0x04]) { return "ZIP" }
        let text = start.drop { $0 <= 0x20 || $0 == 0xef || $0 == 0xbb || $0 == 0xbf }
        if text.starts(with: "<".utf8) { return "XML" }
        return nil
    }
}
