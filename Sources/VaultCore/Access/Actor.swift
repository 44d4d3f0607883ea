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

    /// Whether a service is one of those for whom a chain's manifests are: it is the chain's audience and has its scope,
    /// or has the scope of everything.
    /// - Parameter isCurrent: whether the chain's scope still means what its manifests were issued for.
    public func mayReadBodies(of chain: ManifestChain, isCurrent: Bool) -> Bool {
        guard role == .service, let scope else { return false }
        if isSole || scope == ManifestChain.all.scope { return true }
        return isCurrent && chain.scope == scope && ByteText(chain.audience) == ByteText(account)
    }
}
