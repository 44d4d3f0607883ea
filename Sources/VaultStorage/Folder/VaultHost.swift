public import PKI
public import VaultCore

/// A vault in a folder, opened once for writing, for many who come and go.
///
/// Its rules, its trust and its keys are those of the moment, and other processes may work on the same vault meanwhile.
///
/// For example:
///
///     let trust = CurrentTrust(in: { TrustFolder(path: "certs") })
///     let host = try await VaultHost.open("vault-data", validator: trust.validator)
///     let vault = try await host.vault(for: AccessClaim(entrance: "http", visitor: visitor), grants: grants)
///     try await host.close()
public final class VaultHost: VaultEntrance {
    let vaults: HostedVaults
    let rules: VaultRules
    private let validator: @Sendable () throws -> any DepositValidator
    private let seal: @Sendable (VaultIdentity) throws -> any Seal
    let pool: any BlockingPool
    let now: @Sendable () -> Instant

    /// Opens a vault, and completes what a crash left unfinished.
    ///
    /// - Parameters:
    ///   - validator: gives the validator of the moment (`CurrentTrust`); may block.
    ///   - seal: gives the vault's seal where something is to be sealed.
    ///   - now: the clock of sign-ins, and that the periods of consents go by.
    /// - Throws: as `VaultFolder.open` for writing.
    public static func open(
        _ path: String, validator: @escaping @Sendable () throws -> any DepositValidator,
        sealedBy seal: @escaping @Sendable (VaultIdentity) throws -> any Seal = VaultFolder.noSeal,
        now: @escaping @Sendable () -> Instant = Instant.now
    ) async throws -> VaultHost {
        let pool = WorkerPool.shared
        let opened = try await pool.run { try OpenedVault(path: path, pool: pool, writes: true) }
        let rules = VaultRules(of: opened)
        _ = try await pool.run { try rules.admission() }
        let first = try await HostedVault(opened, rules, pool: pool, now: now)
        return VaultHost(
            HostedVaults(first, path: path, rules, pool: pool, now: now), rules, validator, seal, pool, now)
    }

    private init(
        _ vaults: HostedVaults, _ rules: VaultRules, _ validator: @escaping @Sendable () throws -> any DepositValidator,
        _ seal: @escaping @Sendable (VaultIdentity) throws -> any Seal, _ pool: any BlockingPool,
        _ now: @escaping @Sendable () -> Instant
    ) {
        self.vaults = vaults
        self.rules = rules
        self.validator = validator
        self.seal = seal
        self.pool = pool
        self.now = now
    }

    /// As it was when somebody came last.
    var opened: OpenedVault { vaults.known.opened }

    public var identity: VaultIdentity { opened.identity }
    public var identitySeal: [UInt8] { opened.identitySeal }

    // MARK: Who comes

    /// - Throws: `ACCESS_DENIED`, also for a claim without a visitor: whoever comes over the network was recognised, or is
    ///   nobody.
    public func vault(for claim: AccessClaim, grants: AccessGrants) async throws -> any Vault {
        try await visited(claim, grants)
    }

    public func sync(for claim: AccessClaim, grants: AccessGrants) async throws -> any SyncVault {
        try await visited(claim, grants)
    }

    public func resolving(for claim: AccessClaim, grants: AccessGrants) async throws -> any ResolvingVault {
        try await visited(claim, grants)
    }

    private func visited(_ claim: AccessClaim, _ grants: AccessGrants) async throws -> AccessControlledVault {
        let denied = VaultError(.accessDenied, ["role": (claim.role ?? .owner).rawValue])
        switch claim.visitor {
        case nil: throw denied
        case .service: break
        case .person(let person):
            guard now() <= person.validUntil, try await isStillOne(person) else { throw denied }
        }
        return try await vault(claim, grants)
    }

    /// The vault for this process's own account, as at a terminal: for what it does beside serving.
    /// - Throws: `ACCESS_DENIED`.
    public func ownVault(as claim: AccessClaim) async throws -> AccessControlledVault {
        guard claim.visitor == nil else {
            throw VaultError(.accessDenied, ["role": (claim.role ?? .owner).rawValue])
        }
        return try await vault(claim, AccessGrants())
    }

    private func vault(_ claim: AccessClaim, _ grants: AccessGrants) async throws -> AccessControlledVault {
        let hosted = try await vaults.current()
        let admission = try await pool.run { [rules] in try rules.admission() }
        return try hosted.opened.vault(
            writer: hosted.writer(CurrentValidator(validator: validator), admission), as: claim, admission,
            journal: hosted.journal, grants: grants, seal: seal)
    }

    /// Whoever signed in under a number that was linked with his certificate's: links may be parted since.
    private func isStillOne(_ person: SignedInPerson) async throws -> Bool {
        if person.numbers.contains(person.user) { return true }
        return try await !opened.records.identity(of: person.user).identifiers.isDisjoint(with: person.numbers)
    }

    /// The service whose client certificate the vault's `roles` pin; nil for none.
    /// - Throws: `ROLES_MALFORMED`, `POLICY_MALFORMED`.
    public func service(by certificate: Digest) async throws -> String? {
        try await pool.run { [rules] in try rules.admission().roles.access.service(by: certificate) }
    }

    /// - Throws: also `SERVER_ORIGIN_MALFORMED`, where one of the origins is not in its one spelling.
    public func signIn(_ cms: [UInt8], nonce: [UInt8], origins: Set<String>) async throws -> SignedInPerson {
        let known = try origins.map { text throws(VaultError) in
            guard let origin = ServerOrigin(exactly: text) else { throw VaultError(.serverOriginMalformed) }
            return origin
        }
        return try await LoginVerification(
            validator: CurrentValidator(validator: validator), records: opened.records, pool: pool
        ).verify(cms, nonce: nonce, origins: Set(known), at: now())
    }

    public func stageUpload() async throws -> any StagedUpload { try await opened.objects.stageUpload() }

    /// Finishes what was left behind the acknowledgements and lets go of the folder, when nothing is under way any more. A
    /// vault that is not closed loses nothing by it.
    public func close() async throws { try await vaults.close() }
}
