/// A vault that is opened once for many who come and go: what a server stands on.
public protocol VaultEntrance: Sendable {
    var identity: VaultIdentity { get }
    /// `vault.json.p7s`
    var identitySeal: [UInt8] { get }

    /// The vault for whoever makes a claim, by the vault's rules as they stand now.
    ///
    /// - Parameter grants: what was entered for him already.
    /// - Throws: `ACCESS_DENIED`; `ROLES_MALFORMED`, `POLICY_MALFORMED`.
    func vault(for claim: AccessClaim, grants: AccessGrants) async throws -> any Vault

    /// What sync services ask, for whoever makes a claim.
    /// - Throws: as `vault(for:grants:)`.
    func sync(for claim: AccessClaim, grants: AccessGrants) async throws -> any SyncVault

    /// A document that is looked for here and elsewhere, for whoever makes a claim.
    /// - Throws: as `vault(for:grants:)`.
    func resolving(for claim: AccessClaim, grants: AccessGrants) async throws -> any ResolvingVault

    /// A file that comes in pieces.
    /// - Throws: `VAULT_OPENED_FOR_READING`.
    func stageUpload() async throws -> any StagedUpload

    /// Who signed a challenge (`LoginStatement`).
    ///
    /// - Parameters:
    ///   - cms: the statement with its signature around it, DER.
    ///   - nonce: that the server gave out for it, and to nobody else.
    ///   - origins: under which the server is known.
    /// - Throws: `LOGIN_MALFORMED`, `LOGIN_REFUSED` with the reason.
    func signIn(_ cms: [UInt8], nonce: [UInt8], origins: Set<String>) async throws -> SignedInPerson
}
