import Foundation
import NIOCore
import PKI
import VaultCore

/// A file that is being received, hashed as it comes; then its bytes, for as long as somebody reads them.
///
/// `@unchecked Sendable`: one task writes it, piece after piece, and then others read it.
final class TemporaryDownload: ByteSource, @unchecked Sendable {
    private let descriptor: Int32
    private var hasher = PKI.Hasher(.sha256)
    private(set) var count = 0

    /// A file without a name: nothing of it stays, whatever becomes of the process.
    init() throws {
        let path = NSTemporaryDirectory() + "kho-\(SecureRandom.bytes(16).hexadecimal)"
        descriptor = try Self.make(path)
        unlink(path)
    }

    /// - Parameter path: of a file that is not there yet.
    init(path: String) throws { descriptor = try Self.make(path) }

    private static func make(_ path: String) throws -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw ByteSourceError(errno: errno) }
        return descriptor
    }

    deinit { close(descriptor) }

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

    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(position))
            if got >= 0 { return got }
            if errno != EINTR { throw ByteSourceError(errno: errno) }
        }
    }
}
