/// One of the files that a vault publishes of a chain: a manifest, the head, their seals, the bodies beside them.
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
        /// The bodies of a manifest's entries; personal data, which erasure takes away.
        case bodies(sequence: UInt64)
        /// The same in the names of the portals' fields (`PortalExport`); personal data as well.
        case portal(sequence: UInt64)
    }

    public let chain: ManifestChain
    public let content: Content

    /// A path longer than this names no file: two names, a version, 20 digits, the longest ending.
    private static let maximumPathByteCount = 2 * ManifestChain.maximumNameLength + 64

    private static let seal = ".p7s"
    private static let json = ".json"
    private static let bodies = ".bodies.json"
    private static let portal = ".portal.json"

    public init(_ chain: ManifestChain, _ content: Content) {
        self.chain = chain
        self.content = content
    }

    /// Parses the one path that a file has; nil for any other spelling.
    public init?(path: String) {
        guard path.utf8.count <= Self.maximumPathByteCount else { return nil }
        let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let content = Self.content(named: parts[1]),
            let chain = ManifestChain(folderName: String(parts[0]))
        else { return nil }
        self.init(chain, content)
        // Another spelling of a number would be a second name for one file.
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    /// The path below the folder of manifests, without a leading slash.
    public var path: String { "\(chain.folderName)/\(name)" }

    private var name: String {
        switch content {
        case .head: "head" + Self.json
        case .headSeal: "head" + Self.json + Self.seal
        case .manifest(let sequence): "\(sequence)" + Self.json
        case .manifestSeal(let sequence): "\(sequence)" + Self.json + Self.seal
        case .bodies(let sequence): "\(sequence)" + Self.bodies
        case .portal(let sequence): "\(sequence)" + Self.portal
        }
    }

    private static func content(named name: Substring) -> Content? {
        if name == "head" + json { return .head }
        if name == "head" + json + seal { return .headSeal }
        if name.hasSuffix(bodies) { return UInt64(name.dropLast(bodies.count)).map { .bodies(sequence: $0) } }
        if name.hasSuffix(portal) { return UInt64(name.dropLast(portal.count)).map { .portal(sequence: $0) } }
        if name.hasSuffix(json) { return UInt64(name.dropLast(json.count)).map { .manifest(sequence: $0) } }
        guard name.hasSuffix(json + seal) else { return nil }
        return UInt64(name.dropLast((json + seal).count)).map { .manifestSeal(sequence: $0) }
    }

    /// Whether anybody may have it. Which entries of the log a scope has tells of documents, and perhaps of whose they are.
    public var isPublic: Bool { chain.isFull && !isPersonal }

    /// Whether it never changes once it is there.
    public var isFinal: Bool {
        switch content {
        case .manifest, .manifestSeal: true
        case .head, .headSeal, .bodies, .portal: false
        }
    }

    /// Whether it is made for each who asks, from records, and not published as finished bytes.
    public var isPersonal: Bool {
        switch content {
        case .bodies, .portal: true
        case .head, .headSeal, .manifest, .manifestSeal: false
        }
    }
}
