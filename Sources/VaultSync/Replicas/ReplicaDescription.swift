import CanonicalJSON
public import VaultCore

/// Of which vault and chain a replica is: `replica.json`.
///
///     {"audience":"all","origin":"…","scope":"all","scopeVersion":1,"url":"https://…","v":1,"vault":"…"}
public struct ReplicaDescription: Hashable, Sendable {
    public let vault: String
    /// The log's.
    public let origin: String
    /// Where it is asked; empty for one that is pushed.
    public let url: String
    public let chain: ManifestChain

    public init(vault: String, origin: String, url: String, chain: ManifestChain) {
        self.vault = vault
        self.origin = origin
        self.url = url
        self.chain = chain
    }

    /// - Throws: `REPLICA_DAMAGED`.
    public init(bytes: [UInt8]) throws(ReplicaError) {
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1,
            let vault = json["vault"]?.string, DocumentID(vault) != nil, let origin = json["origin"]?.string,
            let url = json["url"]?.string, let audience = json["audience"]?.string, let scope = json["scope"]?.string,
            let version = json["scopeVersion"]?.integer.flatMap({ Int(exactly: $0) }),
            let chain = ManifestChain(audience: audience, scope: scope, scopeVersion: version)
        else { throw ReplicaError(.damaged, ["file": ReplicaFile.description.name]) }
        self.init(vault: vault, origin: origin, url: url, chain: chain)
    }

    public var bytes: [UInt8] {
        let json: JSON = [
            "audience": .string(chain.audience), "origin": .string(origin), "scope": .string(chain.scope),
            "scopeVersion": .integer(Int64(chain.scopeVersion)), "url": .string(url), "v": 1, "vault": .string(vault),
        ]
        return json.canonicalBytes
    }
}
