/// Where events are asked for by whoever may have them.
public protocol EventEntrance: Sendable {
    /// The events of a service's scope. It is decided and entered in the journal, once for all that is read of it then.
    /// - Throws: `ACCESS_DENIED`, `ACCESS_NOT_RECORDED`.
    func events(for claim: AccessClaim) async throws -> EventLog
}
