public import PKI
public import VaultClient
public import VaultCore

/// Looks for a document in the legal order (Circular 01/2023): in the vault itself, at the sources that it is connected to
/// bilaterally, at the national portal. It says which step answered and what those before it said; one that could not be
/// heard, or was not to be believed, never counts as one that has nothing.
///
/// For example:
///
///     let resolver = Resolver(vault: vault, pool: pool, pins: pins, connect: connect)
///     let resolution = try await resolver.resolve(CodeQuery(code: "038093015572.KQ.G15.000031.12.01"))
///     resolution.answer        // .onFile, .notFound, .undecided
public struct Resolver: Sendable {
    private let vault: any ResolvingVault
    private let pool: any BlockingPool
    private let pins: @Sendable () throws -> [PinnedVault]
    private let connect: @Sendable (ResolutionSource, ClientLimits) throws -> AskedServer
    private let limits: FindLimits
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - pins: the vaults of `certs/vaults/`; may block.
    ///   - connect: makes what a source is asked through; may block. What it throws but `ClientError` says that what the
    ///     vault's file names cannot be used.
    ///   - now: the clock by which heads are fresh or stale.
    public init(
        vault: any ResolvingVault, pool: any BlockingPool, pins: @escaping @Sendable () throws -> [PinnedVault],
        connect: @escaping @Sendable (ResolutionSource, ClientLimits) throws -> AskedServer,
        limits: FindLimits = FindLimits(), now: @escaping @Sendable () -> Instant = Instant.now
    ) {
        self.vault = vault
        self.pool = pool
        self.pins = pins
        self.connect = connect
        self.limits = limits
        self.now = now
    }

    /// - Throws: `CODE_MALFORMED` for what no document can have as its code; `ACCESS_DENIED`, `ACCESS_NOT_DECLARED`,
    ///   `ACCESS_NOT_RECORDED`; `REFERENCE_AMBIGUOUS`; `SOURCES_MALFORMED`; what is wrong with the vault itself, or with the folder of pins.
    public func resolve(_ query: CodeQuery) async throws -> Resolution {
        // Whatever somebody types is not passed on to others.
        _ = try DocumentCode(query.code, scheme: query.scheme ?? DocumentCode.unspecifiedScheme)
        try await vault.beginResolution(of: query)
        var steps: [ResolutionStep] = []
        var proof: ResolutionProof?
        switch try await vault.ownFinding(of: query) {
        case .none: steps.append(ResolutionStep(step: 1, source: ResolutionStep.own, outcome: .miss))
        case .ended(let end):
            steps.append(ResolutionStep(step: 1, source: ResolutionStep.own, outcome: .ended, standing: end))
        case .found(let found):
            steps.append(ResolutionStep(step: 1, source: ResolutionStep.own, outcome: .hit))
            proof = found
        }
        if proof == nil {
            let pinned = try await pool.run(pins)
            let deadline = ContinuousClock.now + limits.all
            for source in try await vault.sources().all {
                let (step, found) = try await ask(source, query, pinned, until: deadline)
                steps.append(step)
                proof = found
                if found != nil { break }
            }
        }
        let resolution = Resolution(steps: steps, proof: proof)
        try await vault.enter(resolution.accessResolution, of: query)
        return resolution
    }

    private func ask(
        _ source: ResolutionSource, _ query: CodeQuery, _ pinned: [PinnedVault],
        until deadline: ContinuousClock.Instant
    ) async throws -> (ResolutionStep, ResolutionProof?) {
        do {
            guard let pin = pinned.first(where: { $0.id == source.vault }) else {
                throw SourceFailure(.notPinned, ["vault": source.vault])
            }
            let left = deadline - .now
            guard left > .zero else { throw SourceFailure(.timePassed) }
            let finding = try await within(min(left, limits.source), source.server.host) {
                try await inquire(source, pin, query)
            }
            return try await own { try await told(finding, of: source) }
        } catch {
            // Whoever gave up waiting is told nothing more.
            try Task.checkCancellation()
            if let own = error as? OwnFailure { throw own.cause }
            // Whatever else a source brought about is its error: it must not keep the others from being asked.
            let failure =
                SourceFailure(error)
                ?? SourceFailure(ClientError(.answerMalformed, ["host": source.server.host]))
            // By its name, as everywhere else: where the servers of others are is not for everybody who may search.
            var facts = failure.facts
            if facts["host"] != nil { facts["host"] = source.name }
            let step = ResolutionStep(
                source, failure.outcome, code: failure.code, facts: facts, evidence: failure.evidence)
            return (step, nil)
        }
    }

    /// What the actor may be told: to an owner another's document is none.
    private func told(
        _ finding: SourceInquiry.Finding, of source: ResolutionSource
    ) async throws -> (ResolutionStep, ResolutionProof?) {
        let miss = ResolutionStep(source, .miss)
        switch finding {
        case .miss(ManifestChain.all.scope): return (miss, nil)
        // Beyond it, it may have anything.
        case .miss(let scope): return (ResolutionStep(source, .miss, facts: ["scope": scope]), nil)
        case .ended(let end, let document):
            let isTold = try await vault.mayLearn(of: document)
            return (isTold ? ResolutionStep(source, .ended, standing: end) : miss, nil)
        case .hit(let proof):
            let isTold = try await vault.mayLearn(of: proof.document)
            return isTold ? (ResolutionStep(source, .hit), proof) : (miss, nil)
        }
    }

    /// What went wrong with the vault that searches, and not with a source.
    private struct OwnFailure: Error { let cause: any Error }

    private func own<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch {
            throw OwnFailure(cause: error)
        }
    }

    private func inquire(
        _ source: ResolutionSource, _ pin: PinnedVault, _ query: CodeQuery
    ) async throws -> SourceInquiry.Finding {
        // Before the source is asked: what others see of it meanwhile may be newer than its answer to this one.
        let seen = try await own { try await vault.seen(source.vault) }
        let server = try await pool.run { [connect, limits] in
            do {
                return try connect(source, limits.client)
            } catch let error as ClientError {
                throw error
            } catch {
                throw SourceFailure(.unusable)
            }
        }
        let inquiry = SourceInquiry(
            server: server, pinned: pin, seen: seen, pool: pool, pause: limits.pause, now: now,
            remember: { seen, known in
                do {
                    return try await vault.remember(seen, after: known)
                } catch {
                    throw OwnFailure(cause: error)
                }
            },
            mayLearn: { document in try await own { try await vault.mayLearn(of: document) } })
        do {
            let finding = try await inquiry.ask(query)
            await server.close()
            return finding
        } catch {
            await server.close()
            throw error
        }
    }

    /// Gives up on a source that takes longer, however it keeps its connection alive.
    /// - Throws: `SERVER_TIMED_OUT`.
    private func within<Value: Sendable>(
        _ time: Duration, _ host: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: time)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else {
                throw ClientError(.timedOut, ["host": host])
            }
            return value
        }
    }
}
