import HTTPTypes

/// What sync services ask on demand.
enum SyncRoute: Hashable, Sendable {
    case catalogue
    case byCode

    init?(_ parts: [Substring]) {
        switch parts {
        case ["catalogue"]: self = .catalogue
        case ["documents", "by-code"]: self = .byCode
        default: return nil
        }
    }

    var methods: [HTTPRequest.Method] { [.post] }

    var kind: String {
        switch self {
        case .catalogue: "catalogue"
        case .byCode: "by-code"
        }
    }
}
