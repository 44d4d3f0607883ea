import NIOCore

/// What the server bears from strangers, whatever its operator says; what he may set is in `ServerBudgets`.
enum ServerLimits {
    /// Connections that wait to be accepted; Linux's own bound is 4,096.
    static let backlog = 1024
    /// All header fields of a request together, and one of them. Ours need a few hundred bytes; cookies and tokens of
    /// proxies in between may need more.
    static let headerByteCount = 16 << 10
    static let headerFieldCount = 64
    /// A connection without a complete request head, TLS handshake included.
    static let idle = TimeAmount.seconds(30)
    /// A connection on which nothing moves in either direction while it is the other side's turn, also in the middle of
    /// an answer, which is written in pieces of 64 KiB: whoever takes less than one in this time is gone.
    static let stall = TimeAmount.seconds(60)
    /// A body must bring so much in each such time of waiting for it: 1 KiB a second, slower than any line that could
    /// ever finish an upload. What waits for the server itself does not count.
    static let bodyWindow = TimeAmount.seconds(10)
    static let bodyByteCountPerWindow = 10 << 10
    /// What is read away behind a refusal, so that the client gets to see it instead of a reset connection.
    static let drainByteCount = 4 << 20
    static let drainTime = TimeAmount.seconds(2)
    /// A JSON body. The largest that makes sense is a deposit with 64 files' names and metadata, of a few dozen KiB.
    static let jsonByteCount = 1 << 20
    /// Values in it, of about 100 bytes each in memory: a deposit has some hundreds.
    static let jsonElementCount = 50_000
    /// A signed statement: a login or a consent is some KiB with its certificates.
    static let statementByteCount = 256 << 10
    /// A whole body, however fast it comes, but an upload's: a MiB over a line of 300 kbit/s.
    static let body = TimeAmount.seconds(30)
    /// An upload's: 2 GiB over a line of 5 Mbit/s is an hour.
    static let uploadBody = TimeAmount.seconds(7200)
    /// From a request's head until its answer begins, in all but uploads; longer than a body may take. Validating and
    /// committing a large document takes seconds; what takes longer than this hangs.
    static let handling = Duration.seconds(120)
    /// What was begun when the server is asked to end; then connections are cut.
    static let ending = Duration.seconds(30)
    /// Callers whose rates are remembered at once, of about 100 bytes each.
    static let rememberedCallers = 65_536
    /// Connections of one address, but for this machine's own: an office behind one address has fewer.
    static let connectionsPerAddress = 1024
    /// Descriptors that are none of the connections: the catalogue, files being read, uploads.
    static let ownDescriptors = 512
}
