import NIOPosix
import PKI
import Synchronization

/// A file on its way to a server: read piece by piece, each byte hashed the first time that it is read.
///
/// Each body that is sent has a reader of its own: one that was given up may still be read when the next has begun.
final class FilePieces: Sendable {
    private struct Hashed: ~Copyable {
        var count = 0
        var hasher = Hasher(.sha256)
    }

    private let source: any ByteSource
    private let report: @Sendable (Int) -> Void
    private let hashed = Mutex(Hashed())

    /// One read, and one write to the network.
    private static let pieceSize = 512 << 10

    /// - Parameter report: is told the bytes as they are read for the first time.
    init(_ source: any ByteSource, report: @escaping @Sendable (Int) -> Void) {
        self.source = source
        self.report = report
    }

    var count: Int { source.count }

    /// The bytes from a place on.
    func reader(at position: Int) -> Reader { Reader(self, at: position) }

    /// Of all bytes; what was not read yet is read for it.
    func digest() async throws -> Digest {
        while true {
            let position = hashed.withLock { $0.count }
            guard try await piece(at: position) != nil else { break }
        }
        return hashed.withLock { state in
            let copy = state.hasher.copy()
            return copy.finalize()
        }
    }

    private func piece(at position: Int) async throws -> [UInt8]? {
        guard position < source.count else { return nil }
        return try await NIOThreadPool.singleton.runIfActive { [self] in
            let bytes = try source.bytes(position..<min(position + Self.pieceSize, source.count))
            note(bytes, at: position)
            return bytes
        }
    }

    private func note(_ bytes: [UInt8], at position: Int) {
        let new = hashed.withLock { state in
            let known = state.count - position
            guard (0..<bytes.count).contains(known) else { return 0 }
            bytes[known...].withUnsafeBytes { state.hasher.update(buffer: $0) }
            state.count += bytes.count - known
            return bytes.count - known
        }
        if new > 0 { report(new) }
    }

    /// What one request sends.
    final class Reader: PieceSource {
        private let pieces: FilePieces
        private let position: Mutex<Int>

        fileprivate init(_ pieces: FilePieces, at position: Int) {
            self.pieces = pieces
            self.position = Mutex(position)
        }

        func next() async throws -> [UInt8]? {
            guard let piece = try await pieces.piece(at: position.withLock { $0 }) else { return nil }
            position.withLock { $0 += piece.count }
            return piece
        }
    }
}
