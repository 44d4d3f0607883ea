/// As whom somebody acts on a vault.
public enum AccessRole: String, Hashable, Sendable, CaseIterable {
    /// The person or organisation whose documents they are.
    case owner
    /// An agency's official at work on a dossier.
    case officer
    /// Certifies copies.
    case certifier
    /// A program that receives manifests of its scope.
    case service
    /// Sees who did what, and no contents.
    case auditor
    /// Keeps the vault running, and sees no contents.
    case `operator`
    /// The second person who lets something be erased.
    case approver
}
