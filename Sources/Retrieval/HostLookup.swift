import Glibc
import NIOPosix
import Synchronization

/// The addresses behind a host's name, from the system's resolver.
enum HostLookup {
    /// A resolver that gets no answer blocks for half a minute and more: it has threads of its own, and holds up nothing but
    /// other lookups.
    private static let pool: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        return pool
    }()

    /// Runs a lookup without waiting for it longer than its task wants to.
    /// - Throws: what `lookup` throws; `CancellationError`.
    static func run(_ lookup: @escaping @Sendable () throws -> [NetworkAddress]) async throws -> [NetworkAddress] {
        let waiting = Waiting()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard waiting.begin(continuation) else { return continuation.resume(throwing: CancellationError()) }
                pool.submit { state in
                    guard state == .active, waiting.isWaiting else { return waiting.end(.failure(CancellationError())) }
                    waiting.end(Result(catching: lookup))
                }
            }
        } onCancel: {
            waiting.end(.failure(CancellationError()))
        }
    }

    /// Who waits for a lookup: until it ends or he does, whichever comes first.
    private final class Waiting: Sendable {
        private enum State {
            case before
            case waiting(CheckedContinuation<[NetworkAddress], any Error>)
            case ended
        }

        private let state = Mutex(State.before)

        /// - Returns: false where it has ended already.
        func begin(_ continuation: CheckedContinuation<[NetworkAddress], any Error>) -> Bool {
            state.withLock { state in
                guard case .before = state else { return false }
                state = .waiting(continuation)
                return true
            }
        }

        var isWaiting: Bool { state.withLock { if case .waiting = $0 { true } else { false } } }

        func end(_ result: Result<[NetworkAddress], any Error>) {
            let waiting: CheckedContinuation<[NetworkAddress], any Error>? = state.withLock { state in
                defer { state = .ended }
                if case .waiting(let continuation) = state { return continuation }
                return nil
            }
            waiting?.resume(with: result)
        }
    }

    /// Blocks.
    /// - Returns: every address, in the resolver's order; empty where the name is unknown.
    static func addresses(of host: String) throws -> [NetworkAddress] {
        if let numeric = NetworkAddress(host) { return [numeric] }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [NetworkAddress] = []
        var entry = list
        while let current = entry {
            if let address = address(current.pointee) { found.append(address) }
            entry = current.pointee.ai_next
        }
        return found
    }

    private static func address(_ entry: addrinfo) -> NetworkAddress? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard
            getnameinfo(
                entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
        else { return nil }
        let bytes = text.prefix { $0 != 0 && $0 != CChar(UInt8(ascii: "%")) }.map(UInt8.init(bitPattern:))
        return NetworkAddress(String(decoding: bytes, as: UTF8.self))
    }
}
