internal import COpenSSL

/// Something that could not be done with keys or certificates. A bad certificate on the way to a verdict is never
/// such an error; it is a reason of the verdict.
public struct PKIError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        case certificateMalformed = "CERTIFICATE_MALFORMED"
        case crlMalformed = "CRL_MALFORMED"
        case ocspMalformed = "OCSP_MALFORMED"
        case keyMalformed = "KEY_MALFORMED"
        case keyUnsupported = "KEY_UNSUPPORTED"
        case wrongPassphrase = "WRONG_PASSPHRASE"
        case passphraseNeeded = "PASSPHRASE_NEEDED"
        case keyCertificateMismatch = "KEY_CERTIFICATE_MISMATCH"
        case certificateMissing = "CERTIFICATE_MISSING"
        case signingFailed = "SIGNING_FAILED"
        case issuingFailed = "ISSUING_FAILED"
    }

    public let code: Code
    /// OpenSSL's own words, for the engineer; empty where it had none.
    public let detail: String

    public init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    /// The error with what stands in OpenSSL's error queue, which is emptied.
    static func openSSL(_ code: Code) -> PKIError {
        var buffer = [CChar](repeating: 0, count: 256)
        let number = ERR_peek_last_error()
        ERR_clear_error()
        guard number != 0 else { return PKIError(code) }
        ERR_error_string_n(number, &buffer, buffer.count)
        return PKIError(code, String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
}
