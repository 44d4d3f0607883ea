import CanonicalJSON
public import PKI

/// A request that its sender may send again without anything being done twice: who and by which key, and what was asked.
///
/// What the vault keeps of it are two digests, for `keepingTime`: neither the caller's number nor the key.
public struct IdempotentRequest: Hashable, Sendable {
    /// Of caller and key: two callers with one key are two.
    public let key: Digest
    /// Of what is asked for: the same key for something else is refused.
    public let content: Digest

    /// What HTTP clients use as keys is shorter: a UUID has 36 characters.
    public static let maximumKeyLength = 128
    /// How long the vault knows it (seconds): longer than any client tries, also over a night without a network.
    public static let keepingTime: Int64 = 48 * 3600

    /// - Parameters:
    ///   - caller: unique among those whom a server knows.
    ///   - content: the digest of everything that makes this request another one.
    /// - Throws: `IDEMPOTENCY_KEY_MALFORMED`.
    public init(caller: String, key: String, content: Digest) throws(VaultError) {
        guard (1...Self.maximumKeyLength).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else {
            throw VaultError(.idempotencyKeyMalformed)
        }
        self.init(key: .sha256(of: JSON.array([.string(caller), .string(key)]).canonicalBytes), content: content)
    }

    /// One that a store has kept.
    public init(key: Digest, content: Digest) {
        self.key = key
        self.content = content
    }

    /// The request under which this task writes, so that it goes into the very transaction of what is written.
    @TaskLocal static var current: IdempotentRequest?

    /// Does something that commits one record, under this request: where it was done already, that record is the answer.
    public func perform<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        try await Self.$current.withValue(self) { try await work() }
    }
}

/// A request, and the record by which it was done.
public struct AnsweredRequest: Hashable, Sendable {
    public let request: IdempotentRequest
    /// Its place in the log.
    public let index: UInt64

    public init(request: IdempotentRequest, index: UInt64) {
        self.request = request
        self.index = index
    }
}
