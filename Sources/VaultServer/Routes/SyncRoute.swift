import HTTPTypes

/// What is asked on demand: by sync services, and by those who look for a document here and elsewhere.
enum SyncRoute: Hashable, Sendable {
    case catalogue
    case byCode
    case resolve

    init?(_ parts: [Substring]) {
        switch parts {
        case ["catalogue"]: self = .catalogue
        case ["documents", "by-code"]: self = .byCode
        case ["resolve"]: self = .resolve
        default: return nil
        }
    }

    var methods: [HTTPRequest.Method] { [.post] }

    var kind: String {
        switch self {
        case .catalogue: "catalogue"
        case .byCode: "by-code"
        case .resolve: "resolve"
        }
    }
}
