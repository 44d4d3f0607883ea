/// The bodies of a manifest's entries, read from the records as they are wanted.
public struct ManifestBodies: Sendable {
    public let manifest: Manifest
    private let records: any RecordStore

    /// Entries at once: about a megabyte.
    public static let pageSize = 256

    public init(of manifest: Manifest, records: any RecordStore) {
        self.manifest = manifest
        self.records = records
    }

    /// How many pages there are.
    public var pageCount: Int { (manifest.entries.count + Self.pageSize - 1) / Self.pageSize }

    /// - Throws: `INTEGRITY_FAILURE` where a record cannot be read.
    public func page(_ number: Int) async throws -> [ManifestBody] {
        let start = number * Self.pageSize
        let entries = manifest.entries[start..<min(start + Self.pageSize, manifest.entries.count)]
        var bodies: [ManifestBody] = []
        // Entries of a scope may lie far apart.
        for entry in entries {
            for found in try await records.entries(entry.index..<(entry.index + 1)) {
                bodies.append(ManifestBody(found))
            }
        }
        return bodies
    }
}
