public import PKI
public import VaultCore

/// One chain of a vault's manifests in its folder: issuing them, and reading what was issued.
///
/// For example:
///
///     let manifests = try await VaultManifests.open("vault-data", writes: true)
///     let (issued, head) = try await manifests.issue(seal: seal, at: .now())
public struct VaultManifests: Sendable {
    private let opened: OpenedVault
    private let files: ManifestFiles
    private let guardian: AccessGuard
    /// nil where the vault's file does not define it, or in another version: what was issued can still be read.
    private let scope: ManifestScope?
    private let pool: any BlockingPool
    public let chain: ManifestChain

    /// - Parameters:
    ///   - chain: of any scope that the vault's file `scopes` defines; for reading, of any.
    ///   - writes: whether manifests are to be issued.
    /// - Throws: `VAULT_NOT_FOUND`, `INTEGRITY_FAILURE`; `ROLES_MALFORMED`, `SCOPES_MALFORMED`, `ACCESS_DENIED`.
    public static func open(
        _ path: String, chain: ManifestChain = .all, writes: Bool, as claim: AccessClaim = AccessClaim()
    ) async throws -> VaultManifests {
        let pool = WorkerPool.shared
        var claim = claim
        // What a service comes for is this chain.
        claim.scope = claim.scope ?? chain.scope
        return try await pool.run { [claim] in
            let opened = try OpenedVault(path: path, pool: pool, writes: writes)
            return VaultManifests(
                opened: opened, chain: chain, scopes: try opened.scopes(),
                guardian: try opened.guardian(claim, try opened.admission()), pool: pool)
        }
    }

    init(
        opened: OpenedVault, chain: ManifestChain, scopes: ManifestScopes, guardian: AccessGuard,
        pool: any BlockingPool
    ) {
        self.opened = opened
        files = ManifestFiles(layout: opened.layout, chain: chain, staging: opened.staging, pool: pool)
        self.guardian = guardian
        scope = scopes.scope(named: chain.scope).flatMap { $0.version == chain.scopeVersion ? $0 : nil }
        self.pool = pool
        self.chain = chain
    }

    public var identity: VaultIdentity { opened.identity }

    /// How issuing goes on beside a server.
    public struct Schedule: Sendable {
        /// In seconds: a head that is younger is left as it is.
        public var headAge: Int64
        /// How many manifests a chain has in its turn: one that begins on a long log must not let the others' heads expire.
        public var manifestsAtOnce: Int

        public init(headAge: Int64, manifestsAtOnce: Int = 8) {
            self.headAge = headAge
            self.manifestsAtOnce = manifestsAtOnce
        }
    }

    /// Issues the manifests that are missing up to the committed log, and a head as of `time`.
    ///
    /// - Parameter schedule: set where nobody asks for it: nothing is given to anybody, and the manifests are their own
    ///   trace, so that the journal of accesses does not fill with it.
    /// - Throws: `KEY_NOT_OF_THIS_VAULT` where the seal is not the one in use; `SCOPE_UNKNOWN`,
    ///   `SCOPE_CHANGED`; what `ManifestIssuer` throws.
    @discardableResult
    public func issue(
        seal: any Seal, at time: Instant, on schedule: Schedule? = nil
    ) async throws -> (manifests: [Manifest], head: ManifestHead) {
        guard opened.identity.currentSeal?.der == seal.certificateDER else {
            throw VaultError(.keyForeign, ["key": "seal"])
        }
        guard let scope else { throw VaultError(.scopeUnknown, ["scope": "\(chain.scope).\(chain.scopeVersion)"]) }
        if schedule == nil {
            try await guardian.admit(.issueManifest, facts)
        } else {
            try await guardian.permit(.issueManifest, facts)
        }
        guard try await pool.run({ try scope.isAll || KnownScope(scope).agrees(opened.database) }) else {
            throw VaultError(.scopeChanged, ["scope": scope.name, "version": String(scope.version)])
        }
        return try await ManifestIssuer(
            identity: opened.identity, chain: chain, scope: scope, seal: seal, records: opened.records,
            catalogue: SQLiteCatalogue(database: opened.database, pool: pool), store: files
        ).issue(
            at: time, keepingHeadsYoungerThan: schedule?.headAge ?? 0, atMost: schedule?.manifestsAtOnce ?? .max)
    }

    /// The newest sequence number; nil where nothing was issued.
    public func lastSequence() async throws -> UInt64? { try await files.lastSequence() }

    public func manifest(_ sequence: UInt64) async throws -> SealedDocument? { try await files.manifest(sequence) }

    public func head() async throws -> SealedDocument? { try await files.head() }

    /// The bodies of a manifest's entries, as the records stand now.
    public func bodies(of manifest: Manifest) async throws -> [ManifestBody] {
        guard manifest.chain == chain else { throw VaultError(.accessDenied, ["role": guardian.actor.role.rawValue]) }
        try await guardian.admit(.readManifest, facts)
        return try await ManifestBody.all(of: manifest, records: opened.records)
    }

    /// A service has the chains that are addressed to it, in the scope that it has now; with the scope `all`, every one.
    private var facts: AccessFacts {
        AccessFacts(isInScope: guardian.actor.mayReadBodies(of: chain, isCurrent: scope != nil))
    }
}
