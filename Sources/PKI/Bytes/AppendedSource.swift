/// A source with bytes after its end: a file with an update that is not written yet.
public struct AppendedSource: ByteSource {
    private let base: any ByteSource
    private let tail: MemorySource

    public init(_ base: any ByteSource, _ tail: [UInt8]) {
        self.base = base
        self.tail = MemorySource(tail)
    }

    public var count: Int { base.count + tail.count }

    public func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard position < base.count else { return tail.read(at: position - base.count, into: buffer) }
        let taken = min(buffer.count, base.count - position)
        return try base.read(at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<taken]))
    }
}
