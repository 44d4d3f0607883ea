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

extension Digest {
    /// As HTTP writes it (RFC 9530): `sha-256=:…:`
    var fieldValue: String { "sha-256=:\(Base64.encode(bytes)):" }

    /// SHA-256 out of such a field; nil where there is none, or more than one.
    init?(fieldValue: String) {
        var found: Digest?
        for item in fieldValue.split(separator: ",") {
            let parts = item.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "sha-256" else { continue }
            let value = parts[1].filter { $0 != " " }
            guard found == nil, value.utf8.count > 2, value.first == ":", value.last == ":",
                let bytes = Base64.decode(Array(value.utf8.dropFirst().dropLast())),
                let digest = Digest(algorithm: .sha256, bytes: bytes)
            else { return nil }
            found = digest
        }
        guard let found else { return nil }
        self = found
    }
}
