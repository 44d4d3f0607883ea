import Hummingbird

extension ResponseBody {
    /// Larger bodies are written in pieces of this size, so that a connection which takes none of them is noticed
    /// (`TimeBudget.stall`) and no copy of the whole waits in its buffers.
    static let pieceByteCount = 64 << 10

    static func pieces(of bytes: [UInt8]) -> ResponseBody {
        guard bytes.count > pieceByteCount else { return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)) }
        return ResponseBody(contentLength: bytes.count) { writer in
            var position = 0
            while position < bytes.count {
                let end = min(position + pieceByteCount, bytes.count)
                try await writer.write(ByteBuffer(bytes: bytes[position..<end]))
                position = end
            }
            try await writer.finish(nil)
        }
    }
}
