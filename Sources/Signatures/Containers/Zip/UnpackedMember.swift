import PKI
import Synchronization

/// A packed member as a `ByteSource`: quick when it is read from front to back, from the start again when not.
final class UnpackedMember: ByteSource {
    private let archive: LibzipArchive
    private let index: Int
    private let entry: ZipEntry
    private let stream: Mutex<LibzipArchive.Stream?>

    init(_ archive: LibzipArchive, index: Int, entry: ZipEntry) {
        self.archive = archive
        self.index = index
        self.entry = entry
        stream = Mutex(nil)
    }

    deinit { stream.withLock { if let open = $0 { archive.close(open) } } }

    var count: Int { entry.size }

    /// - Throws: `ZIP_DAMAGED`, `ByteSourceError`.
    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard position < entry.size, buffer.count > 0 else { return 0 }
        // The lock hands out nothing that points into it; the buffer is the caller's alone.
        nonisolated(unsafe) let buffer = buffer
        return try stream.withLock { stream in
            var open: LibzipArchive.Stream
            if let current = stream, current.position <= position {
                open = current
            } else {
                if let current = stream { archive.close(current) }
                stream = nil
                open = try archive.open(index, entry)
            }
            defer { stream = open }
            if open.position < position { try skip(&open, to: position) }
            return try archive.read(&open, entry, into: buffer)
        }
    }

    private func skip(_ stream: inout LibzipArchive.Stream, to position: Int) throws {
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteSourceLimits.pieceSize, alignment: 16)
        defer { scratch.deallocate() }
        while stream.position < position {
            let wanted = min(scratch.count, position - stream.position)
            _ = try archive.read(&stream, entry, into: UnsafeMutableRawBufferPointer(rebasing: scratch[..<wanted]))
        }
    }
}
