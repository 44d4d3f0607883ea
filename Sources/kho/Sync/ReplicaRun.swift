import Foundation
import Messages
import VaultClient
import VaultCore
import VaultStorage
import VaultSync

/// A replica's folder with its source, for one pull after the other.
struct ReplicaRun {
    private let options: SyncOptions
    private let folder: ReplicaFolder
    let source: PublishedSource
    let chain: ManifestChain
    private let trust: TrustFolder?

    /// - Throws: `CommandFailure` where the folder, the pins or the address do not do.
    static func open(_ options: SyncOptions, _ address: String) async throws -> ReplicaRun {
        try await explained(options.into) {
            let location = try TrustLocation(option: options.trust, vault: nil)
            _ = try location.folder?.pinnedVaults()
            let held = try await Self.chain(of: options.into)
            let chain = options.chain ?? held ?? .all
            // First, so that an address that is none leaves no folder behind.
            let source = try options.source(at: address, scope: chain.scope)
            let folder = try await ReplicaFolder.open(options.into, writes: true)
            return ReplicaRun(options: options, folder: folder, source: source, chain: chain, trust: location.folder)
        }
    }

    /// The chain of a replica that is there.
    private static func chain(of path: String) async throws -> ManifestChain? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let bytes = try await ReplicaFolder.open(path, writes: false).read(.description)
        return try bytes.map { try ReplicaDescription(bytes: $0).chain }
    }

    func close() async {
        folder.close()
        await source.close()
    }

    /// - Parameter asksAgain: whether files of documents that were not given before are asked for again.
    /// - Throws: `CommandFailure`.
    func pull(asksAgain: Bool = true) async throws -> ReplicaReport {
        try await Self.explained(options.into) {
            // Read anew each time: a key that is no longer pinned counts no longer, however long this runs.
            let pins = try trust?.pinnedVaults() ?? []
            var pull = ReplicaPull(
                store: folder, source: ServerSource(source), url: source.address, chain: chain,
                content: options.content
            ) { id in pins.first { $0.id == id } }
            pull.asksAgain = asksAgain
            return try await pull.run()
        }
    }

    /// Turns every error into a failure with its exit status (docs/sync.md).
    static func explained<Result>(_ folder: String, _ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let error as ReplicaRefusal {
            throw CommandFailure(error, folder: folder)
        } catch let error as ReplicaError {
            throw CommandFailure(
                ReplicaRefusal(code: error.code.rawValue, facts: error.facts, isAttack: false, evidence: nil),
                folder: folder)
        } catch let error as ReplicaSourceError {
            // What the client says keeps its exit status.
            if let code = ClientError.Code(rawValue: error.code) {
                throw CommandFailure(ClientError(code, error.facts))
            }
            throw CommandFailure(
                MessageCode(error.code), error.facts, status: error.reason == .denied ? .notAuthorised : .temporary)
        } catch let error as ClientError {
            throw CommandFailure(error)
        } catch let error as TrustFolder.Unusable {
            throw CommandFailure(error, folder: "certs")
        } catch let error as VaultError {
            throw CommandFailure(error, vault: folder)
        }
    }
}

extension CommandFailure {
    /// What a receiver refused. Exit 21 where it contradicts what was pinned, signed or seen before.
    init(_ refusal: ReplicaRefusal, folder: String) {
        let status: ExitStatus =
            if refusal.isAttack {
                .rollbackOrFork
            } else {
                switch ReplicaError.Code(rawValue: refusal.code) {
                case .notPinned, .keyNotPinned, .otherChain: .usage
                case .notFound: .vaultNotFound
                case .damaged: .integrityFailure
                case .denied: .notAuthorised
                case .chainMissing: .noSuchDocument
                default: .temporary
                }
            }
        var facts = refusal.facts
        facts["folder"] = folder
        facts["evidence"] = refusal.evidence ?? "-"
        self.init(MessageCode(refusal.code), facts, status: status)
    }
}
