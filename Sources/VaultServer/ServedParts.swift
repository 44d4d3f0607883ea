public import PKI
public import VaultCore

/// What a server stands on.
public struct ServedParts: Sendable {
    public typealias Resolve = @Sendable (CodeQuery, any ResolvingVault) async throws -> Resolution

    public var files: any PublishedFiles
    /// nil where nothing but what is published is served.
    public var entrance: (any VaultEntrance)?
    /// Who asks for events of the log; nil where nobody gets any.
    public var events: (any EventEntrance)?
    /// The service whose client certificate the vault's `roles` pin; nil for none.
    public var service: @Sendable (_ certificate: Digest) async throws -> String? = { _ in nil }
    /// Looks for a document in the vault and at those that it asks; nil where that is not offered.
    public var resolve: Resolve?
    /// Where vaults push to; nil where they do not.
    public var replicas: (any ReplicaShelf)?
    /// Whether the vault opens, its lease can be had and its disk has room.
    public var isServing: @Sendable () async -> Bool = { true }
    /// Figures of the vault for those who watch, by the ends of their names.
    public var gauges: @Sendable () async -> [String: Int] = { [:] }

    public init(files: any PublishedFiles, entrance: (any VaultEntrance)? = nil) {
        self.files = files
        self.entrance = entrance
    }
}
