import Synchronization
import VaultCore

/// A receiver's replica as its vault foresees it: how far it is, and nothing of what it holds. What a pull into it asks for
/// is what has to be pushed.
final class ForeseenReplica: ReplicaStore {
    private let small: Mutex<[ReplicaFile: [UInt8]]>
    private let source: any ReplicaSource
    private let folder: String

    /// - Parameter source: the vault itself, for manifests that the receiver has.
    init(_ held: HeldReplica, source: any ReplicaSource, origin: String) {
        var files: [ReplicaFile: [UInt8]] = [:]
        if let state = held.state {
            files[.state] = state.bytes
            files[.description] =
                ReplicaDescription(vault: held.vault, origin: origin, url: "", chain: held.chain).bytes
        }
        small = Mutex(files)
        self.source = source
        folder = "v1/manifests/\(held.chain.folderName)"
    }

    func read(_ file: ReplicaFile) async throws -> [UInt8]? {
        switch file {
        case .manifest(let sequence):
            return try await source.bytes(of: "\(folder)/\(sequence).json", limit: ReplicaLimits.manifest)
        case .manifestSeal(let sequence):
            return try await source.bytes(of: "\(folder)/\(sequence).json.p7s", limit: ReplicaLimits.seal)
        default: return small.withLock { $0[file] }
        }
    }

    func contains(_ file: ReplicaFile) async throws -> Bool { small.withLock { $0[file] != nil } }

    func forEachLine(of file: ReplicaFile, _ body: ([UInt8]) async throws -> Void) async throws {}

    func write(_ bytes: [UInt8], to file: ReplicaFile) async throws {
        switch file {
        case .state, .identity, .description: small.withLock { $0[file] = bytes }
        default: break
        }
    }

    func draft() async throws -> any ReplicaDraft { Nowhere() }

    func place(_ draft: any ReplicaDraft, as file: ReplicaFile) async throws {}

    func remove(_ file: ReplicaFile) async throws {}

    func keep(_ evidence: ReplicaEvidence) async throws -> String? { nil }

    func evidenceCount() async throws -> Int { 0 }

    func clearPersonalEvidence() async throws {}

    func close() {}

    private final class Nowhere: ReplicaDraft {
        func append(_ bytes: [UInt8]) async throws {}

        func read(_ range: Range<Int>) async throws -> [UInt8] { [] }
    }
}
