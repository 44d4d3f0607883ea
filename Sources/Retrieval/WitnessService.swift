/// A witness of transparency logs over HTTP (C2SP tlog-witness): brings requests to it, and what it answers back.
///
/// For example:
///
///     let service = try WitnessService(address: "https://witness.example/w1/add-checkpoint")
///     let (status, type, body) = try await service.ask(request.bytes)
public struct WitnessService: Sendable {
    /// From the question to the whole answer (seconds): a witness verifies some hashes and writes a file.
    public static let usualSeconds = 10
    /// Some lines of 150 bytes; a post-quantum one has 3.3 KB.
    public static let maximumAnswer = 64 << 10

    private let exchange: HTTPExchange

    /// Asks nobody yet.
    /// - Parameters:
    ///   - address: where it is asked, as an operator gave it: any host.
    ///   - roots: PEM, certificates beside the system's roots that the witness's may come from; none where it is empty.
    /// - Throws: `RetrievalError` `.addressUnusable`; `.notTrusted` where the roots are no certificates.
    public init(
        address: String, roots: [UInt8] = [], totalSeconds: Int = usualSeconds
    ) throws(RetrievalError) {
        var exchange = HTTPExchange(
            address: try ServiceAddress(address), hosts: .any, limit: Self.maximumAnswer, totalSeconds: totalSeconds)
        try exchange.trust(roots)
        self.exchange = exchange
    }

    /// Sends a request's body, once.
    /// - Returns: the status, the media type as it came, and the body.
    /// - Throws: `RetrievalError` where nothing comes back, or too much.
    public func ask(_ body: [UInt8]) async throws(RetrievalError) -> (status: Int, type: String?, body: [UInt8]) {
        try await exchange.ask(body, type: "text/plain; charset=utf-8")
    }
}
