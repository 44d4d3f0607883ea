import Signatures

/// `vault-data/scopes`: which documents which scope means; without the file there is the scope `all` alone.
///
///     scope ket-qua 1 category=4,5
///     scope dat-dai 2 category=4 type=KQ.G15.* type=KQ.G16.000003
///     scope doanh-nghiep 1 owners=MST group=khu-cong-nghiep
///     group khu-cong-nghiep MST:0101234567
///
/// `#` begins a comment. Each line is understood whole, or the file is refused.
public struct ManifestScopes: Hashable, Sendable {
    /// Twenty thousand members of groups, and room.
    static let maximumLength = 1 << 20
    /// Each scope is a chain for each service that has it, looked at whenever the log grows.
    static let maximumScopes = 256
    /// Nobody reads more alternatives in one line.
    static let maximumTypes = 64

    private let scopes: [String: ManifestScope]

    /// Without a file.
    public static let none = ManifestScopes(scopes: [:])

    private init(scopes: [String: ManifestScope]) { self.scopes = scopes }

    /// - Throws: `SCOPES_MALFORMED` with the line; 0 for the file as a whole.
    public init(parsing text: String) throws(VaultError) {
        guard text.utf8.count <= Self.maximumLength else { throw Self.malformed(0) }
        var definitions: [(line: Int, words: [String])] = []
        var groups: [String: Set<Owner>] = [:]
        for (number, line) in RuleLines(text) {
            switch line[0] {
            case "scope": definitions.append((number, line))
            case "group":
                guard line.count == 3, Self.isName(line[1]), let member = try? Owner(line[2]),
                    groups[line[1], default: []].insert(member).inserted
                else { throw Self.malformed(number) }
            default: throw Self.malformed(number)
            }
        }
        guard definitions.count <= Self.maximumScopes else { throw Self.malformed(0) }
        let known = Dictionary(
            uniqueKeysWithValues: groups.map { ($0.key, ManifestScope.Group(name: $0.key, members: $0.value)) })
        var scopes: [String: ManifestScope] = [:]
        for (number, line) in definitions {
            guard let scope = Self.scope(line, known), scopes.updateValue(scope, forKey: scope.name) == nil else {
                throw Self.malformed(number)
            }
        }
        self.scopes = scopes
    }

    /// The scope of a name, `all` among them; nil where nobody defined it.
    public func scope(named name: String) -> ManifestScope? {
        name == ManifestScope.all.name ? .all : scopes[name]
    }

    private static func scope(_ line: [String], _ groups: [String: ManifestScope.Group]) -> ManifestScope? {
        // Whoever means everything says `all`, which needs no line.
        guard line.count >= 4, isName(line[1]), line[1] != ManifestScope.all.name, let version = Int(line[2]),
            version >= 1, String(version) == line[2]
        else { return nil }
        var categories: Set<Category> = []
        var types: [ManifestScope.TypePattern] = []
        var schemes: Set<String> = []
        var group: ManifestScope.Group?
        for condition in line.dropFirst(3) {
            let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            let value = String(parts[1])
            switch parts[0] {
            case "category":
                guard categories.isEmpty, let values = list(value, { Int($0).flatMap(Category.init(rawValue:)) }) else {
                    return nil
                }
                categories = values
            case "type":
                guard types.count < maximumTypes, let pattern = ManifestScope.TypePattern(value),
                    !types.contains(pattern)
                else { return nil }
                types.append(pattern)
            case "owners":
                guard schemes.isEmpty,
                    let values = list(value, { IdentifierScheme(rawValue: $0).map(\.rawValue) })
                else { return nil }
                schemes = values
            case "group":
                guard group == nil, let known = groups[value] else { return nil }
                group = known
            default: return nil
            }
        }
        return ManifestScope(
            name: line[1], version: version, categories: categories, types: types, schemes: schemes, group: group)
    }

    /// Values with commas between, none twice.
    private static func list<Value: Hashable>(_ text: String, _ read: (String) -> Value?) -> Set<Value>? {
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let values = Set(words.compactMap(read))
        return values.count == words.count ? values : nil
    }

    private static func isName(_ name: String) -> Bool { ManifestChain(audience: name) != nil }

    private static func malformed(_ line: Int) -> VaultError { VaultError(.scopesMalformed, ["line": String(line)]) }
}
