import HTTPTypes
import VaultCore

/// The paths of the ministry's guidance (docs/document-api.md). They hold codes: nothing of them is ever said of a request.
enum GuidanceRoute: Hashable, Sendable {
    case take
    case document(String)
    case download(String)

    private static let documents = "documents/"
    private static let taking = "import"
    private static let downloading = "download/"

    /// - Parameter path: behind `/api/v1/`.
    init?(_ path: some StringProtocol) {
        guard path.hasPrefix(Self.documents) else { return nil }
        let rest = path.dropFirst(Self.documents.count)
        if rest == Self.taking {
            self = .take
        } else if rest.hasPrefix(Self.downloading) {
            let code = String(rest.dropFirst(Self.downloading.count))
            guard GuidanceMetadata.isDocCode(code) else { return nil }
            self = .download(code)
        } else {
            guard GuidanceMetadata.isDocCode(String(rest)) else { return nil }
            self = .document(String(rest))
        }
    }

    var methods: [HTTPRequest.Method] {
        switch self {
        case .take: [.post]
        case .document: [.get, .put]
        case .download: [.get]
        }
    }

    var kind: String {
        switch self {
        case .take: "guidance-import"
        case .document: "guidance-document"
        case .download: "guidance-download"
        }
    }
}
