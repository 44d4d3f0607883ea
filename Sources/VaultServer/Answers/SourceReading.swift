import Hummingbird
import NIOPosix
import PKI

/// Reads sources where reading may block, on threads that are there for it.
enum SourceReading {
    static func bytes(_ range: Range<Int>, of source: any ByteSource) async throws -> [UInt8] {
        try await NIOThreadPool.singleton.runIfActive { try source.bytes(range) }
    }

    static func digest(of source: any ByteSource) async throws -> Digest {
        try await NIOThreadPool.singleton.runIfActive {
            var hasher = Hasher(.sha256)
            try source.forEachPiece(in: 0..<source.count) { hasher.update(buffer: $0) }
            return hasher.finalize()
        }
    }
}

extension ResponseBody {
    /// A part of a source, read while it is sent, one piece after the other.
    static func source(_ source: any ByteSource, _ range: Range<Int>) -> ResponseBody {
        ResponseBody(contentLength: range.count) { writer in
            var position = range.lowerBound
            while position < range.upperBound {
                let end = min(position + pieceByteCount, range.upperBound)
                try await writer.write(ByteBuffer(bytes: try await SourceReading.bytes(position..<end, of: source)))
                position = end
            }
            try await writer.finish(nil)
        }
    }
}
