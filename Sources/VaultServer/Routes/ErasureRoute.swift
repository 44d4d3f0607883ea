import HTTPTypes
import VaultCore

/// Erasing.
enum ErasureRoute: Hashable, Sendable {
    /// Every request and every erasure; a new request.
    case all
    case draft
    case list
    case apply
    case finish
    case request(DocumentID)
    case approval(DocumentID)
    case minutes(index: UInt64)

    init?(_ parts: [Substring]) {
        guard parts.first == "erasures" else { return nil }
        switch parts.count {
        case 1: self = .all
        case 2:
            switch parts[1] {
            case "draft": self = .draft
            case "list": self = .list
            case "apply": self = .apply
            case "finish": self = .finish
            default:
                guard let id = DocumentID(String(parts[1])) else { return nil }
                self = .request(id)
            }
        case 3 where parts[2] == "approval":
            guard let id = DocumentID(String(parts[1])) else { return nil }
            self = .approval(id)
        case 3 where parts[2] == "minutes":
            guard let index = PathNumber(parts[1])?.value else { return nil }
            self = .minutes(index: UInt64(index))
        default: return nil
        }
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .all: [.get, .post]
        case .draft, .apply, .finish, .approval: [.post]
        case .list, .request, .minutes: [.get]
        }
    }

    var kind: String {
        switch self {
        case .all: "erasures"
        case .draft: "erasure-draft"
        case .list: "erasure-list"
        case .apply: "erasure-apply"
        case .finish: "erasure-finish"
        case .request: "erasure-request"
        case .approval: "erasure-approval"
        case .minutes: "erasure-minutes"
        }
    }
}
