import PKI
import Synchronization
import TestSupport
import VaultClient
import VaultCore

@testable import VaultSync

/// A vault that has nothing but what a test says, and asks others.
final class AskingVault: ResolvingVault {
    let named: ResolutionSources
    private let finding: OwnFinding
    private let mayLearn: Bool
    private let meanwhile: SeenVault?
    private let kept = Mutex<[String: SeenVault]>([:])
    private let journal = Mutex<[AccessResolution?]>([])

    /// - Parameters:
    ///   - sources: in the grammar of the vault's file.
    ///   - meanwhile: what another search keeps as soon as this one has read what is known.
    init(
        _ sources: String, finding: OwnFinding = .none, mayLearn: Bool = true, meanwhile: SeenVault? = nil
    ) throws {
        named = try ResolutionSources(parsing: sources)
        self.finding = finding
        self.mayLearn = mayLearn
        self.meanwhile = meanwhile
    }

    /// What was entered, in order; nil for the beginning of a search.
    var entered: [AccessResolution?] { journal.withLock { $0 } }

    func beginResolution(of query: CodeQuery) async throws { journal.withLock { $0.append(nil) } }

    func ownFinding(of query: CodeQuery) async throws -> OwnFinding { finding }

    func mayLearn(of document: DocumentDescription) async throws -> Bool { mayLearn }

    func enter(_ resolution: AccessResolution, of query: CodeQuery) async throws {
        journal.withLock { $0.append(resolution) }
    }

    func sources() async throws -> ResolutionSources { named }

    func seen(_ vault: String) async throws -> SeenVault? {
        kept.withLock { kept in
            let known = kept[vault]
            if let meanwhile, meanwhile.vault == vault { kept[vault] = meanwhile }
            return known
        }
    }

    func remember(_ seen: SeenVault, after known: SeenVault?) async throws -> SeenVault? {
        kept.withLock { kept in
            if let held = kept[seen.vault], held != known { return held }
            kept[seen.vault] = seen
            return nil
        }
    }

    /// What is kept now.
    func held(_ vault: String) -> SeenVault? { kept.withLock { $0[vault] } }

    /// Looks for the usual document.
    /// - Parameter time: what the clock says.
    func find(
        _ pins: [PinnedVault], code: String = SourceVault.code, withContents: Bool = false,
        at time: Instant = MintedPKI.now.adding(seconds: 5), limits: FindLimits = AskingVault.impatient
    ) async throws -> Resolution {
        try await Resolver(
            vault: self, pool: ThreadPerWork(), pins: { pins },
            connect: { source, limits in try AskedServer(source.server, scope: source.scope, limits: limits) },
            limits: limits, now: { time }
        ).resolve(CodeQuery(code: code, wantsContents: withContents))
    }

    /// Nobody here is far away, and nobody sits at a counter.
    static var impatient: FindLimits {
        var limits = FindLimits()
        limits.pause = .milliseconds(1)
        limits.client.pauseMilliseconds = 1
        // A busy machine takes its time; whoever is not to be waited for, his test says so.
        limits.source = .seconds(600)
        limits.all = .seconds(600)
        limits.client.connectSeconds = 600
        limits.client.silentSeconds = 600
        limits.client.answerSeconds = 600
        return limits
    }
}

/// Work that blocks, where it is short.
struct ThreadPerWork: BlockingPool {
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value { try work() }
}
