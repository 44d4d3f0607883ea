import HTTPTypes
import TransparencyLog
import VaultCore

/// What a request's target stands for.
///
/// No path of a request ever reaches a store: a target either is the one spelling of a value here, or nothing. What names
/// a person or a document by anything but its random name is never in a target, but for the guidance's paths.
enum Route: Hashable, Sendable {
    case item(PublishedItem)
    /// docs/api/openapi.yaml, which describes these routes.
    case description
    /// Whether the process lives, and whether it is worth asking.
    case health, readiness
    case login(LoginRoute)
    case documents(DocumentRoute)
    case uploads(UploadRoute)
    case vault(VaultRoute)
    case consents(ConsentRoute)
    case erasures(ErasureRoute)
    case sync(SyncRoute)
    /// What vaults push here.
    case replicas(ReplicaRoute)
    /// The guidance's own paths, where they are offered.
    case guidance(GuidanceRoute)
    /// What is new in the log, as a stream.
    case events

    /// The longest that leads anywhere is a manifest's; the rest of it is for queries, which mean nothing here.
    private static let maximumTargetByteCount = 1024
    private static let ownPrefix = "v1/"
    private static let guidancePrefix = "api/v1/"

    /// - Parameter target: the request's target as received, in origin form (RFC 9112 section 3.2.1).
    init?(target: String) {
        // Printable ASCII alone: Swift takes some other characters for equal to these.
        guard target.utf8.count <= Self.maximumTargetByteCount, target.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        let path = target.prefix { $0 != "?" }
        guard path.first == "/" else { return nil }
        let name = String(path.dropFirst())
        switch name {
        case "openapi.yaml": self = .description
        case "healthz": self = .health
        case "readyz": self = .readiness
        default:
            if let item = PublishedItem(path: name) {
                self = .item(item)
            } else if name.hasPrefix(Self.ownPrefix), let route = Self.own(name.dropFirst(Self.ownPrefix.count)) {
                self = route
            } else if name.hasPrefix(Self.guidancePrefix),
                let route = GuidanceRoute(name.dropFirst(Self.guidancePrefix.count))
            {
                self = .guidance(route)
            } else {
                return nil
            }
        }
    }

    /// The routes of the API, by what stands behind `/v1/`.
    private static func own(_ path: Substring) -> Route? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if parts == ["events"] { return .events }
        return LoginRoute(parts).map(Route.login) ?? DocumentRoute(parts).map(Route.documents)
            ?? UploadRoute(parts).map(Route.uploads) ?? VaultRoute(parts).map(Route.vault)
            ?? SyncRoute(parts).map(Route.sync) ?? ConsentRoute(parts).map(Route.consents)
            ?? ErasureRoute(parts).map(Route.erasures) ?? ReplicaRoute(parts).map(Route.replicas)
    }

    /// The target of an item, which has this one alone.
    static func target(of item: PublishedItem) -> String { "/\(item.path)" }

    /// What may be done with it.
    var methods: [HTTPRequest.Method] {
        switch self {
        case .item, .description, .health, .readiness: [.get, .head]
        case .login(let route): route.methods
        case .documents(let route): route.methods
        case .uploads(let route): route.methods
        case .vault(let route): route.methods
        case .consents(let route): route.methods
        case .erasures(let route): route.methods
        case .sync(let route): route.methods
        case .replicas(let route): route.methods
        case .guidance(let route): route.methods
        // HEAD would begin a stream, and enter it, for nothing.
        case .events: [.get]
        }
    }

    /// The word for it in the log and the figures: never the path, which may one day hold a code.
    var kind: String {
        switch self {
        case .description: "description"
        case .item(.identity), .item(.identitySeal): "identity"
        case .health: "health"
        case .readiness: "readiness"
        case .login(let route): route.kind
        case .documents(let route): route.kind
        case .uploads(let route): route.kind
        case .vault(let route): route.kind
        case .consents(let route): route.kind
        case .erasures(let route): route.kind
        case .sync(let route): route.kind
        case .replicas(let route): route.kind
        case .guidance(let route): route.kind
        case .events: "events"
        case .item(.checkpoint): "checkpoint"
        case .item(.tile(let tile)): tile.isEntryBundle ? "entries" : "tile"
        case .item(.manifest(let file)):
            switch file.content {
            case .head, .headSeal: "head"
            case .manifest, .manifestSeal: "manifest"
            case .bodies: "bodies"
            case .portal: "portal"
            }
        }
    }

    /// Whether it answers also where there is no room, so that whoever watches the server can tell full from dead.
    var isForWatching: Bool {
        switch self {
        case .health, .readiness: true
        default: false
        }
    }

    /// Whether whoever asks is about to say who he is.
    var isForSigningIn: Bool { if case .login = self { true } else { false } }

    /// Whether its answer lasts for as long as both sides want, so that it takes no place among the requests.
    var isStream: Bool { self == .events }

    /// Whether a body may take as long as a large file does.
    var takesLongBodies: Bool {
        switch self {
        case .uploads, .replicas: true
        default: false
        }
    }
}
