/// Which chain of manifests: for whom, and over which records. Each (audience, scope version) has its own sequence.
public struct ManifestChain: Hashable, Sendable {
    /// Who the manifests are for.
    public let audience: String
    /// Which records they tell of; `all` names every index of the log.
    public let scope: String
    /// Raised when the meaning of the scope changes, which begins a new chain.
    public let scopeVersion: Int

    /// Everybody, every record.
    public static let all = ManifestChain(unchecked: "all")

    /// A name is a folder's name too.
    static let maximumNameLength = 64

    private init(unchecked name: String) {
        audience = name
        scope = name
        scopeVersion = 1
    }

    /// - Returns: nil for names other than small ASCII letters, digits and inner hyphens, and for versions under 1.
    public init?(audience: String, scope: String = "all", scopeVersion: Int = 1) {
        guard Self.isName(audience), Self.isName(scope), scopeVersion >= 1 else { return nil }
        self.audience = audience
        self.scope = scope
        self.scopeVersion = scopeVersion
    }

    /// Whether a manifest of this chain must name every index of its range.
    public var isFull: Bool { scope == Self.all.scope }

    /// The name of the chain's folder: `<audience>`, for other scopes or versions `<audience>.<scope>.<version>`.
    public var folderName: String {
        isFull && scopeVersion == 1 ? audience : "\(audience).\(scope).\(scopeVersion)"
    }

    /// The chain of a folder's name; nil for any name that `folderName` would not make.
    public init?(folderName: String) {
        let parts = folderName.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: self.init(audience: parts[0])
        case 3:
            guard let version = Int(parts[2]) else { return nil }
            self.init(audience: parts[0], scope: parts[1], scopeVersion: version)
        default: return nil
        }
        guard self.folderName.utf8.elementsEqual(folderName.utf8) else { return nil }
    }

    private static func isName(_ name: String) -> Bool {
        (1...maximumNameLength).contains(name.utf8.count) && name.utf8.first != UInt8(ascii: "-")
            && name.utf8.last != UInt8(ascii: "-")
            && name.utf8.allSatisfy { character in
                switch character {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
