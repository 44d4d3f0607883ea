import AsyncHTTPClient
import CanonicalJSON
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
public import VaultCore

/// A server that is talked to: over TLS, except on this very machine; without proxies, redirects or cookies; with bounds on
/// time and size. What may be repeated is, after a pause.
public final class ServerConnection: Sendable {
    public let origin: ServerOrigin
    public let limits: ClientLimits
    private let client: HTTPClient
    private let session: any SessionSource

    /// - Parameters:
    ///   - authorities: PEM, in the place of the system's own.
    ///   - certificate: what the client shows, where it is a service.
    ///   - session: who is signed in.
    /// - Throws: `ClientError`: `SERVER_WITHOUT_TLS`, `SERVER_CA_MALFORMED`.
    public init(
        _ origin: ServerOrigin, authorities: [UInt8]? = nil, certificate: ClientCertificate? = nil,
        session: any SessionSource = GivenSession(nil), limits: ClientLimits = ClientLimits()
    ) throws(ClientError) {
        guard origin.scheme == .https || Self.isThisMachine(origin.host) else {
            throw ClientError(.plain, ["host": origin.host])
        }
        self.origin = origin
        self.limits = limits
        self.session = session
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(limits.connectSeconds)
        configuration.timeout.read = .seconds(limits.silentSeconds)
        configuration.timeout.write = .seconds(limits.silentSeconds)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let authorities {
            guard let certificates = try? NIOSSLCertificate.fromPEMBytes(authorities), !certificates.isEmpty else {
                throw ClientError(.authoritiesMalformed)
            }
            tls.trustRoots = .certificates(certificates)
        }
        certificate?.present(in: &tls)
        configuration.tlsConfiguration = tls
        client = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
    }

    /// Closes what is open, and comes back when it is closed. Whoever lets go of it without that loses nothing.
    public func close() async { try? await client.shutdown() }

    // A client that is shut down already says so, and nobody is left to hear it.
    deinit { client.shutdown { _ in } }

    private static func isThisMachine(_ host: String) -> Bool {
        // A name may begin with digits too; what ends in a number is an address in its one spelling.
        host == "localhost" || host == "::1"
            || host.hasPrefix("127.") && host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
    }

    // MARK: Asking

    /// An answer in JSON, read whole.
    /// - Throws: `ClientError`; what the server says in a problem: `VaultError` and others (`WireProblem.error`).
    func json(_ request: ClientRequest) async throws -> JSON {
        let answer = try await send(request, limit: limits.maximumAnswer, seconds: limits.answerSeconds)
        return try answer.json()
    }

    /// An answer read whole.
    func send(
        _ request: ClientRequest, limit: Int, seconds: Int64, accepting: Set<Int> = []
    ) async throws -> ClientAnswer {
        try await repeating(request) { token in
            let patience = Patience(seconds)
            let response = try await self.execute(request, token: token, seconds: seconds)
            let isProblem = !(200..<300).contains(response.status.code)
            let answer = try await self.answer(
                response, limit: isProblem ? self.limits.maximumAnswer : limit, patience)
            if isProblem, !accepting.contains(answer.status) { throw AnswerFailure(answer) }
            return answer
        }
    }

    /// An answer whose body goes somewhere piece by piece. Nothing is tried twice: the caller knows what it has.
    /// - Parameter head: is told status and headers first.
    func stream(
        _ request: ClientRequest, seconds: Int64, head: (Int, HTTPHeaders) throws -> Void,
        _ take: (ByteBuffer) async throws -> Void
    ) async throws {
        var once = request
        once.isRepeatable = false
        try await repeating(once) { token in
            let patience = Patience(seconds)
            let response = try await self.execute(request, token: token, seconds: seconds)
            guard (200..<300).contains(response.status.code) else {
                throw AnswerFailure(try await self.answer(response, limit: self.limits.maximumAnswer, patience))
            }
            try head(Int(response.status.code), response.headers)
            for try await piece in response.body {
                try patience.check(host: self.origin.host)
                try await take(piece)
            }
            try Task.checkCancellation()
        }
    }

