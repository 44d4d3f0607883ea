import CanonicalJSON
import NIOHTTP1
import PKI
import VaultCore

/// Sends one file, and goes on where a connection broke (draft-ietf-httpbis-resumable-upload).
struct FileUpload: Sendable {
    let connection: ServerConnection
    let claim: [(name: String, value: String)]
    /// Is told the bytes that went out.
    let report: @Sendable (Int) -> Void

    /// A file that fits in one request, whose digest is then known beforehand.
    private static let smallFile = 1 << 20
    private static let type = "application/partial-upload"

    /// - Returns: the upload, and the digest of what was sent, which the server has held against what it got.
    func send(_ source: any ByteSource) async throws -> (upload: UploadID, digest: Digest) {
        if source.count <= Self.smallFile { return try await sendSmall(source) }
        let pieces = FilePieces(source, report: report)
        let upload = try await begin(source.count)
        do {
            try await sendAll(pieces, to: upload)
            let digest = try await pieces.digest()
            try await complete(upload, at: source.count, digest)
            return (upload, digest)
        } catch {
            await giveBack([upload], after: error)
            throw error
        }
    }

    /// Takes away what no deposit is going to name: a server lets nobody have many, and keeps them for an hour. Tried once
    /// only, and not where nothing gets through anyway.
    /// - Parameter error: what ended the deposit.
    func giveBack(_ uploads: [UploadID], after error: (any Error)? = nil) async {
        let hopeless: Set<ClientError.Code> = [.unreachable, .timedOut, .notSignedIn, .interrupted]
        if let code = (error as? ClientError)?.code, hopeless.contains(code) { return }
        for upload in uploads {
            let request = ClientRequest(
                method: .DELETE, path: "/v1/uploads/\(upload)", headers: claim, isRepeatable: false)
            do {
                _ = try await connection.send(request, limit: 0, seconds: connection.limits.connectSeconds)
            } catch is ClientError {
                return
            } catch {
                // Gone already, or in a deposit that is still under way.
            }
        }
    }

    private func sendSmall(_ source: any ByteSource) async throws -> (UploadID, Digest) {
        let bytes = try source.bytes(0..<source.count)
        let digest = Digest.sha256(of: bytes)
        // Twice is no harm: the one that nobody names expires.
        let request = ClientRequest(
            method: .POST, path: "/v1/uploads",
            headers: claim + [
                ("Upload-Complete", "?1"), ("Upload-Length", String(bytes.count)), ("Repr-Digest", digest.fieldValue),
            ], body: .bytes(bytes, type: Self.type), isRepeatable: true)
        let answer = try await connection.send(
            request, limit: 0, seconds: connection.limits.seconds(forBytes: bytes.count))
        report(bytes.count)
        return (try location(answer), digest)
    }

    private func begin(_ count: Int) async throws -> UploadID {
        let request = ClientRequest(
            method: .POST, path: "/v1/uploads",
            headers: claim + [("Upload-Complete", "?0"), ("Upload-Length", String(count))], isRepeatable: true)
        return try location(
            try await connection.send(request, limit: 0, seconds: connection.limits.answerSeconds))
    }

    private func location(_ answer: ClientAnswer) throws -> UploadID {
        // A path, or a whole address.
        guard let name = answer.headers.first(name: "Location")?.split(separator: "/").last,
            let upload = UploadID(name)
        else { throw ClientError(.answerMalformed, ["host": connection.origin.host]) }
        return upload
    }

    /// Sends until everything is there; gives up where nothing gets through any more.
    private func sendAll(_ pieces: FilePieces, to upload: UploadID) async throws {
        var pause = RetryPause(connection.limits)
        var left = connection.limits.attempts
        var offset = 0
        // Whoever lets it go back and forth makes no progress.
        var farthest = 0
        while offset < pieces.count {
            do {
                try await append(pieces, to: upload, at: offset)
                offset = pieces.count
            } catch let error where Self.mayGoOn(error) {
                left -= 1
                guard left > 0, let wait = pause.duration() else { throw error }
                try await Task.sleep(for: wait)
                let reached = try await self.offset(of: upload)
                guard (0...pieces.count).contains(reached) else {
                    throw ClientError(.answerMalformed, ["host": connection.origin.host])
                }
                if reached > farthest {
                    farthest = reached
                    left = connection.limits.attempts
                    pause = RetryPause(connection.limits)
                }
                offset = reached
            }
        }
    }

    private func append(_ pieces: FilePieces, to upload: UploadID, at offset: Int) async throws {
        let count = pieces.count - offset
        let request = ClientRequest(
            method: .PATCH, path: "/v1/uploads/\(upload)",
            headers: claim + [("Upload-Offset", String(offset)), ("Upload-Complete", "?0")],
            body: .pieces(pieces.reader(at: offset), count: count, type: Self.type), isRepeatable: false)
        _ = try await connection.send(request, limit: 0, seconds: connection.limits.seconds(forBytes: count))
    }

    private func offset(of upload: UploadID) async throws -> Int {
        let request = ClientRequest(
            method: .HEAD, path: "/v1/uploads/\(upload)", headers: claim, isRepeatable: true)
        let answer = try await connection.send(request, limit: 0, seconds: connection.limits.answerSeconds)
        guard let offset = answer.headers.first(name: "Upload-Offset").flatMap({ Int($0) }) else {
            throw ClientError(.answerMalformed, ["host": connection.origin.host])
        }
        return offset
    }

    private func complete(_ upload: UploadID, at offset: Int, _ digest: Digest) async throws {
        let request = ClientRequest(
            method: .PATCH, path: "/v1/uploads/\(upload)",
            headers: claim + [
                ("Upload-Offset", String(offset)), ("Upload-Complete", "?1"), ("Repr-Digest", digest.fieldValue),
            ], body: .bytes([], type: Self.type), isRepeatable: true)
        do {
            _ = try await connection.send(request, limit: 0, seconds: connection.limits.answerSeconds)
        } catch let error as VaultError where error.code == .uploadComplete {
            // The answer of the first try was lost.
        }
    }

    /// Whether what was sent may have arrived in part.
    private static func mayGoOn(_ error: any Error) -> Bool {
        switch error {
        case let error as ClientError: [.unreachable, .timedOut, .busy].contains(error.code)
        case let error as VaultError: error.code == .uploadOffset || error.code == .uploadInUse
        default: false
        }
    }
}
