import PKI

/// The requests that a server is doing: one that is sent again meanwhile has to wait.
public actor RequestsUnderWay {
    private var keys: Set<Digest> = []

    public init() {}

    /// Does something under a request (`IdempotentRequest.perform`).
    /// - Throws: `IDEMPOTENCY_KEY_IN_USE`, and what `work` throws.
    public func perform<Value: Sendable>(
        _ request: IdempotentRequest, _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard keys.insert(request.key).inserted else { throw VaultError(.idempotencyKeyInUse) }
        defer { keys.remove(request.key) }
        return try await request.perform(work)
    }
}
