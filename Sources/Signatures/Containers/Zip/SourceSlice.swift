import PKI

/// A range of another source: a member that is stored as it is.
struct SourceSlice: ByteSource {
    private let source: any ByteSource
    private let range: Range<Int>

    init(_ source: any ByteSource, _ range: Range<Int>) {
        self.source = source
        self.range = range
    }

    var count: Int { range.count }

    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard position < range.count else { return 0 }
        let wanted = min(buffer.count, range.count - position)
        return try source.read(
            at: range.lowerBound + position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    }
}
