/// `vault-data/roles`: whose signature counts as a certifier's or as an agency's in this vault.
///
/// One entry a line, `#` begins a comment: `certifier SCHEME:ID`, `certifier SCHEME:ID of SCHEME:ID` (only together with
/// that agency's signature) or `agency SCHEME:ID`, the identifier as it stands in the signer's certificate, in the form
/// of its scheme; beside them the lines of `AccessRoles`. A chain to `certs/authorities` alone gives nobody a role.
public struct Roles: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable {
        case certifier, agency
    }

    private var holders: [Role: Set<ByteText>] = [:]
    /// The agencies that a certifier is bound to; those who are bound to none stand in `holders`.
    private var bound: [ByteText: Set<ByteText>] = [:]
    /// Who may act as what.
    public private(set) var access = AccessRoles()

    /// Nobody.
    public static let none = Roles()

    private init() {}

    /// - Throws: `ROLES_MALFORMED` with the line.
    public init(parsing text: String) throws(VaultError) {
        for (number, line) in RuleLines(text) {
            guard let isOfAccess = access.take(line), isOfAccess || enter(line) else {
                throw VaultError(.rolesMalformed, ["line": String(number)])
            }
        }
    }

    /// - Returns: false for a line that is not understood.
    private mutating func enter(_ line: [String]) -> Bool {
        guard let role = Role(rawValue: line[0]), line.count >= 2, let holder = Self.identifier(line[1]) else {
            return false
        }
        switch (role, line.count) {
        case (_, 2):
            holders[role, default: []].insert(holder)
            return true
        case (.certifier, 4):
            guard line[2] == "of", let agency = Self.identifier(line[3]) else { return false }
            bound[holder, default: []].insert(agency)
            return true
        default:
            return false
        }
    }

    private static func identifier(_ word: String) -> ByteText? { (try? Owner(word)).map { ByteText($0.description) } }

    /// Whether the one whom a certificate names has the role, by any of his numbers.
    func has(_ role: Role, _ party: SignerParty) -> Bool {
        let free = holders[role] ?? []
        return party.identifiers.map { ByteText($0) }.contains {
            free.contains($0) || role == .certifier && bound[$0] != nil
        }
    }

    /// Whether the file has a line of the role with this very number.
    func names(_ role: Role, _ identifier: String) -> Bool { holders[role]?.contains(ByteText(identifier)) ?? false }

    /// Whether a certifier counts together with this agency's signature.
    func permits(_ certifier: SignerParty, togetherWith agency: SignerParty) -> Bool {
        let agencies = Set(agency.identifiers.map { ByteText($0) })
        return certifier.identifiers.map { ByteText($0) }.contains {
            holders[.certifier]?.contains($0) ?? false || !(bound[$0] ?? []).isDisjoint(with: agencies)
        }
    }
}
