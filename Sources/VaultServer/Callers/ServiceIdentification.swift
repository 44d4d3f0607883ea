import NIOPosix
import PKI
import Synchronization

/// Which service a certificate is; what was found is remembered for a little while.
final class ServiceIdentification: Sendable {
    enum Finding: Sendable {
        case service(ServiceCaller)
        /// Of another authority than the services', or of no service that the vault knows.
        case none
        case refused(ServiceAuthorities.Refusal)
    }

    /// So long after it was revoked, or taken out of `roles`, a certificate may still be let in.
    static let validity = Duration.seconds(10)
    /// A vault has a handful of services.
    private static let capacity = 1024

    private let authorities: ServiceAuthorities
    private let name: @Sendable (Digest) async throws -> String?
    private let now: @Sendable () -> Instant
    private struct State {
        var known: [Digest: (finding: Finding, at: ContinuousClock.Instant)] = [:]
        var finding: [Digest: Task<Finding, any Error>] = [:]
        var grants: [String: ClaimGrants] = [:]
    }
    private let state = Mutex(State())

    /// - Parameter name: the service whose certificate the vault's `roles` pin; nil for none.
    init(
        _ authorities: ServiceAuthorities, now: @escaping @Sendable () -> Instant,
        name: @escaping @Sendable (Digest) async throws -> String?
    ) {
        self.authorities = authorities
        self.name = name
        self.now = now
    }

    func service(of certificate: [UInt8]) async throws -> Finding {
        let digest = Digest.sha256(of: certificate)
        let time = ContinuousClock.now
        let known = state.withLock { $0.known[digest] }
        if let known, time - known.at < Self.validity { return known.finding }
        // Whoever comes while somebody looks waits for what he finds.
        let task = state.withLock { state -> Task<Finding, any Error> in
            if let task = state.finding[digest] { return task }
            let task = Task { try await found(certificate, digest, at: time) }
            state.finding[digest] = task
            return task
        }
        return try await task.value
    }

    private func found(
        _ certificate: [UInt8], _ digest: Digest, at time: ContinuousClock.Instant
    ) async throws -> Finding {
        let result: Result<Finding, any Error>
        do {
            result = .success(try await find(certificate, digest))
        } catch {
            result = .failure(error)
        }
        return try state.withLock { state in
            state.finding[digest] = nil
            let finding = try result.get()
            if state.known.count >= Self.capacity { state.known.removeAll() }
            state.known[digest] = (finding, time)
            return finding
        }
    }

    private func find(_ certificate: [UInt8], _ digest: Digest) async throws -> Finding {
        do {
            // A list is a file, and may have a hundred thousand entries.
            try await NIOThreadPool.singleton.runIfActive { [authorities, now] in
                try authorities.check(certificate, at: now())
            }
        } catch let refusal as ServiceAuthorities.Refusal {
            return refusal == .untrusted ? .none : .refused(refusal)
        }
        guard let name = try await name(digest) else { return .none }
        let grants = state.withLock { state in
            if state.grants.count >= Self.capacity { state.grants.removeAll() }
            let grants = state.grants[name] ?? ClaimGrants()
            state.grants[name] = grants
            return grants
        }
        return .service(ServiceCaller(name: name, certificate: digest, grants: grants))
    }
}
