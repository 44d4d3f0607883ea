internal import CZip
public import PKI

/// Writes a ZIP archive: the members in the order in which they were added, and the same bytes for the same members.
///
/// All times are 1980-01-01 (the format's zero), all modes `rw-r--r--`.
///
/// For example:
///
///     var archive = ZipWriter()
///     try archive.add("leaf.json", leaf)
///     try archive.add("hop-dong.pdf", source: FileSource(path: path))
///     try archive.write(to: "bien-nhan.zip")
public struct ZipWriter: Sendable {
    public enum Compression: Sendable {
        case stored, deflated
    }

    private struct Member {
        let name: String
        let source: any ByteSource
        let compression: Compression
    }

    private var members: [Member] = []
    private var names: Set<[UInt8]> = []

    /// MS-DOS date of 1980-01-01, the first that there is.
    private static let firstDate: zip_uint16_t = 0x0021
    /// A regular file that everybody may read, in the upper half where POSIX modes stand.
    private static let fileMode: zip_uint32_t = 0o100644 << 16

    public init() {}

    /// An archive whose first member is `mimetype`, stored and without extra fields, so that the media type stands at
    /// byte 38 (ETSI EN 319 162-1 clause A.1).
    public init(mediaType: String) {
        names.insert(Array("mimetype".utf8))
        members.append(Member(name: "mimetype", source: MemorySource(Array(mediaType.utf8)), compression: .stored))
    }

    /// - Throws: `ZIP_NAME_UNSAFE`, `ZIP_NAME_TWICE`, `ZIP_TOO_MANY_MEMBERS`, `ZIP_TOO_LARGE`: what no reader would take.
    public mutating func add(
        _ name: String, source: any ByteSource, compression: Compression = .stored
    ) throws(ZipError) {
        guard name.utf8.last != UInt8(ascii: "/") else { throw ZipError(.nameUnsafe, member: name, "a folder") }
        _ = try ZipName.checked(Array(name.utf8))
        guard members.count < ZipLimits.standard.memberCount else { throw ZipError(.tooManyMembers) }
        guard source.count <= ZipLimits.standard.memberSize else { throw ZipError(.tooLarge, member: name) }
        guard names.insert(Array(name.utf8)).inserted else { throw ZipError(.nameTwice, member: name) }
        members.append(Member(name: name, source: source, compression: compression))
    }

    public mutating func add(
        _ name: String, _ bytes: [UInt8], compression: Compression = .stored
    ) throws(ZipError) {
        try add(name, source: MemorySource(bytes), compression: compression)
    }

    /// The whole archive in memory.
    /// - Throws: `ZIP_OUTPUT`; `ByteSourceError` where a member's source fails.
    public func bytes() throws -> [UInt8] {
        guard let buffer = zip_source_buffer_create(nil, 0, 0, nil) else { throw ZipError(.output, "no memory") }
        zip_source_keep(buffer)
        defer { zip_source_free(buffer) }
        guard let archive = zip_open_from_source(buffer, ZIP_TRUNCATE, nil) else {
            zip_source_free(buffer)
            throw ZipError(.output, "no memory")
        }
        try fill(archive)
        var stat = zip_stat_t()
        guard zip_source_open(buffer) == 0 else { throw ZipError(.output, "no memory") }
        defer { zip_source_close(buffer) }
        guard zip_source_stat(buffer, &stat) == 0 else { throw ZipError(.output, "no memory") }
        var got: zip_int64_t = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(stat.size)) { target, count in
            got = zip_source_read(buffer, target.baseAddress, stat.size)
            count = max(0, Int(got))
        }
        guard got == stat.size else { throw ZipError(.output, "no memory") }
        return bytes
    }

    /// Writes the archive to a new file, which appears when it is whole. Making it durable is the caller's part.
    /// - Throws: `ZIP_OUTPUT`, also where there is a file already; `ByteSourceError` where a member's source fails.
    public func write(to path: String) throws {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw ZipError(.output, String(cString: zip_error_strerror(&error)))
        }
        try fill(archive)
    }

    /// Adds all members and closes the archive, which writes them.
    private func fill(_ archive: OpaquePointer) throws {
        var isOpen = true
        defer { if isOpen { zip_discard(archive) } }
        // libzip does not write an archive without members.
        guard !members.isEmpty else { throw ZipError(.output, "no members") }
        try ZipName.checkTogether(members.map(\.name))
        var inputs: [LibzipInput] = []
        for member in members { inputs.append(try Self.add(member, to: archive)) }
        guard zip_close(archive) == 0 else {
            if let failure = inputs.lazy.compactMap(\.failure).first { throw failure }
            throw ZipError(.output, String(cString: zip_strerror(archive)))
        }
        isOpen = false
    }

    private static func add(_ member: Member, to archive: OpaquePointer) throws(ZipError) -> LibzipInput {
        let input = LibzipInput(member.source)
        let handle = try input.makeHandle()
        let index = zip_file_add(archive, member.name, handle, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(handle)
            throw ZipError(.output, member: member.name, String(cString: zip_strerror(archive)))
        }
        let place = UInt64(index)
        let method = member.compression == .stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE
        guard zip_set_file_compression(archive, place, method, 0) == 0,
            zip_file_set_dostime(archive, place, 0, firstDate, 0) == 0,
            zip_file_set_external_attributes(archive, place, 0, zip_uint8_t(ZIP_OPSYS_UNIX), fileMode) == 0
        else { throw ZipError(.output, member: member.name, String(cString: zip_strerror(archive))) }
        return input
    }
}
