import CanonicalJSON
import HTTPTypes
import Hummingbird
import VaultCore

/// Answers what sync services ask: on demand, and what of the manifests is not for everybody; and who looks for a document
/// here and elsewhere.
struct SyncHandler: Sendable {
    let reception: VaultReception
    let files: any PublishedFiles
    /// What links to files begin with in the portals' rows; empty for the path alone.
    let linkBase: String
    /// nil where nobody else is asked.
    let resolve: ServedParts.Resolve?
    /// Searches at once: each asks others for up to a minute, and they know this vault alone.
    let searches: RequestSlots

    func answer(_ route: SyncRoute, _ request: IncomingRequest) async throws -> Response {
        switch route {
        case .catalogue:
            let vault = try await reception.sync(request)
            return .json(try await vault.catalogue(CatalogueQuery(try await request.json())).json)
        case .byCode:
            let vault = try await reception.sync(request)
            return .json(try await vault.document(by: CodeQuery(try await request.json())).json)
        case .resolve:
            guard let resolve else { throw Problem(.notFound) }
            let vault = try await reception.resolving(request)
            // Before a place is taken: a body may come slowly.
            let query = try CodeQuery(try await request.json())
            guard let slot = searches.take(request.caller.key) else { throw Problem(.busy) }
            defer { withExtendedLifetime(slot) {} }
            return .json(try await resolve(query, vault).json)
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
            return Self.response(label, Self.bodies(of: try await bodies(of: file, sequence, vault)))
        case .portal(let sequence):
            return Self.response(label, Self.rows(of: try await bodies(of: file, sequence, vault), linkBase))
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

    /// `{"bodies":[…],"v":1}`
    private static func bodies(of bodies: ManifestBodies) -> ResponseBody {
        text(of: bodies, [RowList(opening: #"{"bodies":["#) { $0.map(\.bytes) }], ending: #"],"v":1}"#)
    }

    /// As `PortalExport.json`.
    private static func rows(of bodies: ManifestBodies, _ base: String) -> ResponseBody {
        let address: PortalExport.Address = { base + PortalExport.path($0, $1, $2) }
        let results = RowList(opening: #"{"DanhSachGiayToKetQua":["#) { page in
            try PortalExport(page, address: address).results.map(\.json.canonicalBytes)
        }
        let attachments = RowList(opening: #"],"TaiLieuNop":["#) { page in
            try PortalExport(page, address: address).attachments.map(\.json.canonicalBytes)
        }
        return text(of: bodies, [results, attachments], ending: "]}")
    }

    /// What is made of each entry of a manifest, as a list behind what opens it.
    private struct RowList: Sendable {
        let opening: String
        let rows: @Sendable ([ManifestBody]) throws -> [[UInt8]]
    }

    /// Lists one behind the other, canonical as a whole, made while they are sent: a manifest can have fifty thousand entries,
    /// so that they are read again for each list and never held. What cannot be read ends it in the middle.
    private static func text(of bodies: ManifestBodies, _ lists: [RowList], ending: String) -> ResponseBody {
        ResponseBody { writer in
            var buffer = ByteBuffer()
            for list in lists {
                buffer.writeString(list.opening)
                var isFirst = true
                for number in 0..<bodies.pageCount {
                    let page = try await bodies.page(number)
                    for row in try list.rows(page) {
                        if !isFirst { buffer.writeString(",") }
                        isFirst = false
                        buffer.writeBytes(row)
                        if buffer.readableBytes >= ResponseBody.pieceByteCount {
                            try await writer.write(buffer)
                            buffer = ByteBuffer()
                        }
                    }
                }
            }
            buffer.writeString(ending)
            try await writer.write(buffer)
            try await writer.finish(nil)
        }
    }
}
