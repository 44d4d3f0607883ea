import Foundation
import NIOCore
import PKI
import VaultCore

/// A file that is being received, hashed as it comes.
///
/// `@unchecked Sendable`: one task writes it, piece after piece, and then others read it.
final class TemporaryDownload: @unchecked Sendable {
    private let descriptor: Int32
    private let path: String
    private let isTemporary: Bool
    private var hasher = PKI.Hasher(.sha256)
    private(set) var count = 0

    /// A file without a lasting name.
    init() throws {
        path = NSTemporaryDirectory() + "kho-\(SecureRandom.bytes(16).hexadecimal)"
        isTemporary = true
        descriptor = try Self.make(path)
    }

    /// - Parameter path: of a file that is not there yet.
    init(path: String) throws {
        self.path = path
        isTemporary = false
        descriptor = try Self.make(path)
    }

    private static func make(_ path: String) throws -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw ByteSourceError(errno: errno) }
        return descriptor
    }

    deinit {
        close(descriptor)
        if isTemporary { unlink(path) }
    }

    func append(_ piece: ByteBuffer) throws {
        try piece.withUnsafeReadableBytes { bytes in
            var rest = bytes
            while !rest.isEmpty {
                let written = write(descriptor, rest.baseAddress, rest.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    throw ByteSourceError(errno: errno)
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
            hasher.update(buffer: bytes)
        }
        count += piece.readableBytes
    }

    /// Begins anew.
    func restart() throws {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw ByteSourceError(errno: errno)
        }
        hasher = PKI.Hasher(.sha256)
        count = 0
    }

    var digest: Digest {
        let copy = hasher.copy()
        return copy.finalize()
    }

    /// The bytes, for as long as somebody reads them.
    func source() throws -> any ByteSource { try FileSource(path: path) }
}