    func answer(
        _ response: HTTPClientResponse, limit: Int, _ patience: Patience
    ) async throws -> ClientAnswer {
        var body: [UInt8] = []
        for try await piece in response.body {
            try patience.check(host: origin.host)
            guard body.count + piece.readableBytes <= limit else { throw ClientError(.answerTooLarge) }
            body.append(contentsOf: piece.readableBytesView)
        }
        // A stream that was cancelled ends as if it were whole.
        try Task.checkCancellation()
        return ClientAnswer(status: Int(response.status.code), headers: response.headers, body: body)
    }

    /// Does it, again after a pause where that does no harm and may help, and once more where the session had ended.
    func repeating<Value>(
        _ request: ClientRequest, _ work: (String?) async throws -> Value
    ) async throws -> Value {
        var pause = RetryPause(limits)
        var left = limits.attempts
        var token = request.needsSession ? try await session.token(self) : nil
        var isRenewed = false
        while true {
            left -= 1
            do {
                return try await work(token)
            } catch let failure as AnswerFailure {
                if failure.needsSignIn, request.needsSession, !isRenewed {
                    isRenewed = true
                    guard let another = try await session.token(self, insteadOf: token) else {
                        throw ClientError(.notSignedIn)
                    }
                    token = another
                    continue
                }
                guard request.isRepeatable, failure.isTemporary, left > 0,
                    let wait = pause.duration(wanted: failure.retryAfter)
                else { throw failure.error(host: origin.host) }
                try await Task.sleep(for: wait)
            } catch {
                let failure = Self.failure(error, host: origin.host)
                guard request.isRepeatable, left > 0, failure.mayPass, let wait = pause.duration() else {
                    throw failure.thrown
                }
                try await Task.sleep(for: wait)
            }
        }
    }

    func execute(
        _ request: ClientRequest, token: String?, seconds: Int64
    ) async throws -> HTTPClientResponse {
        var made = HTTPClientRequest(url: origin.text + request.path)
        made.method = request.method
        made.headers.add(name: "User-Agent", value: "kho")
        made.headers.add(name: "Accept", value: "application/json, application/problem+json, */*")
        for (name, value) in request.headers { made.headers.add(name: name, value: value) }
        if let token { made.headers.add(name: "Authorization", value: "Bearer \(token)") }
        switch request.body {
        case .none: break
        case .bytes(let bytes, let type):
            made.headers.add(name: "Content-Type", value: type)
            made.body = .bytes(ByteBuffer(bytes: bytes))
        case .pieces(let source, let count, let type):
            made.headers.add(name: "Content-Type", value: type)
            made.body = .stream(BodyPieces(source: source), length: .known(Int64(count)))
        }
        return try await client.execute(made, deadline: .now() + .seconds(seconds))
    }

    /// What a failed exchange means, and whether it may pass by itself.
    static func failure(_ error: any Error, host: String) -> (thrown: any Error, mayPass: Bool) {
        let facts = ["host": host]
        return switch error {
        case let error as ClientError: (error, error.code == .timedOut)
        case is CancellationError: (ClientError(.interrupted, facts), false)
        case let error as HTTPClientError
        where [.connectTimeout, .deadlineExceeded, .readTimeout, .writeTimeout, .tlsHandshakeTimeout].contains(error):
            (ClientError(.timedOut, facts), true)
        // Cut off before anybody had shown a certificate.
        case let error as NIOSSLError where error == .handshakeFailed(.sslError([.eofDuringHandshake])):
            (ClientError(.unreachable, facts), true)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: (ClientError(.notTrusted, facts), false)
        case is HTTPClientError, is IOError, is ChannelError, is NIOConnectionError, is HTTPParserError:
            (ClientError(.unreachable, facts), true)
        default: (error, false)
        }
    }
}

/// The end of waiting for one answer. The HTTP client's own deadline ends with the answer's head.
struct Patience {
    private let deadline: ContinuousClock.Instant

    init(_ seconds: Int64) { deadline = .now + .seconds(seconds) }

    func check(host: String) throws {
        guard .now < deadline else { throw ClientError(.timedOut, ["host": host]) }
    }
}

/// The pieces of a body for the HTTP client.
private struct BodyPieces: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    let source: any PieceSource

    func makeAsyncIterator() -> Iterator { Iterator(source: source) }

    struct Iterator: AsyncIteratorProtocol {
        let source: any PieceSource

        mutating func next() async throws -> ByteBuffer? { try await source.next().map { ByteBuffer(bytes: $0) } }
    }
}
