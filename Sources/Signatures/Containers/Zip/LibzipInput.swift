internal import CZip
import PKI

/// A `ByteSource` as libzip reads it: the callback behind a `zip_source_t`, its place, and what went wrong.
///
/// Used by one thread at a time, which `LibzipArchive` and `ZipWriter` see to.
final class LibzipInput {
    private let source: any ByteSource
    private var position = 0
    /// What the source threw; libzip itself only knows that reading failed.
    private(set) var failure: ByteSourceError?

    init(_ source: any ByteSource) { self.source = source }

    /// A libzip source that keeps `self` alive until libzip frees it.
    /// - Throws: `ZIP_OUTPUT` where there is no memory for it.
    func makeHandle() throws(ZipError) -> OpaquePointer {
        let state = Unmanaged.passRetained(self)
        guard let handle = zip_source_function_create(libzipCallback, state.toOpaque(), nil) else {
            state.release()
            throw ZipError(.output, "no memory")
        }
        return handle
    }

    fileprivate func answer(
        _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ count: zip_uint64_t
    ) -> zip_int64_t {
        switch command {
        case ZIP_SOURCE_SUPPORTS:
            return Self.supported
        case ZIP_SOURCE_OPEN:
            position = 0
            return 0
        case ZIP_SOURCE_CLOSE:
            return 0
        case ZIP_SOURCE_READ:
            return read(UnsafeMutableRawBufferPointer(start: data, count: Int(clamping: count)))
        case ZIP_SOURCE_SEEK:
            guard let data else { return -1 }
            let place = zip_source_seek_compute_offset(
                UInt64(position), UInt64(source.count), data, count, nil)
            guard place >= 0 else { return -1 }
            position = Int(place)
            return 0
        case ZIP_SOURCE_TELL:
            return Int64(position)
        case ZIP_SOURCE_STAT:
            guard let stat = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
            zip_stat_init(stat)
            stat.pointee.size = UInt64(source.count)
            stat.pointee.valid |= UInt64(ZIP_STAT_SIZE)
            return Int64(MemoryLayout<zip_stat_t>.size)
        case ZIP_SOURCE_ERROR:
            guard let data, count >= 2 * UInt64(MemoryLayout<Int32>.size) else { return -1 }
            let codes = data.assumingMemoryBound(to: Int32.self)
            codes[0] = ZIP_ER_READ
            codes[1] = failure?.errno ?? 0
            return Int64(2 * MemoryLayout<Int32>.size)
        default:
            return -1
        }
    }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) -> zip_int64_t {
        do {
            var got = 0
            let wanted = min(buffer.count, source.count - position)
            while got < wanted {
                let piece = try source.read(
                    at: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[got..<wanted]))
                // A source never gets shorter; libzip would take this for its end and write a member cut short.
                guard piece > 0 else { throw ByteSourceError(errno: 0) }
                got += piece
                position += piece
            }
            return Int64(got)
        } catch {
            failure = error as? ByteSourceError ?? ByteSourceError(errno: 0)
            return -1
        }
    }

    private static let supported: zip_int64_t = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
        ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
    ].reduce(0) { $0 | 1 << Int64($1.rawValue) }
}

private let libzipCallback: zip_source_callback = { state, data, count, command in
    guard let state else { return -1 }
    let input = Unmanaged<LibzipInput>.fromOpaque(state)
    if command == ZIP_SOURCE_FREE {
        input.release()
        return 0
    }
    return input.takeUnretainedValue().answer(command, data, count)
}
