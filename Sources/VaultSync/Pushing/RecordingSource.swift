import Synchronization
import VaultCore

/// Passes on what a source gives, and remembers it: what a receiver asked for is what another one in its place needs.
final class RecordingSource: ReplicaSource {
    private struct State {
        var files: [ParcelIndex.File] = []
        var byteCount = 0
    }

    private let source: any ReplicaSource
    private let draft: any ReplicaDraft
    /// One file after the other: they stand in the draft as they stand here.
    private let turn = Turn()
    private let state = Mutex(State())

    init(_ source: any ReplicaSource, into draft: any ReplicaDraft) {
        self.source = source
        self.draft = draft
    }

    var isWhole: Bool { source.isWhole }
    var files: [ParcelIndex.File] { state.withLock { $0.files } }
    var byteCount: Int { state.withLock { $0.byteCount } }

    func bytes(of path: String, limit: Int) async throws -> [UInt8] {
        let bytes = try await source.bytes(of: path, limit: limit)
        try await turn.take { try await self.keep(path, bytes) }
        return bytes
    }

    func read(_ path: String, limit: Int, _ piece: ([UInt8]) async throws -> Void) async throws {
        // Bodies come while nothing else does.
        var size = 0
        try await source.read(path, limit: limit) { bytes in
            size += bytes.count
            try await draft.append(bytes)
            try await piece(bytes)
        }
        note(path, size)
    }

    private func keep(_ path: String, _ bytes: [UInt8]) async throws {
        try await draft.append(bytes)
        note(path, bytes.count)
    }

    private func note(_ path: String, _ size: Int) {
        state.withLock { state in
            // What was read again was replaced meanwhile: the newer one counts.
            if let earlier = state.files.firstIndex(where: { $0.path == path }) {
                state.files[earlier].path = "superseded/\(earlier)"
            }
            state.files.append(.init(path: path, size: size))
            state.byteCount += size
        }
    }

    /// Lets one after the other in.
    private actor Turn {
        private var isTaken = false
        private var waiting: [CheckedContinuation<Void, Never>] = []

        func take(_ work: @Sendable () async throws -> Void) async rethrows {
            if isTaken { await withCheckedContinuation { waiting.append($0) } }
            isTaken = true
            defer {
                if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
            }
            try await work()
        }
    }
}
