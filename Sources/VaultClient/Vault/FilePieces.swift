import NIOPosix
import PKI
import Synchronization

/// A file on its way to a server: read piece by piece, each byte hashed the first time that it is read.
///
/// `@unchecked Sendable`: one reader at a time, `ServerConnection` sends one body after another.
final class FilePieces: PieceSource, @unchecked Sendable {
    private let source: any ByteSource
    private let report: @Sendable (Int) -> Void
    private var position = 0
    private var hashed = 0
    private var hasher = Hasher(.sha256)

    /// One read, and one write to the network.
    private static let pieceSize = 512 << 10

    /// - Parameter report: is told the bytes as they are read for the first time.
    init(_ source: any ByteSource, report: @escaping @Sendable (Int) -> Void) {
        self.source = source
        self.report = report
    }

    var count: Int { source.count }

    /// Goes on from a place that was sent before.
    func seek(to position: Int) { self.position = position }

    var isAtEnd: Bool { hashed == source.count }

    /// Of all bytes; what was not read yet is read for it.
    func digest() async throws -> Digest {
        while hashed < source.count {
            position = hashed
            guard try await next() != nil else { throw ByteSourceError(errno: 0) }
        }
        return hasher.copy().finalize()
    }

    func next() async throws -> [UInt8]? {
        guard position < source.count else { return nil }
        let piece = try await NIOThreadPool.singleton.runIfActive { [self] in
            let range = position..<min(position + Self.pieceSize, source.count)
            let bytes = try source.bytes(range)
            let new = bytes.suffix(max(0, range.upperBound - max(hashed, range.lowerBound)))
            if !new.isEmpty, range.upperBound - new.count == hashed {
                new.withUnsafeBytes { hasher.update(buffer: $0) }
                hashed = range.upperBound
                report(new.count)
            }
            return bytes
        }
        position += piece.count
        return piece
    }
}
