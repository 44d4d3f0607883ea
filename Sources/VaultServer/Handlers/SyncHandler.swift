import CanonicalJSON
import HTTPTypes
import Hummingbird
import VaultCore

/// Answers what sync services ask: on demand, and what of the manifests is not for everybody.
struct SyncHandler: Sendable {
    let reception: VaultReception
    let files: any PublishedFiles
    /// What links to files begin with in the portals' rows; empty for the path alone.
    let linkBase: String

    func answer(_ route: SyncRoute, _ request: IncomingRequest) async throws -> Response {
        let vault = try await reception.sync(request)
        let json = try await request.json()
        switch route {
        case .catalogue: return .json(try await vault.catalogue(CatalogueQuery(json)).json)
        case .byCode: return .json(try await vault.document(by: CodeQuery(json)).json)
        }
    }

    /// A file of a scoped chain, or what is made of a manifest's entries for whoever may have them.
    func answer(_ file: ManifestFile, _ request: IncomingRequest) async throws -> Response {
        let vault = try await reception.sync(request, scope: file.chain.scope)
        let label = Representation(of: .item(.manifest(file)))
        switch file.content {
        case .head, .headSeal, .manifest, .manifestSeal:
            try await vault.follow(file.chain)
            guard case .bytes(let bytes) = try await files.answer(to: .manifest(file)) else { throw Problem(.notFound) }
            return PublishedHandler.response(bytes, label, request)
        case .bodies(let sequence):
            return Self.response(label, Self.text(of: try await bodies(of: file, sequence, vault)))
        case .portal(let sequence):
            let rows = try await rows(of: bodies(of: file, sequence, vault))
            return Self.response(label, .pieces(of: rows.json.canonicalBytes))
        }
    }

    private func bodies(
        of file: ManifestFile, _ sequence: UInt64, _ vault: any SyncVault
    ) async throws -> ManifestBodies {
        guard let bodies = try await vault.bodies(of: file.chain, sequence) else { throw Problem(.notFound) }
        return bodies
    }

    private static func response(_ label: Representation, _ body: ResponseBody) -> Response {
        Response(
            status: .ok, headers: [.contentType: label.mediaType, .cacheControl: label.cacheControl], body: body)
    }

    /// `{"bodies":[…],"v":1}`, canonical as a whole, read while it is sent. What cannot be read ends it in the middle.
    private static func text(of bodies: ManifestBodies) -> ResponseBody {
        ResponseBody { writer in
            var buffer = ByteBuffer(string: #"{"bodies":["#)
            var isFirst = true
            for number in 0..<bodies.pageCount {
                for body in try await bodies.page(number) {
                    if !isFirst { buffer.writeString(",") }
                    isFirst = false
                    buffer.writeBytes(body.bytes)
                    if buffer.readableBytes >= ResponseBody.pieceByteCount {
                        try await writer.write(buffer)
                        buffer = ByteBuffer()
                    }
                }
            }
            buffer.writeString(#"],"v":1}"#)
            try await writer.write(buffer)
            try await writer.finish(nil)
        }
    }

    /// Rows are some hundred bytes each; the two lists stand one behind the other, so that they are collected first.
    private func rows(of bodies: ManifestBodies) async throws -> PortalExport {
        let base = linkBase
        var rows = try PortalExport()
        for number in 0..<bodies.pageCount {
            try rows.add(await bodies.page(number)) { base + PortalExport.path($0, $1, $2) }
        }
        return rows
    }
}
