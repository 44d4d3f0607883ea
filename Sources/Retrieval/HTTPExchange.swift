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
    let limit: Int
    var totalSeconds = RetrievalLimits.totalSeconds

    /// Sends `body` and returns the answer's.
    /// - Throws: `RetrievalError`.
    func post(_ body: [UInt8], type: String, answerType: String) async throws(RetrievalError) -> [UInt8] {
        var request = HTTPClientRequest(url: address.text)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: type)
        request.headers.add(name: "Accept", value: answerType)
        request.body = .bytes(ByteBuffer(bytes: body))
        return try await bounded { [self, request] in
            let client = HTTPClient(
                eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: try await configuration())
            do {
                let answer = try await exchange(request, client, answerType: answerType)
                try await client.shutdown()
                return answer
            } catch {
                try? await client.shutdown()
                throw error
            }
        }
    }

    private func exchange(
        _ request: HTTPClientRequest, _ client: HTTPClient, answerType: String
    ) async throws -> [UInt8] {
        let response = try await client.execute(request, deadline: .now() + .seconds(Int64(totalSeconds)))
        guard response.status == .ok else {
            throw RetrievalError(.status, ["host": address.host, "status": String(response.status.code)])
        }
        let type = response.headers.first(name: "Content-Type") ?? ""
        guard type.prefix(while: { $0 != ";" }).filter({ $0 != " " }).lowercased() == answerType else {
            throw RetrievalError(.unexpectedType, ["host": address.host, "type": type])
        }
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

    private func configuration() async throws -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(Int64(RetrievalLimits.connectSeconds))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        if hosts == .publicOnly {
            // Asked once, and that very address is connected to: a name that changes in between gains nothing.
            configuration.dnsOverride = [address.host: try await publicAddress()]
        }
        return configuration
    }

    private func publicAddress() async throws -> String {
        let host = address.host
        let found = try await NIOThreadPool.singleton.runIfActive { try HostLookup.addresses(of: host) }
        guard let first = found.first else { throw RetrievalError(.unreachable, ["host": host]) }
        guard found.allSatisfy(\.isPublic) else { throw RetrievalError(.hostNotPublic, ["host": host]) }
        return first.text
    }

    /// Runs `work` until it is done or its time is over. A server that sends a byte now and then never times out by itself.
    private func bounded(
        _ work: @escaping @Sendable () async throws -> [UInt8]
    ) async throws(RetrievalError) -> [UInt8] {
        let seconds = totalSeconds
        do {
            return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
                group.addTask { try await work() }
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
