extension AccessControlledVault {
    /// The same as `entering`, for what commits one record: where the request was done already, that record is given.
    func enteringOnce(
        _ access: [AccessEntry], _ work: () async throws -> CommittedRecord
    ) async throws -> CommittedRecord {
        if let committed = try await answered(access) { return committed }
        return try await entering(access, work)
    }

    /// What the present request led to before; entered as what it is, an access to that record.
    /// - Throws: `IDEMPOTENCY_KEY_REUSED`.
    func answered(_ access: [AccessEntry]) async throws -> CommittedRecord? {
        guard let request = IdempotentRequest.current, let committed = try await stored.answer(to: request) else {
            return nil
        }
        try await guardian.enter(access.map { $0.committed(with: committed.record) })
        return committed
    }
}
