/// Who may act as what: the lines of `vault-data/roles` that are about access.
///
///     officer SCHEME:ID of AGENCY      auditor SCHEME:ID      operator SCHEME:ID      approver SCHEME:ID
///     service NAME SCOPE               local USER SCHEME:ID
///
/// A vault without any `local` line has one user: whoever reaches it at a terminal.
public struct AccessRoles: Hashable, Sendable {
    private var holders: [AccessRole: Set<ByteText>] = [:]
    private var agencies: [ByteText: Set<AgencyCode>] = [:]
    private var services: [ByteText: Set<ByteText>] = [:]
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
        case ("officer", _), ("auditor", _), ("operator", _), ("approver", _), ("service", _), ("local", _): return nil
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

    /// Who it is that makes a claim.
    /// - Throws: `ACCESS_DENIED` with the role for whom the vault does not know, or not in that role.
    public func actor(_ claim: AccessClaim) throws(VaultError) -> Actor {
        let role = claim.role ?? .owner
        if claim.visitor != nil { throw VaultError(.accessDenied, ["role": role.rawValue]) }
        if isOfOneUser {
            return Actor(
                role: role, account: claim.account, agency: role == .officer ? claim.dossier?.agency : nil,
                entrance: claim.entrance, isSole: true, scope: role == .service ? ManifestChain.all.scope : nil)
        }
        let denied = VaultError(.accessDenied, ["role": role.rawValue])
        let account = ByteText(claim.account)
        if role == .service {
            guard let scopes = services[account] else { throw denied }
            let scope =
                scopes.contains(ByteText(ManifestChain.all.scope)) ? ManifestChain.all.scope : scopes.first?.text
            return Actor(role: role, account: claim.account, entrance: claim.entrance, scope: scope)
        }
        guard let person = accounts[account] else { throw denied }
        let name = ByteText(person.description)
        var agency: AgencyCode?
        switch role {
        case .owner, .service: break
        case .officer:
            guard let own = agencies[name] else { throw denied }
            // Where one serves at several, the dossier tells at which; the lowest that it lies under.
            let fitting = own.filter { agency in claim.dossier.map { agency.contains($0.agency) } ?? true }
            agency = (fitting.isEmpty ? own : fitting).max {
                ($0.text.utf8.count, $0.text) < ($1.text.utf8.count, $1.text)
            }
        case .certifier, .auditor, .operator, .approver:
            guard holders[role]?.contains(name) == true else { throw denied }
        }
        return Actor(role: role, person: person, account: claim.account, agency: agency, entrance: claim.entrance)
    }
}
