public import PKI
import Signatures

/// Who may act as what: the lines of `vault-data/roles` that are about access.
///
///     officer SCHEME:ID of AGENCY      auditor SCHEME:ID      operator SCHEME:ID      approver SCHEME:ID
///     service NAME SCOPE               client NAME sha256:DIGITS                      local USER SCHEME:ID
///
/// A service may have several scopes, and several certificates at once, so that one can follow the other. A vault without
/// any `local` line has one user: whoever reaches it at a terminal; who comes over the network is never taken for him.
public struct AccessRoles: Hashable, Sendable {
    private var holders: [AccessRole: Set<ByteText>] = [:]
    private var agencies: [ByteText: Set<AgencyCode>] = [:]
    private var services: [ByteText: Set<ByteText>] = [:]
    /// The service of each certificate.
    private var clients: [Digest: ByteText] = [:]
    private var accounts: [ByteText: Owner] = [:]

    public init() {}

    /// Whether nobody is named at the terminals.
    public var isOfOneUser: Bool { accounts.isEmpty }

    /// Takes note of a line.
    /// - Returns: whether the line is about access alone; nil where it begins as one and is none.
    mutating func take(_ line: [String]) -> Bool? {
        switch (line[0], line.count) {
        case ("officer", 4):
            guard let person = try? Owner(line[1]), line[2] == "of", let agency = try? AgencyCode(line[3]) else {
                return nil
            }
            agencies[ByteText(person.description), default: []].insert(agency)
        case ("auditor", 2), ("operator", 2), ("approver", 2):
            guard let role = AccessRole(rawValue: line[0]), let person = try? Owner(line[1]) else { return nil }
            holders[role, default: []].insert(ByteText(person.description))
        case ("service", 3):
            guard let scope = ManifestChain(audience: "all", scope: line[2])?.scope else { return nil }
            services[ByteText(line[1]), default: []].insert(ByteText(scope))
        case ("client", 3):
            // One certificate for two services could not tell which of them comes.
            guard let certificate = Digest(line[2]), certificate.algorithm == .sha256,
                clients[certificate] ?? ByteText(line[1]) == ByteText(line[1])
            else { return nil }
            clients[certificate] = ByteText(line[1])
        case ("local", 3):
            // Two persons at one account could not be told from each other.
            guard let person = try? Owner(line[2]), accounts[ByteText(line[1])] == nil else { return nil }
            accounts[ByteText(line[1])] = person
        case ("certifier", 2...):
            // `Roles` judges the line; whoever certifies by it may also act as a certifier.
            if let person = try? Owner(line[1]) {
                holders[.certifier, default: []].insert(ByteText(person.description))
            }
            return false
        case ("officer", _), ("auditor", _), ("operator", _), ("approver", _), ("service", _), ("client", _),
            ("local", _):
            return nil
        default: return false
        }
        return true
    }

    /// Whether the one whom a certificate names has the role, by any of his numbers.
    func has(_ role: AccessRole, _ party: SignerParty) -> Bool {
        party.identifiers.map { ByteText($0) }.contains { name in
            role == .officer ? agencies[name] != nil : holders[role]?.contains(name) ?? false
        }
    }

    /// Every service with each of its scopes, in the order of their names.
    public var scopesOfServices: [(service: String, scope: String)] {
        services.flatMap { service, scopes in scopes.map { (service.text, $0.text) } }.sorted { $0 < $1 }
    }

    /// The service whose client certificate this is; nil for none that the vault knows.
    public func service(by certificate: Digest) -> String? { clients[certificate]?.text }

    /// Who it is that makes a claim.
    /// - Throws: `ACCESS_DENIED` with the role for whom the vault does not know, or not in that role.
    public func actor(_ claim: AccessClaim) throws(VaultError) -> Actor {
        switch claim.visitor {
        case .person(let person): return try actor(person, claim)
        case .service(let name, let certificate): return try service(ByteText(name), certificate, claim)
        case nil: return try user(claim)
        }
    }

