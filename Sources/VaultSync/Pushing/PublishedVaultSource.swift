public import VaultCore

/// A vault's own files, by the paths that its server has for them, and the bodies of its manifests.
public struct PublishedVaultSource: ReplicaSource {
    /// Gives the bodies of a manifest to `page`, in order and in pages.
    public typealias Bodies = @Sendable (Manifest, _ page: ([ManifestBody]) async throws -> Void) async throws -> Void

    private let files: any PublishedFiles
    private let bodies: Bodies

    public init(_ files: any PublishedFiles, bodies: @escaping Bodies) {
        self.files = files
        self.bodies = bodies
    }

    public var isWhole: Bool { true }

    public func bytes(of path: String, limit: Int) async throws -> [UInt8] {
        guard let item = PublishedItem(path: path) else { throw Self.absent }
        switch try await files.answer(to: item) {
        case .bytes(let published): return published.bytes
        case .absent: throw Self.absent
        case .notYet: throw ReplicaSourceError(.unreachable, code: "NOT_PUBLISHED_YET")
        }
    }

    public func read(_ path: String, limit: Int, _ piece: ([UInt8]) async throws -> Void) async throws {
        guard case .manifest(let file)? = PublishedItem(path: path), case .bodies(let sequence) = file.content else {
            return try await piece(try await bytes(of: path, limit: limit))
        }
        let document = try await bytes(
            of: "v1/manifests/" + ManifestFile(file.chain, .manifest(sequence: sequence)).path, limit: limit)
        var text = Array(#"{"bodies":["#.utf8)
        var isFirst = true
        try await bodies(try Manifest(bytes: document)) { page in
            for body in page {
                if !isFirst { text.append(UInt8(ascii: ",")) }
                isFirst = false
                text += body.bytes
            }
            try await piece(text)
            text.removeAll(keepingCapacity: true)
        }
        try await piece(text + Array(#"],"v":1}"#.utf8))
    }

    private static let absent = ReplicaSourceError(.absent, code: "RESOURCE_NOT_FOUND")
}
