public import PKI
import TransparencyLog
import VaultClient
public import VaultCore

/// Brings a receiver up to date that wants to be told: what it needs is found out by pulling in its place, from the vault
/// itself, with the code by which the receiver verifies it then.
///
/// So nothing is sent that would be refused, and a vault that was put back to an earlier state hears it by the receiver's
/// own memory: `MANIFEST_ROLLBACK`, `MANIFEST_FORK`. That is believed by the log's own signature alone: a checkpoint that the
/// receiver has.
public struct ReplicaPush: Sendable {
    private let identity: VaultIdentity
    private let chain: ManifestChain
    private let source: any ReplicaSource
    private let receiver: any ReplicaReceiver
    private let draft: @Sendable () async throws -> any ReplicaDraft
    private let now: @Sendable () -> Instant

    /// Of manifests that are sent at once; one is sent whole, however large it is.
    private static let parcelByteCount = 8 << 20
    /// How often it is looked again what the receiver has, where something came in between.
    private static let attempts = 3

    /// - Parameters:
    ///   - identity: of the vault, which believes itself.
    ///   - draft: makes a file for what is sent.
    public init(
        _ identity: VaultIdentity, _ chain: ManifestChain, from source: any ReplicaSource,
        to receiver: any ReplicaReceiver, draft: @escaping @Sendable () async throws -> any ReplicaDraft,
        now: @escaping @Sendable () -> Instant = Instant.now
    ) {
        self.identity = identity
        self.chain = chain
        self.source = source
        self.receiver = receiver
        self.draft = draft
        self.now = now
    }

    /// - Returns: what the receiver took.
    /// - Throws: `ReplicaRefusal` where what the vault has does not continue what the receiver has seen; `ClientError` for
    ///   a receiver that refuses or cannot be reached.
    public func run() async throws -> ReplicaReport {
        let pinned = try PinnedVault(itself: identity)
        var total = ReplicaReport()
        var left = Self.attempts
        var held = try await receiver.held()
        while true {
            guard isOurs(held) else { throw ReplicaError(.answerMalformed) }
            let parcel = try await draft()
            let recording = RecordingSource(source, into: parcel)
            var pull = ReplicaPull(
                store: ForeseenReplica(held, source: source, origin: identity.origin), source: recording, url: "",
                chain: chain, now: now
            ) { $0 == pinned.id ? pinned : nil }
            pull.goesOn = { Self.hasRoom(recording) }
            // What the receiver waits for is put into the parcel; what becomes of it is the receiver's to decide.
            pull.refusesUnproven = false
            let report: ReplicaReport
            do {
                report = try await pull.run()
            } catch let refusal as ReplicaRefusal where refusal.isAttack {
                guard try await isProven(held, pinned) else {
                    throw ReplicaError(.answerUnproven, ["reason": refusal.code])
                }
                throw refusal
            }
            let next: HeldReplica
            do {
                next = try await receiver.take(index: ParcelIndex(recording.files).line, parcel, recording.byteCount)
            } catch let error as ClientError where error.isForOlderState && left > 1 {
                // Somebody else pushed meanwhile, or an answer was lost.
                left -= 1
                held = try await receiver.held()
                continue
            }
            guard next.state?.manifests.last?.sequence ?? 0 >= report.sequence else {
                throw ReplicaError(.answerMalformed)
            }
            total.add(report)
            held = next
            if pull.isComplete { return total }
        }
    }

    /// Whether another manifest goes into the parcel: half of the files that a receiver takes are kept for it.
    static func hasRoom(_ parcel: RecordingSource) -> Bool {
        parcel.byteCount < parcelByteCount && parcel.files.count < ParcelIndex.maximumFiles / 2
    }

    /// Whether the checkpoint that a receiver has does not fit the vault's log: then the vault was put back, or told two
    /// stories, since its own key signed it. What else a receiver says of itself, anybody could say.
    private func isProven(_ held: HeldReplica, _ pinned: PinnedVault) async throws -> Bool {
        // Of a receiver that has nothing, nothing was believed.
        guard let state = held.state else { return true }
        // Above its last good size, whoever has a compromised key may have signed it.
        guard (try? LogReader(identity: identity).checkpoint(state.manifests.checkpoint)) != nil else { return false }
        let seen = HeldReplica(vault: held.vault, chain: held.chain, state: state.checkpointOnly)
        var pull = ReplicaPull(
            store: ForeseenReplica(seen, source: source, origin: identity.origin), source: source, url: "",
            chain: chain, now: now
        ) { $0 == pinned.id ? pinned : nil }
        pull.headOnly = true
        do {
            _ = try await pull.run()
            return false
        } catch let refusal as ReplicaRefusal {
            return refusal.isAttack
        }
    }

    /// Whether what a receiver says is about this vault and chain, and its checkpoint by the vault's own log key: also by one
    /// that was compromised since, whose trees the receiver was shown before that was known.
    private func isOurs(_ held: HeldReplica) -> Bool {
        guard held.vault.utf8.elementsEqual(identity.id.utf8), held.chain == chain else { return false }
        guard let note = held.state?.manifests.checkpoint else { return true }
        return (try? LogReader(identity: identity, isOfOwnLog: true).checkpoint(note)) != nil
    }
}

extension ClientError {
    /// Whether what was sent continues something else than what the receiver has.
    fileprivate var isForOlderState: Bool {
        code == .refused && facts["reason"] == ReplicaError.Code.incomplete.rawValue
    }
}

extension PinnedVault {
    /// A vault that is believed in what it says of itself.
    fileprivate init(itself identity: VaultIdentity) throws {
        let policy = identity.logKeys.map { "log \($0.key.text)\n" }.joined() + "quorum none\n"
        self.init(
            id: identity.id, seals: identity.seals.map(\.der), policy: try LogPolicy(parsing: Array(policy.utf8)),
            identity: identity)
    }
}

extension ReplicaReport {
    /// Goes on with what the next parcel brought.
    fileprivate mutating func add(_ next: ReplicaReport) {
        let before = self
        self = next
        manifests += before.manifests
        entries += before.entries
        erased += before.erased
    }
}
