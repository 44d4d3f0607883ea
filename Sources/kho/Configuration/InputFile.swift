import Messages
import PKI

/// Small files that a person names.
enum InputFile {
    /// - Throws: `FILE_NOT_FOUND`, `FILE_NOT_READABLE`, `FILE_TOO_LARGE`.
    static func bytes(_ path: String, limit: Int) throws -> [UInt8] {
        do {
            let source = try FileSource(path: path)
            guard source.count <= limit else {
                throw CommandFailure(
                    "FILE_TOO_LARGE", ["file": path, "limit": String(limit)], status: .inputOutput)
            }
            return try source.bytes(0..<source.count)
        } catch let error as ByteSourceError {
            throw CommandFailure(error, file: path)
        }
    }
}
