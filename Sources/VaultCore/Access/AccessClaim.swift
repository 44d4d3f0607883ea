/// What somebody says of himself and his errand when he opens a vault; `AccessRoles` and `AccessPolicy` judge it.
public struct AccessClaim: Hashable, Sendable {
    /// nil: the owner of what he names.
    public var role: AccessRole?
    /// The account of the operating system, as the system tells it.
    public var account: String
    public var entrance: String
    public var dossier: DossierCode?
    public var purpose: AccessPurpose?
    public var basis: AccessBasis?
    /// As whom a server recognised him; nil at a terminal of this machine.
    public var visitor: Visitor?
    /// Which of its scopes a service comes for; nil: the only one that it has.
    public var scope: String?

    public init(
        role: AccessRole? = nil, account: String = "", entrance: String = "library", dossier: DossierCode? = nil,
        purpose: AccessPurpose? = nil, basis: AccessBasis? = nil, visitor: Visitor? = nil,
        scope: String? = nil
    ) {
        self.role = role
        self.account = account
        self.entrance = entrance
        self.dossier = dossier
        self.purpose = purpose
        self.basis = basis
        self.visitor = visitor
        self.scope = scope
    }
}
