/// `vault-data/roles`: whose signature counts as a certifier's or as an agency's in this vault.
///
/// One entry a line, `#` begins a comment: `certifier SCHEME:ID` or `agency SCHEME:ID`, the identifier as it stands in
/// the signer's certificate, in the form of its scheme; beside them the lines of `AccessRoles`. A chain to `certs/authorities` alone gives nobody a role.
public struct Roles: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable {
        case certifier, agency
    }

    private let holders: [Role: Set<ByteText>]
    /// Who may act as what.
    public let access: AccessRoles

    /// Nobody.
    public static let none = Roles(holders: [:])

    private init(holders: [Role: Set<ByteText>]) {
        self.holders = holders
        access = AccessRoles()
    }

    /// - Throws: `ROLES_MALFORMED` with the line.
    public init(parsing text: String) throws(VaultError) {
        var holders: [Role: Set<ByteText>] = [:]
        var access = AccessRoles()
        for (number, line) in RuleLines(text) {
            guard let isOfAccess = access.take(line) else {
                throw VaultError(.rolesMalformed, ["line": String(number)])
            }
            if isOfAccess { continue }
            guard line.count == 2, let role = Role(rawValue: line[0]), let holder = try? Owner(line[1]) else {
                throw VaultError(.rolesMalformed, ["line": String(number)])
            }
            holders[role, default: []].insert(ByteText(holder.description))
        }
        self.holders = holders
        self.access = access
    }

    /// Whether the one whom a certificate names has the role, by any of his numbers.
    func has(_ role: Role, _ party: SignerParty) -> Bool {
        guard let holders = holders[role] else { return false }
        return party.identifiers.contains { holders.contains(ByteText($0)) }
    }
}
