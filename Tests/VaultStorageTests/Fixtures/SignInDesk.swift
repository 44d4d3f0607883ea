import Foundation
import PKI
import Signatures
import TestSupport
import VaultCore

@testable import VaultStorage

/// A vault that is opened for visitors, and citizens who sign its challenges; the clock stands at `MintedPKI.now`.
struct SignInDesk {
    let vault: MintedVault
    let pki: MintedPKI
    let host: VaultHost

    static let origin = "https://kho.example"
    static let nonce = [UInt8](0..<32)
    static let citizen = MintedVault.owner

    /// - Parameters:
    ///   - roles: lines of the vault's file `roles`.
    ///   - crls: nil for fresh lists.
    init(
        roles: String = "", revoked: [IssuingAuthority.RevokedEntry] = [], crls: [[UInt8]]? = nil,
        now: Instant = MintedPKI.now, in other: (vault: MintedVault, pki: MintedPKI)? = nil
    ) async throws {
        vault = try other?.vault ?? MintedVault()
        pki = try other?.pki ?? MintedPKI()
        try vault.write(Array(roles.utf8), to: "roles")
        let validator = VaultValidator(
            trust: pki.trust(crls: try crls ?? pki.lists(at: now, revoked: revoked)), now: { now })
        host = try await VaultHost.open(
            vault.path, validator: { validator }, sealedBy: { [vault] _ in vault.seal }, now: { now })
    }

    static func statement(
        user: String = citizen, nonce: [UInt8] = nonce, origin: String = origin, time: Instant = MintedPKI.now
    ) throws -> LoginStatement {
        try LoginStatement(nonce: nonce, origin: ServerOrigin(origin), time: time, user: Owner(user))
    }

    static func sign(_ statement: LoginStatement, by identity: MintedPKI.Identity) throws -> [UInt8] {
        try statement.signed(by: CAdESSigner(key: identity.key, certificate: identity.certificate))
    }

    /// What a server makes of a signed challenge.
    func signIn(
        _ cms: [UInt8], nonce: [UInt8] = nonce, origins: Set<String> = [origin]
    ) async throws -> SignedInPerson { try await host.signIn(cms, nonce: nonce, origins: origins) }

    /// Signs in as somebody by a certificate.
    func signIn(as user: String = citizen, by identity: MintedPKI.Identity) async throws -> SignedInPerson {
        try await signIn(Self.sign(Self.statement(user: user), by: identity))
    }

    /// The vault for somebody who has signed in.
    func vault(
        for person: SignedInPerson, as role: AccessRole? = nil, grants: AccessGrants = AccessGrants()
    ) async throws -> any Vault {
        try await host.vault(
            for: AccessClaim(role: role, entrance: "http", visitor: .person(person)), grants: grants)
    }

    /// Why a sign-in is refused; nil where it is not.
    func refusal(_ work: () async throws -> SignedInPerson) async throws -> VaultError? {
        do {
            _ = try await work()
            return nil
        } catch let error as VaultError {
            return error
        }
    }
}
