import NIOHTTP1
import NIOSSL

/// Brings a message to somebody who did not ask for it just now: one POST, of whose answer the beginning counts.
public struct MessagePost: Sendable {
    private var exchange: HTTPExchange

    /// Asks nobody yet.
    /// - Parameters:
    ///   - hosts: which hosts may be reached by it.
    ///   - roots: PEM, certificates beside the system's roots that a server's may come from; none where it is empty.
    ///   - totalSeconds: from the connection to the beginning of the answer.
    /// - Throws: `RetrievalError` `.addressUnusable`; `.notTrusted` where the roots are no certificates.
    public init(address: String, hosts: HostPolicy, roots: [UInt8] = [], totalSeconds: Int) throws(RetrievalError) {
        var exchange = HTTPExchange(
            address: try ServiceAddress(address), hosts: hosts, limit: 0, totalSeconds: totalSeconds)
        if !roots.isEmpty {
            do {
                exchange.roots = try NIOSSLCertificate.fromPEMBytes(roots)
            } catch {
                throw RetrievalError(.notTrusted, ["host": exchange.address.host])
            }
        }
        self.exchange = exchange
    }

    /// The same, with another way to find a host's addresses than the system's.
    func finding(_ lookup: @escaping @Sendable (String) throws -> [NetworkAddress]) -> MessagePost {
        var post = self
        post.exchange.lookup = lookup
        return post
    }

    /// Sends it, once.
    /// - Returns: the status, and after how many seconds the receiver wants to be asked again, where it says so in
    ///   seconds (RFC 9110 section 10.2.3; a date there is taken for nothing).
    /// - Throws: `RetrievalError` where nothing comes back.
    public func send(
        _ body: [UInt8], type: String, headers: [(name: String, value: String)]
    ) async throws(RetrievalError) -> (status: Int, retryAfter: Int64?) {
        let answer = try await exchange.post(body, type: type, headers: headers)
        let seconds = answer.headers.first(name: "Retry-After").flatMap { Int64($0) }
        return (answer.status, seconds.flatMap { $0 >= 0 ? $0 : nil })
    }
}
