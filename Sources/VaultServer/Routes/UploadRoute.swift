import HTTPTypes
import VaultCore

/// Files on their way (draft-ietf-httpbis-resumable-upload).
enum UploadRoute: Hashable, Sendable {
    case begin
    case upload(UploadID)

    init?(_ parts: [Substring]) {
        guard parts.first == "uploads" else { return nil }
        switch parts.count {
        case 1: self = .begin
        case 2:
            guard let id = UploadID(parts[1]) else { return nil }
            self = .upload(id)
        default: return nil
        }
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .begin: [.post]
        case .upload: [.head, .patch, .delete]
        }
    }

    var kind: String { "upload" }
}
