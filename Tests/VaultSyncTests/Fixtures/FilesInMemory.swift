import Synchronization
import VaultSync

/// A server that gives out files from memory, in pieces.
struct FilesInMemory: ReplicaSource {
    let files: [String: [UInt8]]
    var isWhole = true
    var pieceByteCount = 1000

    func bytes(of path: String, limit: Int) async throws -> [UInt8] {
        guard let bytes = files[path] else { throw ReplicaSourceError(.absent, code: "SOURCE_HAS_NOT") }
        guard bytes.count <= limit else { throw ReplicaSourceError(.tooLarge, code: "SOURCE_ANSWER_TOO_LARGE") }
        return bytes
    }

    func read(_ path: String, limit: Int, _ piece: ([UInt8]) async throws -> Void) async throws {
        let bytes = try await bytes(of: path, limit: limit)
        var position = 0
        while position < bytes.count {
            let end = min(position + pieceByteCount, bytes.count)
            try await piece(Array(bytes[position..<end]))
            position = end
        }
    }
}

/// One that gives another answer for a path from the second time on.
final class SwappedFiles: ReplicaSource {
    private let first: FilesInMemory
    private let then: FilesInMemory
    private let path: String
    private let count = Atomic<Int>(0)

    init(first: FilesInMemory, then files: [String: [UInt8]], path: String) {
        self.first = first
        then = FilesInMemory(files: files)
        self.path = path
    }

    var isWhole: Bool { true }

    func bytes(of path: String, limit: Int) async throws -> [UInt8] {
        if path == self.path { count.add(1, ordering: .relaxed) }
        return try await source.bytes(of: path, limit: limit)
    }

    func read(_ path: String, limit: Int, _ piece: ([UInt8]) async throws -> Void) async throws {
        try await source.read(path, limit: limit, piece)
    }

    private var source: FilesInMemory { count.load(ordering: .relaxed) > 1 ? then : first }
}
