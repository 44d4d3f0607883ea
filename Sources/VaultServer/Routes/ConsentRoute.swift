import HTTPTypes
import VaultCore

/// Consents.
enum ConsentRoute: Hashable, Sendable {
    case grant
    case search
    case withdraw(ConsentID)
    case answer(ConsentID)

    init?(_ parts: [Substring]) {
        guard parts.first == "consents" else { return nil }
        switch parts.count {
        case 1: self = .grant
        case 2 where parts[1] == "search": self = .search
        case 3:
            guard let consent = ConsentID(String(parts[1])) else { return nil }
            switch parts[2] {
            case "withdrawal": self = .withdraw(consent)
            case "answers": self = .answer(consent)
            default: return nil
            }
        default: return nil
        }
    }

    var methods: [HTTPRequest.Method] { [.post] }

    var kind: String {
        switch self {
        case .grant: "consent"
        case .search: "consents"
        case .withdraw: "consent-withdrawal"
        case .answer: "consent-answer"
        }
    }
}
