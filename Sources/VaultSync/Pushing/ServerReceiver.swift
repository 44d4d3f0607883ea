import Synchronization
public import VaultClient
public import VaultCore

/// A receiver behind a server: `/v1/replicas/<vault>/<chain>`.
public struct ServerReceiver: ReplicaReceiver {
    private let published: PublishedSource
    private let path: String

    public static let mediaType = "application/vnd.kho.parcel"
    private static let pieceByteCount = 256 << 10

    public init(_ published: PublishedSource, vault: String, _ chain: ManifestChain) {
        self.published = published
        path = "v1/replicas/\(vault)/\(chain.folderName)"
    }

    public func held() async throws -> HeldReplica { try HeldReplica(await published.json(of: path)) }

    public func take(index: [UInt8], _ contents: any ReplicaDraft, _ byteCount: Int) async throws -> HeldReplica {
        let first = index + [UInt8(ascii: "\n")]
        // nil: before the first line.
        let position = Mutex<Int?>(nil)
        let json = try await published.send(first.count + byteCount, type: Self.mediaType, to: path) {
            guard let start = position.withLock({ $0 }) else {
                position.withLock { $0 = 0 }
                return first
            }
            guard start < byteCount else { return nil }
            let end = min(start + Self.pieceByteCount, byteCount)
            position.withLock { $0 = end }
            return try await contents.read(start..<end)
        }
        return try HeldReplica(json)
    }
}
