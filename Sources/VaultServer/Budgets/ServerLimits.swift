/// How large the things are that the server bears from strangers, whatever its operator says; what he may set is in
/// `ServerBudgets`.
enum ServerLimits {
    /// Connections that wait to be accepted; Linux's own bound is 4,096.
    static let backlog = 1024
    /// All header fields of a request together, and one of them. Ours need a few hundred bytes; cookies and tokens of
    /// proxies in between may need more.
    static let headerByteCount = 16 << 10
    static let headerFieldCount = 64
    /// What is read away behind a refusal, so that the client gets to see it instead of a reset connection.
    static let drainByteCount = 4 << 20
    /// Requests that were sent on one connection and not answered yet: no client needs more, and each takes some KiB for as
    /// long as answers before it are not taken.
    static let pipelinedRequests = 64
    /// What comes of a body in smaller parts at once is joined to parts of this size: a part takes some 200 bytes however
    /// small it is, and a chunk of one byte six on the line.
    static let bodyPieceByteCount = 16 << 10
    /// A JSON body. The largest that makes sense is a deposit with 64 files' names and metadata, of a few dozen KiB.
    static let jsonByteCount = 1 << 20
    /// Values in it, of about 100 bytes each in memory: a deposit has some hundreds.
    static let jsonElementCount = 50_000
    /// Of what is about erasing: a statement that names ten thousand documents, and the signature around it.
    static let erasureByteCount = 6 << 20
    /// A signed statement: a login or a consent is some KiB with its certificates.
    static let statementByteCount = 256 << 10
    /// Callers whose rates are remembered at once, of about 100 bytes each.
    static let rememberedCallers = 65_536
    /// Connections of one address, but for this machine's own: an office behind one address has fewer.
    static let connectionsPerAddress = 1024
    /// Descriptors that are none of the connections: the catalogue, files being read, uploads.
    static let ownDescriptors = 512
}
