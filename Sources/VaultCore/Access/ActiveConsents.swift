public import PKI

/// Where it is known what owners consented to.
public protocol ActiveConsents: Sendable {
    /// A consent that is in force.
    ///
    /// - Parameters:
    ///   - owner: with all linked numbers; a consent under any of them counts.
    ///   - agency: exactly the one that asks: a consent to the agency above it was given to that one alone.
    ///   - document: nil where it is about all of the owner's; then only a consent to all of them counts.
    /// - Returns: the log index of the record that granted it; nil where there is none for all of this.
    func consent(
        of owner: OwnerIdentity, to agency: AgencyCode, for purpose: AccessPurpose, document: DocumentID?,
        at time: Instant
    ) async throws -> UInt64?
}
