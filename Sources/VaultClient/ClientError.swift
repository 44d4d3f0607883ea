/// Why a server could not be asked, or its answer not be believed.
public struct ClientError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No connection, or it broke.
        case unreachable = "SERVER_UNREACHABLE"
        case timedOut = "SERVER_TIMED_OUT"
        /// The certificate is not the server's, or of nobody who is trusted.
        case notTrusted = "SERVER_NOT_TRUSTED"
        /// Plain HTTP to another machine than this.
        case plain = "SERVER_WITHOUT_TLS"
        case authoritiesMalformed = "SERVER_CA_MALFORMED"
        /// What the client shows itself.
        case certificateMalformed = "CLIENT_CERTIFICATE_MALFORMED"
        /// It has no such file.
        case absent = "SERVER_HAS_NOT"
        /// It gives this to others.
        case denied = "SERVER_DENIES"
        /// It cannot take more at present.
        case busy = "SERVER_BUSY"
        /// What it answered is no answer to what was asked.
        case answerMalformed = "SERVER_ANSWER_MALFORMED"
        case answerTooLarge = "SERVER_ANSWER_TOO_LARGE"
        /// What was sent is not what the record, or the server itself, says.
        case contentDiffers = "SERVER_CONTENT_DIFFERS"
        /// Another vault is there than before.
        case otherVault = "SERVER_OF_OTHER_VAULT"
        /// What it says of its vault no seal signed that is pinned or was seen there, or it does not follow what was seen.
        case identityRefused = "SERVER_IDENTITY_REFUSED"
        /// A pinned seal vouches for keys that are not pinned, and that only its user can take in.
        case keysChanged = "SERVER_KEYS_CHANGED"
        case notSignedIn = "NOT_SIGNED_IN"
        /// It refused, with a code that this program does not know.
        case refused = "SERVER_REFUSED"
        /// What a vault in a folder does, and none over a network.
        case notRemote = "NOT_WITH_A_SERVER"
        case interrupted = "SERVER_INTERRUPTED"
    }

    public let code: Code
    public let facts: [String: String]

    public init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }
}
