internal import CZip
import PKI
import Synchronization

/// An archive opened by libzip, which unpacks the members. libzip allows one thread at a time, hence the lock.
final class LibzipArchive: Sendable {
    private struct State {
        let input: LibzipInput
        let archive: OpaquePointer
        var streams: [Int: OpaquePointer] = [:]
        var opened = 0
    }

    private let state: Mutex<State>

    /// Opens the archive and checks that libzip has understood it as `directory` says.
    /// - Throws: `ZIP_MALFORMED`; `ByteSourceError`.
    init(_ source: any ByteSource, directory: ZipDirectory) throws {
        let input = LibzipInput(source)
        let handle = try input.makeHandle()
        guard let archive = zip_open_from_source(handle, ZIP_RDONLY, nil) else {
            zip_source_free(handle)
            if let failure = input.failure { throw failure }
            throw ZipError(.malformed, "not opened by libzip")
        }
        state = Mutex(State(input: input, archive: archive))
        try state.withLock { try Self.compare($0.archive, with: directory) }
    }

    deinit {
        state.withLock { state in
            for handle in state.streams.values { zip_fclose(handle) }
            zip_discard(state.archive)
        }
    }

    private static func compare(_ archive: OpaquePointer, with directory: ZipDirectory) throws(ZipError) {
        guard zip_get_num_entries(archive, 0) == directory.entries.count else {
            throw ZipError(.malformed, "two readers differ")
        }
        for (index, entry) in directory.entries.enumerated() {
            var stat = zip_stat_t()
            guard zip_stat_index(archive, UInt64(index), zip_flags_t(ZIP_FL_ENC_RAW), &stat) == 0, let name = stat.name,
                stat.size == entry.size, stat.comp_size == entry.packedSize, stat.crc == entry.crc,
                stat.comp_method == entry.method, stat.encryption_method == ZIP_EM_NONE,
                String(cString: name).utf8.elementsEqual(entry.name.utf8)
            else { throw ZipError(.malformed, member: entry.name, "two readers differ") }
        }
    }

    /// One member being unpacked; closed by `close`.
    struct Stream: Sendable {
        fileprivate let number: Int
        fileprivate(set) var position = 0
    }

    func open(_ index: Int, _ entry: ZipEntry) throws -> Stream {
        try state.withLock { state in
            guard let handle = zip_fopen_index(state.archive, UInt64(index), 0) else {
                throw state.input.failure ?? ZipError(.damaged, member: entry.name) as any Error
            }
            state.opened += 1
            state.streams[state.opened] = handle
            return Stream(number: state.opened)
        }
    }

    func close(_ stream: Stream) {
        state.withLock { if let handle = $0.streams.removeValue(forKey: stream.number) { zip_fclose(handle) } }
    }

    /// Reads on. At the member's end libzip compares the checksum, so that the last piece comes only when it is right.
    func read(_ stream: inout Stream, _ entry: ZipEntry, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let start = stream.position
        let number = stream.number
        // As a number, since the lock's closure takes in no pointers; the buffer outlives the call.
        let target = UInt(bitPattern: buffer.baseAddress)
        let wanted = min(buffer.count, entry.size - start)
        let got = try state.withLock { state in
            guard let handle = state.streams[number] else { throw ZipError(.damaged, member: entry.name) }
            var got = 0
            while got < wanted {
                let piece = zip_fread(
                    handle, UnsafeMutableRawPointer(bitPattern: target + UInt(got)), UInt64(wanted - got))
                guard piece > 0 else {
                    throw state.input.failure ?? ZipError(.damaged, member: entry.name) as any Error
                }
                got += Int(piece)
            }
            if start + got == entry.size {
                var beyond: UInt8 = 0
                guard zip_fread(handle, &beyond, 1) == 0 else { throw ZipError(.damaged, member: entry.name) }
            }
            return got
        }
        stream.position += got
        return got
    }
}
