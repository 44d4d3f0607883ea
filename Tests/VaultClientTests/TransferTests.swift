import Foundation
import PKI
import Synchronization
import TestSupport
import Testing
import VaultCore

@testable import VaultClient

@Suite("Files to and from a server")
struct TransferTests {
    private let bytes: [UInt8]

    init() {
        var numbers = SeededNumbers(seed: 3)
        bytes = (0..<5_000_000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    }

    private static let upload = "0123456789abcdef0123456789abcdef"

    private func connection(_ server: ScriptedServer, attempts: Int = 5) throws -> ServerConnection {
        var limits = ServerConnectionTests.limits()
        limits.attempts = attempts
        return try ServerConnection(try ServerOrigin(server.url), session: GivenSession("t"), limits: limits)
    }

    /// Keeps uploads as a server does.
    private final class Uploads: Sendable {
        private let state = Mutex<(bytes: [UInt8], isComplete: Bool, digest: String?)>(([], false, nil))
        var bytes: [UInt8] { state.withLock { $0.bytes } }
        var isComplete: Bool { state.withLock { $0.isComplete } }
        var digest: String? { state.withLock { $0.digest } }

        func reply(_ request: ScriptedServer.Request) -> ScriptedServer.Reply {
            state.withLock { state in
                switch request.method {
                case "HEAD": return .init(status: 204, headers: [("Upload-Offset", String(state.bytes.count))])
                case "PATCH":
                    guard request.headers["upload-offset"] == String(state.bytes.count) else {
                        return .problem("UPLOAD_OFFSET", status: 409)
                    }
                    state.bytes += request.body
                default: state.bytes = request.body
                }
                if request.headers["upload-complete"] == "?1", request.isWhole {
                    state.isComplete = true
                    state.digest = request.headers["repr-digest"]
                }
                return .init(
                    status: request.method == "POST" ? 201 : 204,
                    headers: [("Location", "/v1/uploads/\(TransferTests.upload)")])
            }
        }
    }

    private func send(
        _ content: [UInt8], over connection: ServerConnection
    ) async throws -> (UploadID, Digest, reported: Int) {
        let reported = Mutex(0)
        let (upload, digest) = try await FileUpload(
            connection: connection, claim: [], report: { count in reported.withLock { $0 += count } }
        ).send(MemorySource(content))
        return (upload, digest, reported.withLock { $0 })
    }

    @Test("a small file goes in one request with its digest")
    func small() async throws {
        let uploads = Uploads()
        let server = try ScriptedServer { request, _ in uploads.reply(request) }
        defer { server.stop() }
        let content = Array(bytes.prefix(1000))
        let (upload, digest, reported) = try await send(content, over: connection(server))
        #expect(upload.text == Self.upload && digest == .sha256(of: content) && reported == 1000)
        #expect(uploads.bytes == content && uploads.isComplete && uploads.digest == digest.fieldValue)
        #expect(server.requests.count == 1)
    }

    @Test("a large one goes on where connections broke, wherever that was")
    func broken() async throws {
        for cuts in [[], [1], [3_000_000], [4_999_999], [700_000, 1, 800_000, 2_000_000]] {
            let uploads = Uploads()
            let server = try ScriptedServer(cuts: cuts) { request, _ in uploads.reply(request) }
            let (_, digest, reported) = try await send(bytes, over: connection(server))
            #expect(uploads.bytes == bytes && uploads.isComplete, "\(cuts)")
            #expect(digest == .sha256(of: bytes) && uploads.digest == digest.fieldValue && reported == bytes.count)
            #expect(server.requests.count { $0.method == "PATCH" && !$0.isWhole } == cuts.count)
            server.stop()
        }
    }

    @Test("where nothing gets through any more, it is given up")
    func givingUp() async throws {
        let uploads = Uploads()
        let server = try ScriptedServer(cuts: [Int](repeating: 0, count: 100)) { request, _ in uploads.reply(request) }
        defer { server.stop() }
        await #expect(throws: ClientError(.unreachable, ["host": "127.0.0.1"])) {
            _ = try await send(bytes, over: connection(server, attempts: 3))
        }
        #expect(server.requests.count { $0.method == "PATCH" } == 3)
    }

    @Test("a server that refuses is believed at once")
    func refused() async throws {
        let server = try ScriptedServer { request, _ in
            request.method == "PATCH" ? .problem("UPLOAD_TOO_LARGE", status: 413) : Uploads().reply(request)
        }
        defer { server.stop() }
        await #expect(throws: VaultError(.uploadTooLarge)) { _ = try await send(bytes, over: connection(server)) }
    }

