import CanonicalJSON
public import PKI

/// Which documents a scoped chain of manifests tells of (`vault-data/scopes`, docs/manifests.md).
///
/// Conditions of different kinds must all hold; within a kind one of the values must. What is pending or was refused is in
/// no scope, and an erasure is in every one (`ManifestSelection`).
public struct ManifestScope: Hashable, Sendable {
    /// A paper's type, or the beginning of one: `KQ.G15.000031`, `KQ.G15.*`.
    struct TypePattern: Hashable, Sendable {
        let text: ByteText
        let isPrefix: Bool

        /// - Returns: nil for nothing, and for a `*` anywhere but at the end of something.
        init?(_ pattern: String) {
            isPrefix = pattern.utf8.last == UInt8(ascii: "*")
            text = ByteText(isPrefix ? String(pattern.dropLast()) : pattern)
            guard !text.text.isEmpty, !text.text.utf8.contains(UInt8(ascii: "*")),
                text.text.utf8.count <= DocumentDetails.maximumLength
            else { return nil }
        }

        func matches(_ type: String) -> Bool {
            isPrefix ? type.utf8.starts(with: text.text.utf8) : ByteText(type) == text
        }

        var pattern: String { text.text + (isPrefix ? "*" : "") }
    }

    /// Owners that belong together: each under any number that is linked with the one that is named.
    struct Group: Hashable, Sendable {
        let name: String
        let members: Set<Owner>
        /// Of its members in their order: made once, since twenty thousand take their time, and each who follows a chain asks.
        let digest: Digest

        init(name: String, members: Set<Owner>) {
            self.name = name
            self.members = members
            digest = .sha256(of: JSON(members.sorted { $0.precedes($1) }.map(\.description)).canonicalBytes)
        }
    }

    /// Small ASCII letters, digits and inner hyphens.
    public let name: String
    /// Raised by whoever changes what the scope means.
    public let version: Int
    let categories: Set<Category>
    let types: [TypePattern]
    /// Of the number that a document was deposited under.
    let schemes: Set<String>
    let group: Group?

    /// Everything.
    public static let all = ManifestScope(
        name: ManifestChain.all.scope, version: 1, categories: [], types: [], schemes: [], group: nil)

    init(
        name: String, version: Int, categories: Set<Category>, types: [TypePattern], schemes: Set<String>, group: Group?
    ) {
        self.name = name
        self.version = version
        self.categories = categories
        self.types = types
        self.schemes = schemes
        self.group = group
    }

    public var isAll: Bool { name == ManifestChain.all.scope }

    /// Whether the owner's linked numbers must be known for an answer.
    public var goesByLinks: Bool { group != nil }

    /// Whether a version of a document is in the scope.
    /// - Parameter owner: the document's owner, with all linked numbers where the scope goes by them.
    public func contains(_ document: DocumentDescription, of owner: OwnerIdentity) -> Bool {
        guard categories.isEmpty || categories.contains(document.category) else { return false }
        guard schemes.isEmpty || schemes.contains(document.owner.scheme) else { return false }
        guard types.isEmpty || document.details.paperType.map({ type in types.contains { $0.matches(type) } }) ?? false
        else { return false }
        return group.map { !$0.members.isDisjoint(with: owner.identifiers) } ?? true
    }

    /// The chain that tells an audience of this scope.
    /// - Returns: nil for a name that no audience has.
    public func chain(for audience: String) -> ManifestChain? {
        ManifestChain(audience: audience, scope: name, scopeVersion: version)
    }

    /// The digest of all that the scope means, its group's members included: who is told of whom changes with them.
    public var definition: Digest {
        var object: JSON.Object = [
            "categories": .array(categories.map(\.rawValue).sorted().map { .integer(Int64($0)) }),
            "name": .string(name),
            "owners": JSON(schemes.sorted()),
            "types": JSON(types.map(\.pattern).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }),
            "v": 1, "version": .integer(Int64(version)),
        ]
        if let group {
            object["group"] = .string(group.name)
            object["members"] = .string(group.digest.description)
        }
        return .sha256(of: JSON.object(object).canonicalBytes)
    }
}
