import PKI
import VaultCore

/// A vault that lets nobody in: for tests of what comes before.
struct NobodysVault: VaultEntrance {
    struct Unwanted: Error {}

    let identity: VaultIdentity
    let identitySeal: [UInt8] = []

    init() {
        let time = MintedTime.now
        // Its parts are in the right form, so that it can be made.
        guard
            let identity = try? VaultIdentity(
                id: String(repeating: "0", count: 32), origin: "kho.example.vn/log",
                seals: [SealCertificate(der: [], notBefore: time, notAfter: time)], logKeys: [], madeAt: time)
        else { preconditionFailure("the identity of nobody's vault") }
        self.identity = identity
    }

    private enum MintedTime { static let now = Instant(seconds: 1_700_000_000) }

    func vault(for claim: AccessClaim, grants: AccessGrants) async throws -> any Vault {
        throw VaultError(.accessDenied, ["role": (claim.role ?? .owner).rawValue])
    }

    func sync(for claim: AccessClaim, grants: AccessGrants) async throws -> any SyncVault {
        throw VaultError(.accessDenied, ["role": (claim.role ?? .owner).rawValue])
    }

    func resolving(for claim: AccessClaim, grants: AccessGrants) async throws -> any ResolvingVault {
        throw VaultError(.accessDenied, ["role": (claim.role ?? .owner).rawValue])
    }

    func stageUpload() async throws -> any StagedUpload { throw VaultError(.readOnly) }

    func signIn(_ cms: [UInt8], nonce: [UInt8], origins: Set<String>) async throws -> SignedInPerson {
        throw VaultError(.loginRefused, ["reason": LoginRefusal.signature.rawValue])
    }
}
