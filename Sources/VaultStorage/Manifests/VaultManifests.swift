public import PKI
public import VaultCore

/// The manifests of a vault in a folder: issuing them, and reading what was issued.
///
/// For example:
///
///     let manifests = try await VaultManifests.open("vault-data", writes: true)
///     let (issued, head) = try await manifests.issue(seal: seal, at: .now())
public struct VaultManifests: Sendable {
    private let opened: OpenedVault
    private let files: ManifestFiles
    private let guardian: AccessGuard
    public let chain: ManifestChain

    /// - Parameter writes: whether manifests are to be issued.
    /// - Throws: `VAULT_NOT_FOUND`, `INTEGRITY_FAILURE`; `ROLES_MALFORMED`, `ACCESS_DENIED`.
    public static func open(
        _ path: String, chain: ManifestChain = .all, writes: Bool, as claim: AccessClaim = AccessClaim()
    ) async throws -> VaultManifests {
        let pool = WorkerPool.shared
        var claim = claim
        // What a service comes for is this chain.
        claim.scope = claim.scope ?? chain.scope
        return try await pool.run { [claim] in
            let opened = try OpenedVault(path: path, pool: pool, writes: writes)
            let staging = writes ? try StagingFolder(below: opened.layout.staging) : nil
            return VaultManifests(
                opened: opened,
                files: ManifestFiles(layout: opened.layout, chain: chain, staging: staging, pool: pool),
                guardian: try opened.guardian(claim, try opened.admission()), chain: chain)
        }
    }

    private init(opened: OpenedVault, files: ManifestFiles, guardian: AccessGuard, chain: ManifestChain) {
        self.opened = opened
        self.files = files
        self.guardian = guardian
        self.chain = chain
    }

    public var identity: VaultIdentity { opened.identity }

    /// Issues the manifests that are missing up to the committed log, and a head as of `time`.
    /// - Throws: `KEY_NOT_OF_THIS_VAULT` where the vault's identity does not name the seal; what `ManifestIssuer` throws.
    @discardableResult
    public func issue(seal: any Seal, at time: Instant) async throws -> (manifests: [Manifest], head: ManifestHead) {
        guard opened.identity.seals.contains(where: { $0.der == seal.certificateDER }) else {
            throw VaultError(.keyForeign, ["key": "seal"])
        }
        try await guardian.admit(.issueManifest, facts)
        return try await ManifestIssuer(
            identity: opened.identity, chain: chain, seal: seal, records: opened.records, store: files
        ).issue(at: time)
    }

    /// The newest sequence number; nil where nothing was issued.
    public func lastSequence() async throws -> UInt64? { try await files.lastSequence() }

    public func manifest(_ sequence: UInt64) async throws -> SealedDocument? { try await files.manifest(sequence) }

    public func head() async throws -> SealedDocument? { try await files.head() }

    /// The bodies of a manifest's entries, as the records stand now.
    public func bodies(of manifest: Manifest) async throws -> [ManifestBody] {
        try await guardian.admit(.readManifest, facts)
        return try await ManifestBody.all(of: manifest, records: opened.records)
    }

    private var facts: AccessFacts {
        AccessFacts(isInScope: guardian.actor.scope.map { $0 == ManifestChain.all.scope || $0 == chain.scope } ?? false)
    }
}
