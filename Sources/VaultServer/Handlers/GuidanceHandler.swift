import CanonicalJSON
import HTTPTypes
import Hummingbird
import NIOPosix
import PKI
import VaultCore

/// Answers at the guidance's paths, by the same rules as everywhere.
struct GuidanceHandler: Sendable {
    let reception: VaultReception
    /// Documents that are read into memory at once: a body of the largest size takes some 60 MiB on its way.
    private let slots = RequestSlots(limit: 4, limitPerCaller: 2)

    /// A document in a body, in Base64; larger ones are uploaded (`POST /v1/uploads`).
    private static let documentByteCount = 16 << 20

    init(reception: VaultReception) { self.reception = reception }

    func answer(_ route: GuidanceRoute, _ request: IncomingRequest) async throws -> Response {
        let visit = try await reception.visit(request)
        let documents = GuidanceDocuments(
            visit.vault, uploader: request.caller.name, entrance: VaultReception.entranceName)
        switch (route, request.method) {
        case (.take, _): return try await take(documents, nil, visit, request)
        case (.document(let code), .put): return try await take(documents, code, visit, request)
        case (.document(let code), _): return .json(try await documents.describe(code))
        case (.download(let code), _):
            let (file, bytes) = try await documents.download(code)
            return try await ContentHandler.response(file, request) { bytes }
        }
    }

    private func take(
        _ documents: GuidanceDocuments, _ code: String?, _ visit: VaultVisit, _ request: IncomingRequest
    ) async throws -> Response {
        guard let slot = slots.take(request.caller.key) else { throw Problem(.busy) }
        defer { withExtendedLifetime(slot) {} }
        let bytes = try await request.jsonBytes(limit: Self.documentByteCount)
        // Some tenths of a second for the largest.
        let (deposit, digest) = try await NIOThreadPool.singleton.runIfActive {
            let json = try IncomingRequest.json(bytes, limit: Self.documentByteCount)
            return (try documents.request(json), Digest.sha256(of: bytes))
        }
        let outcome = try await reception.once(
            request, visit.claim, ["guidance", JSON(code), .string(digest.description)]
        ) {
            try await documents.take(deposit, replacing: code)
        }
        switch outcome {
        case .kept(let committed, _):
            reception.figures.committed()
            guard let document = committed.record.shared.document else { throw Problem(.failure) }
            return .json(
                [
                    "document": .string(document.document.text), "status": .string(document.status.rawValue),
                    "version": .integer(Int64(document.version)),
                ], status: .created)
        case .refused(let refusal, _): throw Problem(refusal)
        case .rehearsed: throw Problem(.failure)
        }
    }
}
