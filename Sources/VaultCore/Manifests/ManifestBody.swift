import CanonicalJSON
public import PKI

/// What travels beside a manifest for one of its entries, authenticated by the entry's commitment alone:
///
///     {"index":0,"private":"sha256:…","salt":"<64 digits>","shared":"<the shared part's exact text>","v":1}
///     {"erased":true,"index":0,"v":1}
public struct ManifestBody: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        /// The shared part's exact bytes, its salt, and the hash of the private part.
        case record(shared: [UInt8], salt: Salt, privateHash: Digest)
        /// The vault no longer has the parts.
        case erased
    }

    public let index: UInt64
    public let content: Content

    public init(index: UInt64, content: Content) {
        self.index = index
        self.content = content
    }

    public init(_ record: Record) {
        self.init(
            index: record.index,
            content: .record(
                shared: record.shared.bytes, salt: record.sharedSalt, privateHash: record.privateHash))
    }

    /// What there is behind an entry of the log now.
    public init(_ entry: LogEntry) {
        switch entry {
        case .record(let record): self.init(record)
        case .erased(let erased): self.init(index: erased.index, content: .erased)
        }
    }

    /// The bodies of a manifest's entries, as the records stand now.
    public static func all(of manifest: Manifest, records: any RecordStore) async throws -> [ManifestBody] {
        let named = Set(manifest.entries.map(\.index))
        return try await records.entries(manifest.from..<manifest.to).filter { named.contains($0.index) }.map {
            ManifestBody($0)
        }
    }

    /// - Throws: `MANIFEST_MALFORMED`, `MANIFEST_NOT_CANONICAL`.
    public init(bytes: [UInt8]) throws(ManifestError) {
        let reader = try ManifestReader(bytes)
        index = try reader.number("index")
        if try reader.isErased() {
            try reader.holdsOnly(["erased", "index", "v"])
            content = .erased
            return
        }
        try reader.holdsOnly(["index", "private", "salt", "shared", "v"])
        guard let salt = [UInt8](hexadecimal: try reader.text("salt")).flatMap({ Salt($0) }) else {
            throw ManifestError(.malformed, ["field": "salt"])
        }
        guard let privateHash = try reader.optionalDigest("private") else {
            throw ManifestError(.malformed, ["field": "private"])
        }
        content = .record(shared: Array(try reader.text("shared").utf8), salt: salt, privateHash: privateHash)
    }

    /// Canonical JSON, one line.
    public var bytes: [UInt8] {
        var object: JSON.Object = ["index": JSON(exactly: index) ?? .null, "v": 1]
        switch content {
        case .erased:
            object["erased"] = true
        case .record(let shared, let salt, let privateHash):
            object["shared"] = .string(String(decoding: shared, as: UTF8.self))
            object["salt"] = .string(salt.bytes.hexadecimal)
            object["private"] = .string(privateHash.description)
        }
        return JSON.object(object).canonicalBytes
    }
}

extension Manifest {
    /// Checks a body against the manifest's entry, without the rest of the manifest's bodies.
    ///
    /// - Returns: the shared part: a document, or what became of one; nil where the vault says that it was erased.
    /// - Throws: `MANIFEST_UNKNOWN_INDEX`, `MANIFEST_BAD_COMMITMENT`; `MANIFEST_NOT_CANONICAL` for a shared part that
    ///   is committed to but is not canonical.
    public func check(_ body: ManifestBody) throws(ManifestError) -> SharedPart? {
        let facts = ["index": String(body.index)]
        guard let entry = entries.binarySearch(body.index) else { throw ManifestError(.unknownIndex, facts) }
        guard case .record(let shared, let salt, let privateHash) = body.content else { return nil }
        guard
            Commitment.over(shared: Commitment.part(shared, salt: salt), private: privateHash) == entry.commitment
        else { throw ManifestError(.badCommitment, facts) }
        do {
            return try SharedPart(bytes: shared)
        } catch {
            throw ManifestError(.notCanonical, facts)
        }
    }
}

extension ManifestReader {
    func isErased() throws(ManifestError) -> Bool {
        guard let value = flag("erased") else { return false }
        guard value else { throw ManifestError(.malformed, ["field": "erased"]) }
        return true
    }
}

extension [Manifest.Entry] {
    /// The entry of an index; entries are in order.
    func binarySearch(_ index: UInt64) -> Manifest.Entry? {
        var range = indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if self[middle].index == index { return self[middle] }
            range = self[middle].index < index ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
