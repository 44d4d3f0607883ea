import ArgumentParser
import VaultCore

/// As whom a command works on a vault, and for what.
struct AccessOptions: ParsableArguments {
    @Option(name: .customLong("as"), help: "As whom: owner, officer, auditor, operator … (else KHO_AS, else owner).")
    var role: String?
    @Option(help: "An officer's dossier: H37.01-261124-0001.") var dossier: String?
    @Option(help: "What it is for: a code such as a procedure's, 1.001193.") var purpose: String?
    @Option(help: "What an officer's access rests on: legal-task or consent.") var basis: String?

    /// - Parameter purposeIsText: whether the purpose is in anybody's own words, so that it is none of an access.
    /// - Throws: `ACCESS_ROLE_UNKNOWN`, `DOSSIER_CODE_MALFORMED`, `ACCESS_PURPOSE_MALFORMED`, `ACCESS_BASIS_UNKNOWN`.
    func claim(purposeIsText: Bool = false, entrance: String = "command-line") throws(VaultError) -> AccessClaim {
        var claim = AccessClaim(account: SystemAccount.name, entrance: entrance)
        if let role = role ?? Environment.variables["KHO_AS"].flatMap({ $0.isEmpty ? nil : $0 }) {
            guard let known = AccessRole(rawValue: role) else { throw VaultError(.accessRoleUnknown) }
            claim.role = known
        }
        if let dossier { claim.dossier = try DossierCode(dossier) }
        if let purpose {
            claim.purpose = purposeIsText ? try? AccessPurpose(purpose) : try AccessPurpose(purpose)
        }
        if let basis {
            guard let known = AccessBasis(rawValue: basis) else { throw VaultError(.accessBasisUnknown) }
            claim.basis = known
        }
        return claim
    }
}
