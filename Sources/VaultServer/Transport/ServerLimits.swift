import NIOCore

/// What the server bears from strangers.
enum ServerLimits {
    /// Connections at once: half of the 1,024 descriptors that a Debian process has.
    static let connections = 512
    /// Connections that wait to be accepted; Linux's own bound is 4,096.
    static let backlog = 256
    /// All header fields of a request together, and one of them. Ours need a few hundred bytes; cookies and tokens of
    /// proxies in between may need more.
    static let headerByteCount = 16 << 10
    static let headerFieldCount = 64
    /// A connection without a complete request, TLS handshake included.
    static let idle = TimeAmount.seconds(30)
    /// A connection on which nothing moves in either direction, also in the middle of an answer.
    static let stall = TimeAmount.seconds(60)
}
