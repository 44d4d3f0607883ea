import PKI

/// A file is another one than it was when it was first read.
struct ContentChanged: Error {}

extension OutputFile {
    /// Writes all of a source, piece by piece.
    /// - Throws: `ByteSourceError` where it cannot be read; what `write` throws.
    mutating func write(_ source: any ByteSource) throws { try write(source) { _ in } }

    /// Writes all of a source that was read before.
    /// - Throws: `ContentChanged` where what was written has another digest: nothing must be committed then.
    mutating func write(_ source: any ByteSource, as digest: Digest) throws {
        var hasher = Hasher(digest.algorithm)
        try write(source) { hasher.update($0) }
        guard hasher.finalize() == digest else { throw ContentChanged() }
    }

    private mutating func write(_ source: any ByteSource, seen: ([UInt8]) -> Void) throws {
        var position = 0
        while position < source.count {
            let end = min(source.count, position + ByteSourceLimits.pieceSize)
            let piece = try source.bytes(position..<end)
            seen(piece)
            try write(piece)
            position = end
        }
    }
}
