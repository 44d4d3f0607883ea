public import CanonicalJSON
public import PKI

/// Content that is kept elsewhere and only named here: a result behind a link (category 4, Circular 01/2023 art. 24).
public struct LinkedContent: Hashable, Sendable {
    /// `https://…`
    public let address: String
    /// As the source attests it; nil where it says none. The vault never saw the bytes.
    public let digest: Digest?
    /// Bytes, as the source attests it.
    public let size: Int?

    /// What browsers and servers take.
    static let maximumLength = 2048

    /// - Throws: `LINK_MALFORMED` for an address that is not `https`, has no host, or holds blanks, controls, other than
    ///   ASCII, or a user's name.
    public init(address: String, digest: Digest? = nil, size: Int? = nil) throws(VaultError) {
        let scheme = "https://"
        let rest = address.utf8.dropFirst(scheme.utf8.count)
        let host = rest.prefix { ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
        guard address.utf8.count <= Self.maximumLength, address.lowercased().hasPrefix(scheme), !host.isEmpty,
            !host.contains(UInt8(ascii: "@")), address.utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            size.map({ $0 >= 0 }) ?? true
        else { throw VaultError(.linkMalformed) }
        self.address = address
        self.digest = digest
        self.size = size
    }

    /// - Throws: `PART_MALFORMED`.
    init(_ json: JSON) throws(VaultError) {
        func malformed() -> VaultError { VaultError(.partMalformed, ["field": "links"]) }
        guard let address = json["address"]?.string else { throw malformed() }
        var digest: Digest?
        if let stated = json["digest"] {
            guard let known = stated.string.flatMap(Digest.init) else { throw malformed() }
            digest = known
        }
        var size: Int?
        if let stated = json["size"] {
            guard let known = stated.integer.flatMap({ Int(exactly: $0) }) else { throw malformed() }
            size = known
        }
        guard let link = try? LinkedContent(address: address, digest: digest, size: size) else { throw malformed() }
        self = link
    }

    public var json: JSON {
        var object: JSON.Object = ["address": .string(address)]
        object["digest"] = digest.map { .string($0.description) }
        object["size"] = size.map { .integer(Int64($0)) }
        // Whoever reads the record alone must not take it for something that the vault has verified.
        if digest != nil || size != nil { object["attestedBy"] = "source" }
        return .object(object)
    }
}
