import HTTPTypes
import Hummingbird
import PKI
import VaultCore

/// Answers with what is published, to anybody.
struct PublishedHandler: Sendable {
    let cache: PublishedCache

    func answer(_ item: PublishedItem, _ request: IncomingRequest) async throws -> Response {
        switch try await cache.answer(to: item) {
        case .bytes(let bytes): Self.response(bytes, Representation(of: .item(item)), request)
        case .absent: throw Problem(.notFound)
        case .notYet: throw Problem(.notPublishedYet)
        }
    }

    /// Bytes that anybody may have, or nothing where the client has them already.
    static func response(_ file: PublishedBytes, _ label: Representation, _ request: IncomingRequest) -> Response {
        let tag = EntityTag(file.digest)
        var headers = fields(file.digest, count: file.bytes.count, label)
        if let known = request.headers[.ifNoneMatch], tag.isNamed(by: known) {
            headers[.contentType] = nil
            headers[.reprDigest] = nil
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: .pieces(of: file.bytes))
    }

    /// The header of such an answer.
    static func fields(_ digest: Digest, count: Int, _ label: Representation) -> HTTPFields {
        [
            .contentType: label.mediaType, .cacheControl: label.cacheControl, .eTag: EntityTag(digest).text,
            .contentLength: String(count), .reprDigest: digest.fieldValue,
        ]
    }
}
