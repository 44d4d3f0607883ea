import PKI

/// A time-stamping authority over HTTP (RFC 3161 section 3.4).
///
/// For example:
///
///     let service = try TimestampService(address: "http://tsa.example.vn")
///     let token = try await service.token(over: signature)
public struct TimestampService: Sendable {
    private let exchange: HTTPExchange

    /// Asks nobody yet.
    /// - Parameters:
    ///   - hosts: `.any` for an address that the user gave.
    ///   - totalSeconds: from the question to the whole answer.
    /// - Throws: `RetrievalError` `.addressUnusable`.
    public init(
        address: String, hosts: HostPolicy = .any, totalSeconds: Int = RetrievalLimits.totalSeconds
    ) throws(RetrievalError) {
        exchange = HTTPExchange(
            address: try ServiceAddress(address), hosts: hosts, limit: RetrievalLimits.timestampAnswer,
            totalSeconds: totalSeconds)
    }

    /// A token over the SHA-256 of some bytes, checked: it is an answer to this question, and signed by the certificate
    /// that it names. Whether that one is trusted is for whoever validates.
    /// - Throws: `RetrievalError` where no answer comes; `TimestampError` where it is none to this question.
    public func token(over bytes: [UInt8]) async throws -> [UInt8] {
        let request = TimestampRequest(imprint: .sha256(of: bytes))
        let answer = try await exchange.post(
            request.der, type: "application/timestamp-query", answerType: "application/timestamp-reply")
        return try TimestampResponse.token(in: answer, for: request)
    }
}
