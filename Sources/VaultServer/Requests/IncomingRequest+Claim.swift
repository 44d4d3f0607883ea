import HTTPTypes
import VaultCore

extension IncomingRequest {
    /// As whom the caller acts, and for what: who he is by the connection or the session, the rest by header fields.
    /// - Throws: `ACCESS_ROLE_UNKNOWN`, `DOSSIER_CODE_MALFORMED`, `ACCESS_PURPOSE_MALFORMED`, `ACCESS_BASIS_UNKNOWN`.
    func claim() throws(VaultError) -> AccessClaim {
        var claim = AccessClaim(entrance: "http", visitor: caller.visitor)
        if let text = headers[.khoRole] {
            guard let role = AccessRole(rawValue: text) else { throw VaultError(.accessRoleUnknown) }
            claim.role = role
        }
        if let text = headers[.khoDossier] { claim.dossier = try DossierCode(text) }
        if let text = headers[.khoPurpose] { claim.purpose = try AccessPurpose(text) }
        if let text = headers[.khoBasis] {
            guard let basis = AccessBasis(rawValue: text) else { throw VaultError(.accessBasisUnknown) }
            claim.basis = basis
        }
        guard case .service(let service) = caller else { return claim }
        // A service is nothing but a service: what it says of itself beside must be in its form, and counts for nothing.
        claim = AccessClaim(entrance: "http", visitor: caller.visitor)
        claim.role = .service
        claim.account = service.name
        // One that it does not have is none, and denied as such.
        claim.scope = headers[.khoScope]
        return claim
    }
}

extension HTTPField.Name {
    static let khoRole = name("Kho-Role")
    static let khoDossier = name("Kho-Dossier")
    static let khoPurpose = name("Kho-Purpose")
    static let khoBasis = name("Kho-Basis")
    /// Which of its scopes a service comes for, where it has several.
    static let khoScope = name("Kho-Scope")
}
