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
