import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import PKI
import VaultCore

/// Gets bytes whose length and digest are known beforehand, into a file that nobody else sees; goes on where a connection
/// broke. Other bytes than those are refused.
struct FileDownload: Sendable {
    let connection: ServerConnection
    let claim: [(name: String, value: String)]

    /// - Returns: the bytes, of exactly this length and digest.
    /// - Throws: `SERVER_CONTENT_DIFFERS`; `ClientError`, `VaultError`.
    func get(_ path: String, count: Int, digest: Digest) async throws -> any ByteSource {
        let file = try TemporaryDownload()
        var pause = RetryPause(connection.limits)
        var left = connection.limits.attempts
        while true {
            let start = file.count
            do {
                try await append(to: file, path, count: count, digest: digest)
                break
            } catch let error as ClientError where [.unreachable, .timedOut, .busy].contains(error.code) {
                // All but the end of the answer has come.
                if file.count == count { break }
                left = file.count > start ? connection.limits.attempts : left - 1
                guard left > 0, let wait = pause.duration() else { throw error }
                try await Task.sleep(for: wait)
            }
        }
        guard file.count == count, file.digest == digest else { throw differs() }
        return file
    }

    private func append(
        to file: TemporaryDownload, _ path: String, count: Int, digest: Digest
    ) async throws {
        var request = ClientRequest.get(path)
        request.headers = claim
        let start = file.count
        if start > 0 {
            request.headers.append(("Range", "bytes=\(start)-"))
            request.headers.append(("If-Range", "\"\(digest.hexadecimal)\""))
        }
        try await connection.stream(
            request, seconds: connection.limits.seconds(forBytes: count),
            head: { status, headers in
                // Of the whole, whatever part is sent.
                if let stated = headers.first(name: "Repr-Digest"), Digest.read(fieldValue: stated) != digest {
                    throw differs()
                }
                if start > 0, status != 206 { try file.restart() }
            },
            { piece in
                guard file.count + piece.readableBytes <= count else { throw differs() }
                try await NIOThreadPool.singleton.runIfActive { try file.append(piece) }
            })
    }

    private func differs() -> ClientError { ClientError(.contentDiffers, ["host": connection.origin.host]) }

    /// Gets what is as long as it is, up to a bound, into a file that is not there yet.
    func get(_ path: String, to target: String, limit: Int) async throws {
        let file = try TemporaryDownload(path: target)
        var request = ClientRequest.get(path)
        request.headers = claim
        do {
            var stated: Digest?
            try await connection.stream(
                request, seconds: connection.limits.seconds(forBytes: limit),
                head: { _, headers in
                    stated = headers.first(name: "Repr-Digest").flatMap { Digest.read(fieldValue: $0) }
                },
                { piece in
                    guard file.count + piece.readableBytes <= limit else {
                        throw ClientError(.answerTooLarge, ["host": connection.origin.host])
                    }
                    try await NIOThreadPool.singleton.runIfActive { try file.append(piece) }
                })
            if let stated, stated != file.digest { throw differs() }
        } catch {
            unlink(target)
            throw error
        }
    }
}
