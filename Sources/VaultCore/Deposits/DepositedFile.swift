public import CanonicalJSON
public import PKI

/// One file of a document, as record, manifest entry, receipt and bundle carry it.
public struct DepositedFile: Hashable, Sendable {
    public let role: FileRole
    public let name: FileName
    /// Bytes.
    public let size: Int
    /// RFC 6838, as recognised from the content.
    public let mediaType: String
    /// SHA-256 of the original bytes.
    public let digest: Digest

    public init(role: FileRole, name: FileName, size: Int, mediaType: String, digest: Digest) {
        self.role = role
        self.name = name
        self.size = size
        self.mediaType = mediaType
        self.digest = digest
    }

    /// - Throws: `PART_MALFORMED` where a field is missing or of another kind.
    init(_ json: JSON) throws(VaultError) {
        guard let role = json["role"]?.string.flatMap(FileRole.init(rawValue:)), let text = json["name"]?.string,
            let name = try? FileName(text), let size = json["size"]?.integer, size >= 0,
            let mediaType = json["mediaType"]?.string, let digest = json["digest"]?.string.flatMap(Digest.init)
        else { throw VaultError(.partMalformed, ["field": "files"]) }
        self.init(role: role, name: name, size: Int(size), mediaType: mediaType, digest: digest)
    }

    public var json: JSON {
        [
            "digest": .string(digest.description), "mediaType": .string(mediaType), "name": .string(name.text),
            "role": .string(role.rawValue), "size": .integer(Int64(size)),
        ]
    }
}
