public import PKI
public import TransparencyLog

/// What a vault publishes as finished bytes: the log's static files and the manifests.
public enum PublishedItem: Hashable, Sendable {
    /// The signed checkpoint of the committed state.
    case checkpoint
    /// A tile or an entry bundle (C2SP tlog-tiles).
    case tile(TileCoordinate)
    case manifest(ManifestFile)
    /// `vault.json`: who the vault is.
    case identity
    /// `vault.json.p7s`
    case identitySeal
}

/// What became of asking for an item.
public enum PublishedAnswer: Sendable {
    case bytes(PublishedBytes)
    /// There is none.
    case absent
    /// It is committed and about to be published; asking again in a second is worth while.
    case notYet
}

/// Bytes with their digest.
public struct PublishedBytes: Sendable {
    public let bytes: [UInt8]
    /// SHA-256.
    public let digest: Digest

    /// Hashes the bytes: to be made where work may block.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        digest = Digest.sha256(of: bytes)
    }
}

/// Gives what a vault publishes. Nothing above it knows files, folders or databases.
public protocol PublishedFiles: Sendable {
    /// - Throws: `INTEGRITY_FAILURE`, `LOG_ROLLBACK`, `LOG_FORK`, `INPUT_OUTPUT`.
    func answer(to item: PublishedItem) async throws -> PublishedAnswer
}
