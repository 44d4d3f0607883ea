/// Why nothing came back over HTTP. Facts name the host alone: the rest of an address may hold what is nobody's business.
public struct RetrievalError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No `http:` or `https:` address of a host.
        case addressUnusable = "RETRIEVAL_ADDRESS"
        /// A host of this machine or of a private network, where only public ones may be asked.
        case hostNotPublic = "RETRIEVAL_HOST_NOT_PUBLIC"
        case unreachable = "RETRIEVAL_UNREACHABLE"
        case timedOut = "RETRIEVAL_TIMED_OUT"
        /// The certificate of a server does not do.
        case notTrusted = "RETRIEVAL_TLS"
        /// Another status than 200; redirects are not followed.
        case status = "RETRIEVAL_STATUS"
        case answerTooLarge = "RETRIEVAL_TOO_LARGE"
        /// An answer of another media type than asked for: often a page that says why.
        case unexpectedType = "RETRIEVAL_UNEXPECTED_TYPE"
        case interrupted = "RETRIEVAL_INTERRUPTED"
    }

    public let code: Code
    /// `host`, `status`, `type`, `limit`.
    public let facts: [String: String]

    init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }
}
