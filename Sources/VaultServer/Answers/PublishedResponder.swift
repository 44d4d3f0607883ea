import Hummingbird
import PKI
import VaultCore

/// Answers every request: GET and HEAD of what is published, a problem for everything else.
struct PublishedResponder: HTTPResponder {
    typealias Context = BasicRequestContext

    let files: any PublishedFiles
    let admission: RequestAdmission
    let log: AccessLog

    /// Larger bodies are written in pieces of this size, so that a connection which takes none of them is noticed
    /// (`ServerLimits.stall`) and no copy of the whole waits in its buffers.
    private static let pieceByteCount = 64 << 10

    func respond(to request: Request, context: Context) async throws -> Response {
        let start = ContinuousClock.now
        let route = request.head.path.flatMap(Route.init(target:))
        var response = await answer(request, route)
        response.headers[.xContentTypeOptions] = "nosniff"
        if request.method == .head { response = response.createHeadResponse() }
        log.record(request.method, route, response, since: start)
        return response
    }

    private func answer(_ request: Request, _ route: Route?) async -> Response {
        if let problem = admission.problem(authority: request.head.authority, route: route) { return problem.response }
        guard let route else { return Problem.notFound.response }
        guard request.method == .get || request.method == .head else { return Problem.methodNotAllowed.response }
        do {
            switch route {
            case .description: return response(OpenAPIDescription.file, route, request)
            case .item(let item):
                switch try await files.answer(to: item) {
                case .bytes(let bytes): return response(bytes, route, request)
                case .absent: return Problem.notFound.response
                case .notYet: return Problem.notPublishedYet.response
                }
            }
        } catch {
            log.failure(error, route)
            return Problem.failure.response
        }
    }

    private func response(_ file: PublishedBytes, _ route: Route, _ request: Request) -> Response {
        let label = Representation(of: route)
        let tag = EntityTag(file.digest)
        var headers: HTTPFields = [
            .contentType: label.mediaType, .cacheControl: label.cacheControl, .eTag: tag.text,
            .contentLength: String(file.bytes.count),
        ]
        if let known = request.headers[.ifNoneMatch], tag.isNamed(by: known) {
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: Self.body(file.bytes))
    }

    private static func body(_ bytes: [UInt8]) -> ResponseBody {
        guard bytes.count > pieceByteCount else { return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)) }
        return ResponseBody(contentLength: bytes.count) { writer in
            var position = 0
            while position < bytes.count {
                let end = min(position + pieceByteCount, bytes.count)
                try await writer.write(ByteBuffer(bytes: bytes[position..<end]))
                position = end
            }
            try await writer.finish(nil)
        }
    }
}
