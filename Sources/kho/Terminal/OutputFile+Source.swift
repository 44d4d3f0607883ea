import PKI

extension OutputFile {
    /// Writes all of a source, piece by piece.
    /// - Throws: `ByteSourceError` where it cannot be read; what `write` throws.
    mutating func write(_ source: any ByteSource) throws {
        var position = 0
        while position < source.count {
            let end = min(source.count, position + ByteSourceLimits.pieceSize)
            try write(try source.bytes(position..<end))
            position = end
        }
    }
}
