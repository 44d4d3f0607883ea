import HTTPTypes

/// What is about a vault or its owners, and not about one document.
enum VaultRoute: Hashable, Sendable {
    case actor
    case accesses
    case calendar
    case codes
    case ownerIdentity, ownerLinks, linkOwners, partOwners

    init?(_ parts: [Substring]) {
        switch parts {
        case ["actor"]: self = .actor
        case ["accesses"]: self = .accesses
        case ["calendar"]: self = .calendar
        case ["codes"]: self = .codes
        case ["owners", "identity"]: self = .ownerIdentity
        case ["owners", "links"]: self = .ownerLinks
        case ["owners", "link"]: self = .linkOwners
        case ["owners", "part"]: self = .partOwners
        default: return nil
        }
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .actor, .calendar: [.get]
        case .accesses, .codes, .ownerIdentity, .ownerLinks, .linkOwners, .partOwners: [.post]
        }
    }

    var kind: String {
        switch self {
        case .actor: "actor"
        case .accesses: "accesses"
        case .calendar: "calendar"
        case .codes: "codes"
        case .ownerIdentity: "owner-identity"
        case .ownerLinks: "owner-links"
        case .linkOwners: "owner-link"
        case .partOwners: "owner-part"
        }
    }
}
