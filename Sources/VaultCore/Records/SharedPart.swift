import CanonicalJSON

/// The part of a record that subscribers and copies get. Its bytes are the truth; the fields are read from them once.
public struct SharedPart: Hashable, Sendable {
    /// Canonical JSON, exactly as committed.
    public let bytes: [UInt8]
    public let description: DocumentDescription

    public init(_ description: DocumentDescription) {
        bytes = description.json.canonicalBytes
        self.description = description
    }

    /// - Throws: `PART_MALFORMED`, also for bytes that are not canonical.
    public init(bytes: [UInt8]) throws(VaultError) {
        guard let json = try? JSON(canonical: bytes) else { throw VaultError(.partMalformed, ["part": "shared"]) }
        description = try DocumentDescription(json)
        self.bytes = bytes
    }

    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
