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
        // Entries of a scope may lie far apart; those of the whole log follow on each other.
        var rest = entries
        while let first = rest.first {
            var end = first.index
            for entry in rest {
                guard entry.index == end else { break }
                end += 1
            }
            bodies += try await records.entries(first.index..<end).map { ManifestBody($0) }
            rest = rest.dropFirst(Int(end - first.index))
        }
        return bodies
    }
}
