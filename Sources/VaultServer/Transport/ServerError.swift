/// Why a server cannot start.
public struct ServerError: Error, Hashable, Sendable {
    /// Stable names.
    public enum Code: String, Sendable, CaseIterable {
        case tlsRequired = "TLS_REQUIRED"
        case tlsCertificateMalformed = "TLS_CERTIFICATE_MALFORMED"
        case tlsKeyMalformed = "TLS_KEY_MALFORMED"
        case tlsPairMismatch = "TLS_PAIR_MISMATCH"
        case clientAuthorityMalformed = "CLIENT_CA_MALFORMED"
        case serviceAuthorityMalformed = "SERVICE_CA_MALFORMED"
        case serviceListMalformed = "SERVICE_CRL_MALFORMED"
        case addressMalformed = "LISTEN_ADDRESS_MALFORMED"
        case cannotListen = "CANNOT_LISTEN"
    }

    public let code: Code
    public let facts: [String: String]

    public init(_ code: Code, _ facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }
}
