/// Bytes in memory as a `ByteSource`.
public struct MemorySource: ByteSource {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public var count: Int { bytes.count }

    public func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard position < bytes.count else { return 0 }
        let taken = min(buffer.count, bytes.count - position)
        bytes.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<(position + taken)]))
        }
        return taken
    }

    public func bytes(_ range: Range<Int>) throws -> [UInt8] {
        guard range.upperBound <= bytes.count else { throw ByteSourceError(errno: 0) }
        return Array(bytes[range])
    }

    public func withBytes<Result>(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        guard range.upperBound <= bytes.count else { throw ByteSourceError(errno: 0) }
        return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    public func forEachPiece(in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, start + ByteSourceLimits.pieceSize)
            try withBytes(start..<end, body)
            start = end
        }
    }
}
