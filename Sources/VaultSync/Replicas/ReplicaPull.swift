public import PKI
import TransparencyLog
public import VaultCore

/// Brings a replica up to date from a source that is not believed: everything is verified before it is kept, and what is
/// refused leaves the replica as it was (design.md section 6, docs/sync.md).
///
/// For example:
///
///     var pull = ReplicaPull(store: folder, source: ServerSource(connection), url: address) { id in pins[id] }
///     let report = try await pull.run()
public struct ReplicaPull: Sendable {
    /// The vault of an id as the receiver pinned it; nil for one that it did not.
    public typealias Pins = @Sendable (_ id: String) throws -> PinnedVault?

    let store: any ReplicaStore
    let source: any ReplicaSource
    let url: String
    /// nil for the one that the replica has; `.all` for a new one.
    let wantedChain: ManifestChain?
    let fetchesContent: Bool
    let pins: Pins
    let now: @Sendable () -> Instant

    var report = ReplicaReport()
    /// Whether the last run came to the newest manifest.
    private(set) var isComplete = false
    /// What came since the last thing was accepted, for evidence.
    var received: [ReplicaEvidence.Item] = []
    var tiles = ServedTiles()
    var bundles: [ReplicaEvidence.Item] = []
    /// What the head of this run vouches for, where a manifest with an expired seal asked for it.
    var vouched: VouchedManifests?
    /// Whether files of documents that were not given before are asked for again.
    public var asksAgain = true
    /// Asked before each manifest but the first, whether this run goes on to it; whoever says no begins another.
    var goesOn: @Sendable () -> Bool = { true }
    /// Whether nothing but the head is looked at.
    var headOnly = false
    /// Before a document and a seal that do not fit are asked for again.
    var pairPause = ReplicaLimits.pairPause

    /// Whether what is called erased without a proof is refused; else it is only asked for again.
    var refusesUnproven = true
    /// How many bodies may be called erased without a proof at a time.
    var unprovenLimit = ReplicaLimits.unproven

    /// - Parameters:
    ///   - url: where the source is; empty for a push.
    ///   - chain: which chain to follow; nil for the replica's own, or everything for a new one.
    ///   - content: whether to fetch the documents' files too.
    ///   - now: the clock by which heads count as fresh.
    public init(
        store: any ReplicaStore, source: any ReplicaSource, url: String, chain: ManifestChain? = nil,
        content: Bool = false, now: @escaping @Sendable () -> Instant = Instant.now, pins: @escaping Pins
    ) {
        self.store = store
        self.source = source
        self.url = url
        wantedChain = chain
        fetchesContent = content
        self.pins = pins
        self.now = now
    }

    /// Follows the chain to its newest manifest.
    ///
    /// It may be ended anywhere; the next one goes on from the last manifest that was accepted.
    /// - Throws: `ReplicaRefusal` for what it does not accept; `ReplicaSourceError` where the source gave nothing;
    ///   `VaultError` where the replica's own folder cannot be written.
    public mutating func run() async throws -> ReplicaReport {
        begin()
        vouched = nil
        do {
            try await follow()
            return report
        } catch let error as ManifestError {
            throw await refusal(error.code.rawValue, error.facts, isAttack: error.code.isAttack)
        } catch let error as ReplicaError {
            // What was taken as it came, for a comparison that did not hold.
            if error.code == .logDiffers { receiveLogFiles() }
            throw await refusal(error.code.rawValue, error.facts, isAttack: error.code.isAttack)
        } catch let error as ReplicaSourceError where error.reason == .tooLarge {
            throw await refusal(ReplicaError.Code.answerTooLarge.rawValue, error.facts, isAttack: false)
        }
    }

    private mutating func follow() async throws {
        let description = try await store.read(.description).map { try ReplicaDescription(bytes: $0) }
        let chain = wantedChain ?? description?.chain ?? .all
        if let description, description.chain != chain {
            throw ReplicaError(.otherChain, ["chain": description.chain.folderName])
        }
        let (pinned, identity) = try await acceptIdentity(description)
        var session = ReplicaSession(pinned: pinned, identity: identity, chain: chain)
        if let bytes = try await store.read(.state) {
            let state = try ReplicaState(bytes: bytes)
            guard description != nil, state.manifests.vault == pinned.id, state.manifests.chain == chain else {
                throw ReplicaError(.damaged, ["file": ReplicaFile.state.name])
            }
            session.state = state
        }
        let held = ReplicaDescription(vault: identity.id, origin: identity.origin, url: url, chain: chain)
        // Where it is asked may change; what it is may not.
        if held != description, !url.isEmpty || description == nil {
            try await store.write(held.bytes, to: .description)
        }

        let head = try await acceptHead(&session)
        if headOnly { return }
        report.vault = identity.id
        report.origin = identity.origin
        report.chain = chain
        report.freshUntil = head.freshUntil
        if let last = head.last {
            var sequence = (session.state?.manifests.last?.sequence ?? 0) + 1
            while sequence <= last.sequence, report.manifests == 0 || goesOn() {
                guard try await acceptManifest(sequence, named: last, &session) else { break }
                sequence += 1
            }
        }
        try await checkErased(&session, head)
        isComplete = session.state?.manifests.last == head.last
        if fetchesContent { try await fetchContent(&session) }
        finish(session)
        if report.withheldFiles > 0, asksAgain {
            throw ReplicaError(.contentWithheld, ["count": String(report.withheldFiles)])
        }
    }

    private mutating func finish(_ session: ReplicaSession) {
        report.sequence = session.state?.manifests.last?.sequence ?? 0
        report.to = session.state?.manifests.to ?? 0
        report.size = session.size
        report.unproven = session.state?.unproven.count ?? 0
        report.withheldFiles = fetchesContent ? session.state?.withheldFiles ?? 0 : 0
    }

    private func refusal(_ code: String, _ facts: [String: String], isAttack: Bool) async -> ReplicaRefusal {
        var evidence: String?
        if isAttack {
            let kept = ReplicaEvidence(
                code: code, facts: facts, time: now(), held: await heldItems(), received: received)
            // Why it was refused is the answer, also where the disk is full.
            evidence = try? await store.keep(kept)
        }
        return ReplicaRefusal(code: code, facts: facts, isAttack: isAttack, evidence: evidence)
    }

    private func heldItems() async -> [ReplicaEvidence.Item] {
        var files: [ReplicaFile] = [.description, .identity, .identitySeal, .state, .checkpoint, .head, .headSeal]
        if let bytes = try? await store.read(.state), let state = try? ReplicaState(bytes: bytes),
            let last = state.manifests.last
        {
            files += [.manifest(last.sequence), .manifestSeal(last.sequence)]
        }
        var items: [ReplicaEvidence.Item] = []
        for file in files {
            guard let bytes = try? await store.read(file) else { continue }
            items.append(.init(name: file.name.replacing("/", with: "-"), bytes: bytes))
        }
        return items
    }
}
