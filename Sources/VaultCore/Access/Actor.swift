/// Who acts on a vault, and as whom.
public struct Actor: Hashable, Sendable {
    public let role: AccessRole
    /// The person behind the role, where the vault's `roles` name one.
    public let person: Owner?
    /// The account of the operating system; empty where the entrance knows none.
    public let account: String
    /// An officer's agency.
    public let agency: AgencyCode?
    /// `command-line`, `server` …
    public let entrance: String
    /// Whether the vault knows no persons at its terminals, so that whoever reaches it there is its only user.
    public let isSole: Bool
    /// What a service may have manifests of.
    public let scope: String?

    public init(
        role: AccessRole, person: Owner? = nil, account: String = "", agency: AgencyCode? = nil, entrance: String,
        isSole: Bool = false, scope: String? = nil
    ) {
        self.role = role
        self.person = person
        self.account = account
        self.agency = agency
        self.entrance = entrance
        self.isSole = isSole
        self.scope = scope
    }

    /// Whether he is the only user, acting for the owners of whatever he names.
    public var isSoleOwner: Bool { isSole && role == .owner }
}
