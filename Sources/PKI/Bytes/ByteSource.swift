/// Bytes that are read by position: memory, or a file that is too large for it.
///
/// The one way in which `PKI` and `Signatures` reach input (design.md section 2). A source never changes its length
/// while it is read; a file that is cut meanwhile makes `read` return less, which readers treat as an error.
public protocol ByteSource: Sendable {
    var count: Int { get }

    /// Copies up to `buffer.count` bytes from `position` on.
    /// - Returns: how many bytes there were; fewer than asked for only at the end.
    /// - Throws: `ByteSourceError` where the medium fails.
    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int

    /// Calls `body` with exactly these bytes; what is in memory is not copied for it.
    func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result

    /// Calls `body` with one piece after another of a range, each at most `ByteSourceLimits.pieceSize` long.
    func forEachPiece(in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws
}

/// The medium behind a source failed; `errno` as the system gave it (0: the file ended early).
public struct ByteSourceError: Error, Hashable, Sendable {
    public let errno: Int32
    public init(errno: Int32) { self.errno = errno }
}

extension ByteSource {
    /// Exactly these bytes, in memory.
    public func bytes(_ range: Range<Int>) throws -> [UInt8] {
        var failure: ByteSourceError?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                do {
                    let got = try read(
                        at: range.lowerBound + count,
                        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]))
                    guard got > 0 else { throw ByteSourceError(errno: 0) }
                    count += got
                } catch {
                    failure = (error as? ByteSourceError) ?? ByteSourceError(errno: 0)
                    return
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    public func withBytes<Result>(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        try bytes(range).withUnsafeBytes(body)
    }

    public func forEachPiece(in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(ByteSourceLimits.pieceSize, max(range.count, 1)), alignment: 16)
        defer { buffer.deallocate() }
        var position = range.lowerBound
        while position < range.upperBound {
            let wanted = min(buffer.count, range.upperBound - position)
            let got = try read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
            guard got > 0 else { throw ByteSourceError(errno: 0) }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
            position += got
        }
    }

    /// The digest of a range, or of everything, as a stream.
    public func digest(_ algorithm: DigestAlgorithm, of range: Range<Int>? = nil) throws -> Digest {
        var hasher = Hasher(algorithm)
        try forEachPiece(in: range ?? 0..<count) { hasher.update(buffer: $0) }
        return hasher.finalize()
    }
}

public enum ByteSourceLimits {
    /// One read of a stream: large enough that system calls do not show, small enough to stay in the cache.
    public static let pieceSize = 256 * 1024
}
