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

    private static let tilePrefix = "tile/"
    private static let manifestPrefix = "v1/manifests/"

    /// The item of a server's path, without a leading slash; nil for any but the one spelling of each.
    public init?(path: String) {
        switch path {
        case "checkpoint": self = .checkpoint
        case "vault.json": self = .identity
        case "vault.json.p7s": self = .identitySeal
        default:
            if path.hasPrefix(Self.tilePrefix), let tile = TileCoordinate(path: path) {
                self = .tile(tile)
            } else if path.hasPrefix(Self.manifestPrefix),
                let file = ManifestFile(path: String(path.dropFirst(Self.manifestPrefix.count)))
            {
                self = .manifest(file)
            } else {
                return nil
            }
        }
    }

    /// The one spelling of it, without a leading slash.
    public var path: String {
        switch self {
        case .checkpoint: "checkpoint"
        case .identity: "vault.json"
        case .identitySeal: "vault.json.p7s"
        case .tile(let tile): tile.path
        case .manifest(let file): Self.manifestPrefix + file.path
        }
    }
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
    public init(_ bytes: [UInt8]) { self.init(bytes, digest: .sha256(of: bytes)) }

    /// - Parameter digest: as it was made of these bytes before.
    public init(_ bytes: [UInt8], digest: Digest) {
        self.bytes = bytes
        self.digest = digest
    }
}

/// By what it is known that an item's bytes are still those that were answered before.
public enum PublishedState: Hashable, Sendable {
    /// They never change.
    case final
    /// They change when this file does.
    case file(FileState)

    /// What the system says of a file without reading it; times in nanoseconds.
    public struct FileState: Hashable, Sendable {
        let device: UInt64
        let number: UInt64
        let byteCount: Int64
        let changed: Int64
        let modified: Int64

        public init(device: UInt64, number: UInt64, byteCount: Int64, changed: Int64, modified: Int64) {
            self.device = device
            self.number = number
            self.byteCount = byteCount
            self.changed = changed
            self.modified = modified
        }
    }
}

/// Gives what a vault publishes. Nothing above it knows files, folders or databases.
public protocol PublishedFiles: Sendable {
    /// - Throws: `INTEGRITY_FAILURE`, `LOG_ROLLBACK`, `LOG_FORK`, `INPUT_OUTPUT`.
    func answer(to item: PublishedItem) async throws -> PublishedAnswer

    /// How an answer that is kept is known to hold still; nil for items that must be asked for each time. It is asked on
    /// threads that nothing may keep waiting, for each request.
    func state(of item: PublishedItem) -> PublishedState?
}

extension PublishedFiles {
    public func state(of item: PublishedItem) -> PublishedState? { nil }
}
