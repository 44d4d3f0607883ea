/// What somebody rests an access on.
public enum AccessBasis: String, Hashable, Sendable, CaseIterable {
    /// His own.
    case owner
    /// The owner's consent, for the purpose and in its period.
    case consent
    /// A task that the law gives to the agency, with the dossier that it is done in.
    case legalTask = "legal-task"
    /// The duty of whoever keeps, audits or serves the vault.
    case duty
}
