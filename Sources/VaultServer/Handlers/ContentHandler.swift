import HTTPTypes
import Hummingbird
import PKI
import Signatures
import VaultCore

/// Gives out what leaves with a document's bytes: files, copies, receipts.
struct ContentHandler: Sendable {
    /// Where copies are made up; each is gone from there before its first byte is sent.
    let scratchFolder: String

    /// A file's bytes, or a part of them (RFC 9110 section 14).
    func file(
        _ number: Int, of id: DocumentID, _ version: Int, _ visit: VaultVisit, _ request: IncomingRequest
    ) async throws -> Response {
        // What a file is called by digest, length and type is said of the document; its bytes are something else.
        let asksForBytes = request.method == .get
        let document = try await visit.document(id, version: version, for: asksForBytes ? .content : .describe)
        guard document.description.files.indices.contains(number) else { throw VaultError(.fileNotInDocument) }
        let file = document.description.files[number]
        return try await Self.response(file, request) { try await visit.vault.content(of: file, in: document) }
    }

    /// A file, as the request wants it: whole, in part, or not at all where the client has it.
    /// - Parameter bytes: not asked for where none are sent.
    static func response(
        _ file: DepositedFile, _ request: IncomingRequest, _ bytes: () async throws -> any ByteSource
    ) async throws -> Response {
        let tag = EntityTag(file.digest)
        var headers: HTTPFields = [
            .contentType: file.mediaType, .cacheControl: "private, no-cache", .eTag: tag.text,
            .acceptRanges: "bytes", .contentDisposition: "attachment", .reprDigest: file.digest.fieldValue,
            .contentSecurityPolicy: "sandbox",
        ]
        if let known = request.headers[.ifNoneMatch], tag.isNamed(by: known) {
            headers[.contentType] = nil
            headers[.contentDisposition] = nil
            return Response(status: .notModified, headers: headers)
        }
        guard request.method == .get else {
            headers[.contentLength] = String(file.size)
            return Response(status: .ok, headers: headers)
        }
        var range = 0..<file.size
        var status = HTTPResponse.Status.ok
        switch ByteRange(request.headers, tag: tag, size: file.size) {
        case .whole: break
        case .part(let part):
            range = part
            status = .partialContent
            headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)"
        case .outside:
            var problem = Problem(.rangeOutside)
            problem.headers[.contentRange] = "bytes */\(file.size)"
            throw problem
        }
        let source = try await bytes()
        headers[.contentLength] = String(range.count)
        return Response(status: status, headers: headers, body: .source(source, range))
    }

    /// A copy bundle: made up in a file without a name, and sent from there.
    func copy(of id: DocumentID, _ version: Int, _ visit: VaultVisit) async throws -> Response {
        let document = try await visit.document(id, version: version, for: .copy)
        let scratch = try ScratchFile(in: scratchFolder)
        try await visit.vault.copy(of: document, to: scratch.path)
        let source = try await scratch.take()
        let digest = try await SourceReading.digest(of: source)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/vnd.etsi.asic-e+zip", .cacheControl: Response.keptByNobody,
                .contentDisposition: "attachment", .contentLength: String(source.count),
                .reprDigest: digest.fieldValue, .contentSecurityPolicy: "sandbox",
            ], body: .source(source, 0..<source.count))
    }

    func receipt(
        of id: DocumentID, _ version: Int, disclosesPrivate: Bool, _ visit: VaultVisit
    ) async throws -> Response {
        let document = try await visit.document(id, version: version, for: .receipt)
        let receipt = try await visit.vault.receipt(for: document.record, disclosesPrivate: disclosesPrivate)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/zip", .cacheControl: Response.keptByNobody,
                .contentDisposition: "attachment",
            ], body: .pieces(of: try receipt.archive()))
    }
}

extension HTTPField.Name {
    static let reprDigest = name("Repr-Digest")
}
