public import PKI

/// Reads a ZIP archive (APPNOTE 6.3.3) that anybody may have made.
///
/// The structure is read here, strictly: every byte has one meaning, names are safe to unpack, nothing is larger than
/// `ZipLimits`. libzip unpacks the members.
///
/// For example:
///
///     let archive = try ZipReader(path: "bien-nhan.zip")
///     let leaf = try archive.bytes(of: archive.member("leaf.json"), maximum: 4096)
public final class ZipReader: Sendable {
    /// One file or folder in an archive.
    public struct Member: Sendable {
        /// As it stands in the archive: UTF-8, never normalised. A folder's ends with a slash.
        public let name: String
        /// Unpacked bytes.
        public let count: Int
        public let isFolder: Bool
        /// Not compressed.
        public let isStored: Bool
        fileprivate let index: Int
    }

    /// In the order of the central directory.
    public let members: [Member]
    private let source: any ByteSource
    private let directory: ZipDirectory
    private let archive: LibzipArchive
    private let places: [[UInt8]: Int]

    /// - Throws: `ZipError` for an archive that is none, or is not safe; `ByteSourceError` where the medium fails.
    public init(_ source: any ByteSource, limits: ZipLimits = .standard) throws {
        self.source = source
        directory = try ZipDirectory(source, limits: limits)
        archive = try LibzipArchive(source, directory: directory)
        members = directory.entries.enumerated().map { index, entry in
            Member(
                name: entry.name, count: entry.size, isFolder: entry.isFolder,
                isStored: entry.method == ZipEntry.stored, index: index)
        }
        places = Dictionary(members.map { (Array($0.name.utf8), $0.index) }, uniquingKeysWith: { first, _ in first })
    }

    public convenience init(path: String, limits: ZipLimits = .standard) throws {
        try self.init(FileSource(path: path), limits: limits)
    }

    /// Whether bytes begin as an archive does.
    public static func looksLikeZip(_ prefix: [UInt8]) -> Bool { prefix.starts(with: [0x50, 0x4b, 0x03, 0x04]) }

    /// The member of a name, compared as bytes.
    /// - Throws: `ZIP_MEMBER_MISSING`.
    public func member(_ name: String) throws(ZipError) -> Member {
        guard let place = places[Array(name.utf8)] else { throw ZipError(.missing, member: name) }
        return members[place]
    }

    public func holds(_ name: String) -> Bool { places[Array(name.utf8)] != nil }

    /// A member's bytes as a stream. Compressed ones are best read from front to back.
    public func source(of member: Member) -> any ByteSource {
        let entry = directory.entries[member.index]
        // The bytes as they lie, so that a large original is read by position; its digest is checked, not its CRC.
        if entry.method == ZipEntry.stored { return SourceSlice(source, directory.data[member.index]) }
        return UnpackedMember(archive, index: member.index, entry: entry)
    }

    /// A member's bytes in memory, held against the checksum.
    /// - Parameter maximum: more bytes than this are refused unread.
    /// - Throws: `ZIP_TOO_LARGE`, `ZIP_DAMAGED`; `ByteSourceError`.
    public func bytes(of member: Member, maximum: Int) throws -> [UInt8] {
        guard member.count <= maximum else { throw ZipError(.tooLarge, member: member.name) }
        let entry = directory.entries[member.index]
        guard entry.size > 0 else { return [] }
        var stream = try archive.open(member.index, entry)
        defer { archive.close(stream) }
        var bytes = [UInt8](repeating: 0, count: entry.size)
        _ = try bytes.withUnsafeMutableBytes { try archive.read(&stream, entry, into: $0) }
        return bytes
    }
}
