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
}