    private static func denied(_ role: AccessRole) -> VaultError { VaultError(.accessDenied, ["role": role.rawValue]) }

    /// Whoever works at a terminal of this machine.
    private func user(_ claim: AccessClaim) throws(VaultError) -> Actor {
        let role = claim.role ?? .owner
        if isOfOneUser {
            return Actor(
                role: role, account: claim.account, agency: role == .officer ? claim.dossier?.agency : nil,
                entrance: claim.entrance, isSole: true,
                scope: role == .service ? claim.scope ?? ManifestChain.all.scope : nil)
        }
        let account = ByteText(claim.account)
        if role == .service {
            guard let scopes = services[account] else { throw Self.denied(role) }
            return Actor(
                role: role, account: claim.account, entrance: claim.entrance, scope: Self.scope(scopes, claim))
        }
        guard let person = accounts[account], role == .owner || has(role, person) else { throw Self.denied(role) }
        return Actor(
            role: role, person: person, account: claim.account,
            agency: role == .officer ? agency(of: [person], claim) : nil, entrance: claim.entrance)
    }

    /// Whoever signed a challenge: what an account of this machine may does not count for him, and he is never alone.
    private func actor(_ visitor: SignedInPerson, _ claim: AccessClaim) throws(VaultError) -> Actor {
        let role = claim.role ?? .owner
        switch role {
        case .service: throw Self.denied(role)
        case .owner:
            guard visitor.isOwner else { throw Self.denied(role) }
            return Actor(role: role, person: visitor.user, entrance: claim.entrance)
        case .officer, .certifier, .auditor, .operator, .approver:
            let named = visitor.numbers.filter { has(role, $0) }
            guard !named.isEmpty else { throw Self.denied(role) }
            // Who answers for it is the person, also where the line names his organisation.
            let personal = visitor.numbers.filter { $0.known?.isPersonal ?? false }
            let answering = [named.intersection(personal), personal].first { !$0.isEmpty } ?? named
            return Actor(
                role: role, person: answering.min { $0.precedes($1) },
                agency: role == .officer ? agency(of: named, claim) : nil, entrance: claim.entrance)
        }
    }

    /// A program by its pinned certificate; it is nothing but a service.
    private func service(
        _ name: ByteText, _ certificate: Digest, _ claim: AccessClaim
    ) throws(VaultError) -> Actor {
        guard claim.role ?? .service == .service, clients[certificate] == name, let scopes = services[name] else {
            throw Self.denied(claim.role ?? .service)
        }
        return Actor(
            role: .service, account: name.text, entrance: claim.entrance, scope: Self.scope(scopes, claim))
    }

    private func has(_ role: AccessRole, _ person: Owner) -> Bool {
        let name = ByteText(person.description)
        return role == .officer ? agencies[name] != nil : holders[role]?.contains(name) ?? false
    }

    /// Where one serves at several agencies, the dossier tells at which: the lowest that it lies under.
    private func agency(of persons: Set<Owner>, _ claim: AccessClaim) -> AgencyCode? {
        let own = persons.reduce(into: Set<AgencyCode>()) { $0.formUnion(agencies[ByteText($1.description)] ?? []) }
        let fitting = own.filter { agency in claim.dossier.map { agency.contains($0.agency) } ?? true }
        return (fitting.isEmpty ? own : fitting).max {
            ($0.text.utf8.count, $0.text) < ($1.text.utf8.count, $1.text)
        }
    }

    /// The scope that a service comes for: one that it names and has, or, where it names none, the only one it has. The scope
    /// of everything holds every other, and needs no naming.
    /// - Returns: nil where it has no such scope, or has several and names none; then nothing is in its scope.
    private static func scope(_ scopes: Set<ByteText>, _ claim: AccessClaim) -> String? {
        let all = ByteText(ManifestChain.all.scope)
        if scopes.contains(all) { return all.text }
        guard let asked = claim.scope else { return scopes.count == 1 ? scopes.first?.text : nil }
        return scopes.contains(ByteText(asked)) ? asked : nil
    }
}
