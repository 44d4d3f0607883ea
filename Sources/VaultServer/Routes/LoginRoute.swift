import HTTPTypes

/// Signing in and out.
enum LoginRoute: Hashable, Sendable {
    case challenges
    case session

    init?(_ parts: [Substring]) {
        switch parts {
        case ["login"]: self = .session
        case ["login", "challenges"]: self = .challenges
        default: return nil
        }
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .challenges: [.post]
        case .session: [.post, .delete]
        }
    }

    var kind: String {
        switch self {
        case .challenges: "login-challenge"
        case .session: "login"
        }
    }
}
