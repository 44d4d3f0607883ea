/// One of the files that a vault publishes for an audience: a manifest, the head, their seals, the bodies beside them.
///
/// It is also the one spelling of their place, below `manifests/` on disk and below `/v1/manifests/` over HTTP.
///
/// For example:
///
///     ManifestFile(path: "full/12.json")?.path        // "full/12.json"
///     ManifestFile(path: "../keys/seal.key")          // nil
public struct ManifestFile: Hashable, Sendable {
    /// What a file holds.
    public enum Content: Hashable, Sendable {
        /// Freshness: the last manifest and until when it counts as the last.
        case head
        case headSeal
        case manifest(sequence: UInt64)
        case manifestSeal(sequence: UInt64)
        /// The bodies of a manifest's entries; the only file that holds personal data, and may lose some by erasure.
        case bodies(sequence: UInt64)
    }

    /// The name of the receiver, `full` for everything.
    public let audience: String
    public let content: Content

    /// Longer names are refused: it is a folder's name and a part of a URL.
    public static let maximumAudienceLength = 64
    /// A path longer than this names no file: audience, 20 digits, the longest ending.
    private static let maximumPathByteCount = maximumAudienceLength + 40

    private static let seal = ".p7s"
    private static let json = ".json"
    private static let bodies = ".bodies.json"

    /// - Returns: nil where the audience is not made of lower-case letters, digits and inner hyphens.
    public init?(audience: String, _ content: Content) {
        let bytes = Array(audience.utf8)
        guard (1...Self.maximumAudienceLength).contains(bytes.count), bytes.allSatisfy(Self.isAudienceByte),
            bytes.first != UInt8(ascii: "-"), bytes.last != UInt8(ascii: "-")
        else { return nil }
        self.audience = audience
        self.content = content
    }

    /// Parses the one path that a file has; nil for any other spelling.
    public init?(path: String) {
        guard path.utf8.count <= Self.maximumPathByteCount else { return nil }
        let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let content = Self.content(named: parts[1]) else { return nil }
        self.init(audience: String(parts[0]), content)
        // Another spelling of a number would be a second name for one file.
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    /// The path below the folder of manifests, without a leading slash.
    public var path: String { "\(audience)/\(name)" }

    private var name: String {
        switch content {
        case .head: "head" + Self.json
        case .headSeal: "head" + Self.json + Self.seal
        case .manifest(let sequence): "\(sequence)" + Self.json
        case .manifestSeal(let sequence): "\(sequence)" + Self.json + Self.seal
        case .bodies(let sequence): "\(sequence)" + Self.bodies
        }
    }

    private static func content(named name: Substring) -> Content? {
        if name == "head" + json { return .head }
        if name == "head" + json + seal { return .headSeal }
        if name.hasSuffix(bodies) { return UInt64(name.dropLast(bodies.count)).map { .bodies(sequence: $0) } }
        if name.hasSuffix(json) { return UInt64(name.dropLast(json.count)).map { .manifest(sequence: $0) } }
        guard name.hasSuffix(json + seal) else { return nil }
        return UInt64(name.dropLast((json + seal).count)).map { .manifestSeal(sequence: $0) }
    }

    private static func isAudienceByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
