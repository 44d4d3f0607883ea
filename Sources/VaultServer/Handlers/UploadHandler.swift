import HTTPTypes
import Hummingbird
import PKI
import VaultCore

/// Takes files in pieces, over as many connections as it needs (draft-ietf-httpbis-resumable-upload).
struct UploadHandler: Sendable {
    let uploads: UploadStore<CallerKey>

    /// Pieces as they come from the network are some KiB; each write to the disk is worth more.
    private static let writeByteCount = 512 << 10

    func answer(_ route: UploadRoute, _ request: IncomingRequest) async throws -> Response {
        // Whoever cannot deposit has nothing to upload.
        guard case .person = request.caller, let caller = request.caller.key else {
            if case .service = request.caller { throw VaultError(.accessDenied, ["role": AccessRole.service.rawValue]) }
            throw Problem(.signInNeeded)
        }
        do {
            switch (route, request.method) {
            case (.begin, _): return try await begin(by: caller, request)
            case (.upload(let id), .head): return try await state(of: id, by: caller)
            case (.upload(let id), .delete):
                try await uploads.remove(id, by: caller)
                return .nothing()
            case (.upload(let id), _): return try await append(to: id, by: caller, request)
            }
        } catch let error as VaultError where error.code == .uploadOffset {
            var problem = Problem(error)
            problem.headers[.uploadOffset] = error.facts["offset"]
            throw problem
        }
    }

    private func begin(by caller: CallerKey, _ request: IncomingRequest) async throws -> Response {
        let isComplete = try request.isComplete
        let digest = try request.digest(isNeeded: isComplete)
        let length = try request.number(.uploadLength)
        let turn = try await uploads.begin(by: caller, length: length)
        do {
            try await take(request, turn, isComplete: isComplete, digest)
        } catch {
            // Its name was told to nobody yet: nobody could go on with it, and it would only be in its sender's way.
            try? await uploads.remove(turn.upload, by: caller)
            throw error
        }
        let state = try await uploads.state(of: turn.upload, by: caller)
        var headers = Self.headers(state)
        headers[.location] = "/v1/uploads/\(turn.upload)"
        headers[.uploadLimit] = "max-size=\(uploads.limits.maximumSize)"
        return .nothing(.created, headers: headers)
    }

    private func state(of id: UploadID, by caller: CallerKey) async throws -> Response {
        let state = try await uploads.state(of: id, by: caller)
        var headers = Self.headers(state)
        headers[.uploadLength] = state.length.map { String($0) }
        headers[.uploadLimit] = "max-size=\(uploads.limits.maximumSize)"
        return .nothing(headers: headers)
    }

    private func append(to id: UploadID, by caller: CallerKey, _ request: IncomingRequest) async throws -> Response {
        try request.require(mediaType: "application/partial-upload")
        guard let offset = try request.number(.uploadOffset) else { throw Self.malformed }
        let isComplete = try request.isComplete
        let digest = try request.digest(isNeeded: isComplete)
        let length = try request.number(.uploadLength)
        let turn = try await uploads.resume(id, by: caller, at: offset)
        if let length { try await uploads.tell(length: length, turn) }
        try await take(request, turn, isComplete: isComplete, digest)
        let state = try await uploads.state(of: id, by: caller)
        return .nothing(headers: Self.headers(state))
    }

    /// Takes what comes. What came before the connection broke stays.
    private func take(
        _ request: IncomingRequest, _ turn: UploadStore<CallerKey>.Turn, isComplete: Bool, _ digest: Digest?
    ) async throws {
        var waiting: [UInt8] = []
        do {
            try await request.body.forEachPiece(limit: .max) { piece in
                waiting.append(contentsOf: piece.readableBytesView)
                if waiting.count >= Self.writeByteCount {
                    try await uploads.append(waiting, turn)
                    waiting.removeAll(keepingCapacity: true)
                }
            }
        } catch let error where !(error is VaultError) {
            if !waiting.isEmpty { try await uploads.append(waiting, turn) }
            throw error
        }
        if !waiting.isEmpty { try await uploads.append(waiting, turn) }
        if isComplete, let digest { try await uploads.finish(turn, expecting: digest) }
    }

    private static func headers(_ state: UploadState) -> HTTPFields {
        [.uploadOffset: String(state.offset), .uploadComplete: state.isComplete ? "?1" : "?0"]
    }

    fileprivate static let malformed = Problem(.malformed, ["part": "headers"])
}

extension IncomingRequest {
    /// `Upload-Complete`: whether the body is the upload's last part (a Boolean of RFC 9651).
    fileprivate var isComplete: Bool {
        get throws(Problem) {
            switch headers[.uploadComplete] {
            case "?1": true
            case "?0": false
            default: throw UploadHandler.malformed
            }
        }
    }

    /// - Throws: `REQUEST_MALFORMED` for anything but a number.
    fileprivate func number(_ name: HTTPField.Name) throws(Problem) -> Int? {
        guard let text = headers[name] else { return nil }
        guard let number = PathNumber(text)?.value else { throw UploadHandler.malformed }
        return number
    }

    /// `Repr-Digest` with SHA-256 (RFC 9530).
    fileprivate func digest(isNeeded: Bool) throws(Problem) -> Digest? {
        guard let text = headers[.reprDigest] else {
            guard !isNeeded else { throw UploadHandler.malformed }
            return nil
        }
        guard let digest = Digest.read(fieldValue: text) else { throw UploadHandler.malformed }
        return digest
    }
}

extension HTTPField.Name {
    static let uploadComplete = name("Upload-Complete")
    static let uploadLength = name("Upload-Length")
    static let uploadOffset = name("Upload-Offset")
    static let uploadLimit = name("Upload-Limit")
    static let idempotencyKey = name("Idempotency-Key")
}
