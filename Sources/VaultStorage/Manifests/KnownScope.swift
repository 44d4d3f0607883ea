import GRDB
import PKI
import VaultCore

/// What a scope meant when the first manifest or head of its name and version was issued: a row of `local`, which no record tells.
///
/// Without it an edited file could change what a chain says of the past.
struct KnownScope {
    private let chain: String
    private let definition: Digest

    init(_ scope: ManifestScope) {
        chain = Self.name(scope.name, scope.version)
        definition = scope.definition
    }

    /// Reads a row.
    /// - Returns: nil for a row of something else, or of no form that `keep` would write.
    init?(name: String, value: String) {
        guard name.hasPrefix(LocalState.scopePrefix), let digest = Digest(value), digest.description == value else {
            return nil
        }
        let parts = name.dropFirst(LocalState.scopePrefix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let version = Int(parts[1]),
            let chain = ManifestChain(audience: "a", scope: String(parts[0]), scopeVersion: version),
            Self.name(chain.scope, version).utf8.elementsEqual(name.utf8)
        else { return nil }
        self.chain = name
        definition = digest
    }

    private static func name(_ scope: String, _ version: Int) -> String {
        "\(LocalState.scopePrefix)\(scope).\(version)"
    }

    /// Whether something else is kept under its name and version.
    func isContradicted(_ database: CatalogueDatabase) throws -> Bool {
        try database.read { try LocalState.value(chain, $0) }.map { $0 != definition.description } ?? false
    }

    /// Keeps it, or finds that it is what is kept.
    /// - Returns: false where something else is.
    func agrees(_ database: CatalogueDatabase) throws -> Bool {
        if let known = try database.read({ try LocalState.value(chain, $0) }) { return known == definition.description }
        return try database.write { connection in
            if let known = try LocalState.value(chain, connection) { return known == definition.description }
            try LocalState.set(chain, definition.description, connection)
            return true
        }
    }
}
