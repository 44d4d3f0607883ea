import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One question to one service over HTTP, bounded in time and size: a client of its own, made for it and gone after it.
///
/// No proxy is taken from the environment, no redirect followed, nothing unpacked, and nothing tried twice.
struct HTTPExchange: Sendable {
    let address: ServiceAddress
    let hosts: HostPolicy
    /// Of an answer's body, where it is read.
    let limit: Int
    var totalSeconds = RetrievalLimits.totalSeconds
    /// Roots beside the system's that a server's certificate may come from.
    var roots: [NIOSSLCertificate] = []
    /// Finds the addresses of a host; asked once for each exchange.
    var lookup: @Sendable (String) throws -> [NetworkAddress] = HostLookup.addresses

    /// Sends `body` and returns the answer's.
    /// - Throws: `RetrievalError`.
    func post(_ body: [UInt8], type: String, answerType: String) async throws(RetrievalError) -> [UInt8] {
        var request = request(body, type: type)
        request.headers.add(name: "Accept", value: answerType)
        return try await bounded { [self, request] client in
            try await answer(to: request, client, answerType: answerType)
        }
    }

    /// Sends `body` and returns what the answer begins with: its status and header fields. Whatever follows is not read.
    /// - Throws: `RetrievalError`.
    func post(
        _ body: [UInt8], type: String, headers: [(name: String, value: String)]
    ) async throws(RetrievalError) -> (status: Int, headers: HTTPHeaders) {
        var request = request(body, type: type)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        return try await bounded { [self, request] client in
            let response = try await client.execute(request, deadline: deadline)
            return (Int(response.status.code), response.headers)
        }
    }

    /// Sends `body` and returns the whole answer, whatever its status.
    /// - Throws: `RetrievalError`.
    func ask(
        _ body: [UInt8], type: String
    ) async throws(RetrievalError) -> (status: Int, type: String?, body: [UInt8]) {
        let request = request(body, type: type)
        return try await bounded { [self] client in
            let response = try await client.execute(request, deadline: deadline)
            let body = try await bytes(of: response)
            return (Int(response.status.code), response.headers.first(name: "Content-Type"), body)
        }
    }

    private func request(_ body: [UInt8], type: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: type)
        request.body = .bytes(ByteBuffer(bytes: body))
        return request
    }

    private var deadline: NIODeadline { .now() + .seconds(Int64(totalSeconds)) }

    private func answer(
        to request: HTTPClientRequest, _ client: HTTPClient, answerType: String
    ) async throws -> [UInt8] {
        let response = try await client.execute(request, deadline: deadline)
        guard response.status == .ok else {
            throw RetrievalError(.status, ["host": address.host, "status": String(response.status.code)])
        }
        let type = response.headers.first(name: "Content-Type") ?? ""
        guard type.prefix(while: { $0 != ";" }).filter({ $0 != " " }).lowercased() == answerType else {
            throw RetrievalError(.unexpectedType, ["host": address.host, "type": type])
        }
        return try await bytes(of: response)
    }

    private func bytes(of response: HTTPClientResponse) async throws -> [UInt8] {
        var answer: [UInt8] = []
        for try await piece in response.body {
            guard answer.count + piece.readableBytes <= limit else {
                throw RetrievalError(.answerTooLarge, ["host": address.host, "limit": String(limit)])
            }
            answer.append(contentsOf: piece.readableBytesView)
        }
        // A stream that was cancelled ends as if it were whole.
        try Task.checkCancellation()
        return answer
    }

    /// - Parameter pem: certificates beside the system's roots; none where it is empty.
    /// - Throws: `.notTrusted` where they are no certificates.
    mutating func trust(_ pem: [UInt8]) throws(RetrievalError) {
        guard !pem.isEmpty else { return }
        do {
            roots = try NIOSSLCertificate.fromPEMBytes(pem)
        } catch {
            throw RetrievalError(.notTrusted, ["host": address.host])
        }
    }

    private func withClient<Answer>(_ work: (HTTPClient) async throws -> Answer) async throws -> Answer {
        let client = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: try await configuration())
        do {
            let answer = try await work(client)
            try await client.shutdown()
            return answer
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private func configuration() async throws -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(Int64(RetrievalLimits.connectSeconds))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        if !roots.isEmpty {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.additionalTrustRoots = [.certificates(roots)]
            configuration.tlsConfiguration = tls
        }
        if hosts != .any {
            // Asked once, and that very address is connected to: a name that changes in between gains nothing.
            configuration.dnsOverride = [address.host: try await judgedAddress()]
        }
        return configuration
    }

    private func judgedAddress() async throws -> String {
        let host = address.host
        let found = try await HostLookup.run { [lookup] in try lookup(host) }
        guard let first = found.first else { throw RetrievalError(.unreachable, ["host": host]) }
        guard found.allSatisfy(hosts.permits) else { throw RetrievalError(.hostNotPublic, ["host": host]) }
        return first.text
    }

    /// Runs `work` with a client until it is done or its time is over. A server that sends a byte now and then never times
    /// out by itself.
    private func bounded<Answer: Sendable>(
        _ work: @escaping @Sendable (HTTPClient) async throws -> Answer
    ) async throws(RetrievalError) -> Answer {
        let seconds = totalSeconds
        do {
            return try await withThrowingTaskGroup(of: Answer?.self) { group in
                group.addTask { try await withClient(work) }
                group.addTask {
                    try await Task.sleep(for: .seconds(seconds))
                    return nil
                }
                defer { group.cancelAll() }
                guard let first = try await group.next(), let answer = first else {
                    throw RetrievalError(.timedOut, ["host": address.host])
                }
                return answer
            }
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: any Error) -> RetrievalError {
        let facts = ["host": address.host]
        return switch error {
        case let error as RetrievalError: error
        case is CancellationError: RetrievalError(.interrupted, facts)
        case let error as HTTPClientError
        where [.connectTimeout, .deadlineExceeded, .readTimeout, .tlsHandshakeTimeout].contains(error):
            RetrievalError(.timedOut, facts)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: RetrievalError(.notTrusted, facts)
        default: RetrievalError(.unreachable, facts)
        }
    }
}
