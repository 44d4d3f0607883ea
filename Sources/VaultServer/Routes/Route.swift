import TransparencyLog
import VaultCore

/// What a request's target stands for.
///
/// No path of a request ever reaches a store: a target either is the one spelling of a value here, or nothing.
enum Route: Hashable {
    case item(PublishedItem)
    /// docs/api/openapi.yaml, which describes these routes.
    case description

    /// The longest that leads anywhere is a manifest's; the rest of it is for queries, which mean nothing here.
    private static let maximumTargetByteCount = 1024
    private static let tilePrefix = "tile/"
    private static let manifestPrefix = "v1/manifests/"

    /// - Parameter target: the request's target as received, in origin form (RFC 9112 section 3.2.1).
    init?(target: String) {
        // Printable ASCII alone: Swift takes some other characters for equal to these.
        guard target.utf8.count <= Self.maximumTargetByteCount, target.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        let path = target.prefix { $0 != "?" }
        guard path.first == "/" else { return nil }
        let name = String(path.dropFirst())
        if name == "checkpoint" {
            self = .item(.checkpoint)
        } else if name == "openapi.yaml" {
            self = .description
        } else if name.hasPrefix(Self.tilePrefix), let tile = TileCoordinate(path: name) {
            self = .item(.tile(tile))
        } else if name.hasPrefix(Self.manifestPrefix),
            let file = ManifestFile(path: String(name.dropFirst(Self.manifestPrefix.count)))
        {
            self = .item(.manifest(file))
        } else {
            return nil
        }
    }

    /// The word for it in the access log: never the path, which may one day hold a code.
    var kind: String {
        switch self {
        case .description: "description"
        case .item(.checkpoint): "checkpoint"
        case .item(.tile(let tile)): tile.isEntryBundle ? "entries" : "tile"
        case .item(.manifest(let file)):
            switch file.content {
            case .head, .headSeal: "head"
            case .manifest, .manifestSeal: "manifest"
            case .bodies: "bodies"
            }
        }
    }

    /// Whether what it stands for holds personal data.
    var isPersonal: Bool {
        if case .item(.manifest(let file)) = self, case .bodies = file.content { true } else { false }
    }
}
