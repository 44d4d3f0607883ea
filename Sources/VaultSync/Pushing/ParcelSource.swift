public import VaultCore

/// What was pushed, as the source of a replica: a part of what a vault publishes, and believed as little as a server.
public struct ParcelSource: ReplicaSource {
    private let draft: any ReplicaDraft
    private let ranges: [String: Range<Int>]

    /// - Parameters:
    ///   - draft: the parcel, written whole.
    ///   - byteCount: how long it is.
    /// - Throws: `REPLICA_PARCEL_MALFORMED`.
    public init(_ draft: any ReplicaDraft, byteCount: Int) async throws {
        self.draft = draft
        var line: [UInt8] = []
        var end: Int?
        while end == nil, line.count < min(byteCount, ParcelIndex.maximumByteCount) {
            let piece = try await draft.read(line.count..<min(line.count + Self.pieceByteCount, byteCount))
            guard !piece.isEmpty else { break }
            if let place = piece.firstIndex(of: UInt8(ascii: "\n")) { end = line.count + place }
            line += piece
        }
        guard let end, let index = ParcelIndex(line: Array(line[..<end]), room: byteCount - end - 1) else {
            throw ReplicaError(.parcelMalformed)
        }
        var ranges: [String: Range<Int>] = [:]
        var position = end + 1
        for file in index.files {
            ranges[file.path] = position..<(position + file.size)
            position += file.size
        }
        self.ranges = ranges
    }

    private static let pieceByteCount = 64 << 10

    public var isWhole: Bool { false }

    public func bytes(of path: String, limit: Int) async throws -> [UInt8] {
        try await draft.read(try range(of: path, limit: limit))
    }

    public func read(_ path: String, limit: Int, _ piece: ([UInt8]) async throws -> Void) async throws {
        var left = try range(of: path, limit: limit)
        while !left.isEmpty {
            let next = left.prefix(Self.pieceByteCount)
            try await piece(try await draft.read(next))
            left = left.dropFirst(next.count)
        }
    }

    private func range(of path: String, limit: Int) throws(ReplicaSourceError) -> Range<Int> {
        guard let range = ranges[path] else { throw ReplicaSourceError(.absent, code: "REPLICA_PUSH_INCOMPLETE") }
        guard range.count <= limit else { throw ReplicaSourceError(.tooLarge, code: "REPLICA_ANSWER_TOO_LARGE") }
        return range
    }
}
