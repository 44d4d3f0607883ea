import TransparencyLog
import VaultCore

/// How a route's bytes are labelled: media type and how long they may be kept.
struct Representation {
    let mediaType: String
    let cacheControl: String

    /// A year, the longest that caches heed.
    private static let forever = "max-age=31536000, immutable"

    init(of route: Route) {
        switch route {
        case .health, .readiness, .login, .documents, .uploads, .vault, .consents, .erasures, .sync, .guidance,
            .replicas:
            mediaType = "application/json"
            cacheControl = "private, no-store"
        case .events:
            mediaType = EventFrame.mediaType
            cacheControl = "private, no-store"
        case .item(.identity):
            mediaType = "application/json"
            cacheControl = "no-cache"
        case .item(.identitySeal):
            mediaType = "application/pkcs7-signature"
            cacheControl = "no-cache"
        case .description:
            mediaType = "application/yaml"
            cacheControl = "private, no-cache"
        case .item(.checkpoint):
            mediaType = "text/plain; charset=utf-8"
            cacheControl = "no-cache"
        case .item(.tile):
            // Also of a partial tile: one of this width never changes.
            mediaType = "application/octet-stream"
            cacheControl = "public, \(Self.forever)"
        case .item(.manifest(let file)):
            let isPublic = file.isPublic
            switch file.content {
            case .head:
                mediaType = "application/json"
                cacheControl = isPublic ? "no-cache" : "private, no-cache"
            case .headSeal:
                mediaType = "application/pkcs7-signature"
                cacheControl = isPublic ? "no-cache" : "private, no-cache"
            case .manifest:
                mediaType = "application/json"
                cacheControl = "\(isPublic ? "public" : "private"), \(Self.forever)"
            case .manifestSeal:
                mediaType = "application/pkcs7-signature"
                cacheControl = "\(isPublic ? "public" : "private"), \(Self.forever)"
            case .bodies, .portal:
                // What is erased must vanish from caches too.
                mediaType = "application/json"
                cacheControl = "private, no-store"
            }
        }
    }
}
