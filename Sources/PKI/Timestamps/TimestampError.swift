/// Why an answer of a time-stamping authority is of no use.
public struct TimestampError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No TimeStampResp, or no token in it that can be read.
        case malformed = "TSA_ANSWER_MALFORMED"
        /// The authority would not; `detail` is its own reason.
        case rejected = "TSA_REJECTED"
        /// A token for something else.
        case wrongImprint = "TSA_WRONG_IMPRINT"
        /// An answer to another question.
        case wrongNonce = "TSA_WRONG_NONCE"
        /// Its signature does not verify by the certificate that it names, or that is none of a timestamp authority.
        case badSignature = "TSA_BAD_SIGNATURE"
    }

    public let code: Code
    public let detail: String

    init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }
}
