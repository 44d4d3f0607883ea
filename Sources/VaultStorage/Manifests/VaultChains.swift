public import VaultCore

/// Every chain of manifests that a vault issues: `all`, and one for each service and scope in its `roles`.
public struct VaultChains: Sendable {
    public let chains: [VaultManifests]
    /// What a line of `roles` names and no chain can be made of.
    public let unfit: [Unfit]
    private let opened: OpenedVault

    public enum Unfit: Hashable, Sendable {
        /// `SCOPE_UNKNOWN`: the file `scopes` has none of the name.
        case scope(String)
        /// The name of a service that no audience can have.
        case service(String)
        /// `SCOPES_MALFORMED`: no scope but that of everything can be told of.
        case file(line: String)
    }

    /// By the vault's rules as they stand now; blocks.
    init(of opened: OpenedVault, _ admission: Admission, _ guardian: AccessGuard, pool: any BlockingPool) throws {
        var chains: [ManifestChain] = [.all]
        var unfit: [Unfit] = []
        var scopes = ManifestScopes.none
        var isReadable = true
        do {
            scopes = try opened.scopes()
        } catch let error as VaultError where error.code == .scopesMalformed {
            // Whoever follows everything must not have to take its head for frozen.
            unfit.append(.file(line: error.facts["line"] ?? "0"))
            isReadable = false
        }
        for (service, name) in admission.roles.access.scopesOfServices {
            guard let scope = scopes.scope(named: name) else {
                if isReadable { unfit.append(.scope(name)) }
                continue
            }
            guard let chain = scope.chain(for: service) else {
                unfit.append(.service(service))
                continue
            }
            if !chains.contains(chain) { chains.append(chain) }
        }
        self.chains = chains.map {
            VaultManifests(opened: opened, chain: $0, scopes: scopes, guardian: guardian, pool: pool)
        }
        self.unfit = unfit
        self.opened = opened
    }

    /// Who the vault was when they were opened: the seal that they are issued with is the one in use then.
    public var identity: VaultIdentity { opened.identity }

    /// How many entries of the log may be told of: all of them, or as many as a quorum of witnesses has cosigned.
    public func logSize() async throws -> UInt64 {
        let witnessed = try await opened.records.witnessed()
        return witnessed.quorum > 0 ? witnessed.newest?.size ?? 0 : try await opened.records.state().size
    }
}

extension VaultHost {
    /// The chains that this process issues beside serving, for its own account.
    /// - Throws: `ACCESS_DENIED`; `ROLES_MALFORMED`.
    public func ownChains(as claim: AccessClaim) async throws -> VaultChains {
        guard claim.visitor == nil else {
            throw VaultError(.accessDenied, ["role": (claim.role ?? .owner).rawValue])
        }
        let hosted = try await vaults.current()
        return try await pool.run { [rules, pool] in
            let admission = try rules.admission()
            return try VaultChains(
                of: hosted.opened, admission, hosted.opened.guardian(claim, admission, hosted.journal), pool: pool)
        }
    }
}