    @Test("an offset that no upload can have is no answer")
    func offsetBeyond() async throws {
        let uploads = Uploads()
        let server = try ScriptedServer(cuts: [5]) { request, _ in
            request.method == "HEAD"
                ? .init(status: 204, headers: [("Upload-Offset", "99999999999")]) : uploads.reply(request)
        }
        defer { server.stop() }
        await #expect(throws: ClientError(.answerMalformed, ["host": "127.0.0.1"])) {
            _ = try await send(bytes, over: connection(server))
        }
    }

    @Test("one that lets an upload go back and forth is given up")
    func backAndForth() async throws {
        let asked = Mutex(0)
        let server = try ScriptedServer(cuts: [Int](repeating: 0, count: 100)) { request, _ in
            guard request.method == "HEAD" else { return Uploads().reply(request) }
            let offset = asked.withLock { number in
                number += 1
                return number % 2
            }
            return .init(status: 204, headers: [("Upload-Offset", String(offset))])
        }
        defer { server.stop() }
        await #expect(throws: ClientError(.unreachable, ["host": "127.0.0.1"])) {
            _ = try await send(bytes, over: connection(server, attempts: 3))
        }
        #expect(server.requests.count { $0.method == "PATCH" } == 4)
    }

    @Test("an upload that no deposit is going to name is taken away")
    func givenBack() async throws {
        let server = try ScriptedServer { request, _ in
            request.method == "PATCH" ? .problem("DIGEST_MISMATCH", status: 400) : Uploads().reply(request)
        }
        defer { server.stop() }
        await #expect(throws: VaultError(.digestMismatch)) { _ = try await send(bytes, over: connection(server)) }
        #expect(server.requests.count { $0.method == "DELETE" && $0.path == "/v1/uploads/\(Self.upload)" } == 1)
    }

    // MARK: Downloads

    private func get(_ server: ScriptedServer, attempts: Int = 5) async throws -> [UInt8] {
        let source = try await FileDownload(connection: try connection(server, attempts: attempts), claim: []).get(
            "/f", count: bytes.count, digest: .sha256(of: bytes))
        return try source.bytes(0..<source.count)
    }

    /// Answers with a part where one is asked for.
    private func part(_ request: ScriptedServer.Request, cutAfter: Int? = nil) -> ScriptedServer.Reply {
        guard let range = request.headers["range"], let start = Int(range.dropFirst(6).dropLast()) else {
            return .init(body: bytes, cutAfter: cutAfter)
        }
        return .init(
            status: 206, headers: [("Content-Range", "bytes \(start)-\(bytes.count - 1)/\(bytes.count)")],
            body: Array(bytes[start...]), cutAfter: cutAfter)
    }

    @Test("what broke off goes on, and is the same to the byte")
    func resumed() async throws {
        let server = try ScriptedServer { request, number in part(request, cutAfter: number < 3 ? 1_000_001 : nil) }
        defer { server.stop() }
        #expect(try await get(server) == bytes)
        #expect(server.requests.compactMap { $0.headers["range"] }.count == 3)
        #expect(server.requests.last?.headers["if-range"] == "\"\(Digest.sha256(of: bytes).hexadecimal)\"")
    }

    @Test("a server that begins anew is followed there")
    func anew() async throws {
        let server = try ScriptedServer { _, number in
            .init(body: bytes, cutAfter: number == 0 ? 1_000_000 : nil)
        }
        defer { server.stop() }
        #expect(try await get(server) == bytes)
    }

    @Test("other bytes, more bytes, fewer bytes and an endless body are refused")
    func differing() async throws {
        var other = bytes
        other[4_000_000] ^= 1
        let replies: [ScriptedServer.Reply] = [
            .init(body: other), .init(body: bytes + [0]), .init(body: Array(bytes.dropLast())),
            .init(body: bytes + bytes, statedLength: 1 << 50),
            .init(headers: [("Repr-Digest", Digest.sha256(of: [1]).fieldValue)], body: bytes),
        ]
        for reply in replies {
            let server = try ScriptedServer { _, _ in reply }
            await #expect(throws: ClientError(.contentDiffers, ["host": "127.0.0.1"])) { _ = try await get(server) }
            server.stop()
        }
    }

    @Test("digests are read and written as HTTP has them")
    func fields() {
        let digest = Digest.sha256(of: Array("x".utf8))
        #expect(Digest.read(fieldValue: digest.fieldValue) == digest)
        #expect(Digest.read(fieldValue: "sha-512=:AA==:, " + digest.fieldValue) == digest)
        for text in ["", "sha-256", "sha-256=AA", "sha-256=:AA==:", "md5=:AA==:"] {
            #expect(Digest.read(fieldValue: text) == nil, "\(text)")
        }
    }
}
