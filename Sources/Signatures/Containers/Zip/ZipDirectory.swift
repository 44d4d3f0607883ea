import PKI

/// The structure of an archive, read so strictly that no two readers can differ about it.
///
/// Every byte belongs to exactly one of: a local header, a member's data, its descriptor, the central directory, the
/// end records. libzip unpacks afterwards and must have understood the same.
struct ZipDirectory: Sendable {
    /// In the order of the central directory.
    let entries: [ZipEntry]
    /// Where each entry's data stands.
    let data: [Range<Int>]

    /// - Throws: `ZipError`, or `ByteSourceError` where the medium fails.
    init(_ source: some ByteSource, limits: ZipLimits) throws {
        let end = try ZipEnd(source, limits: limits)
        var reader = ZipFieldReader(try source.bytes(end.directory))
        var entries: [ZipEntry] = []
        entries.reserveCapacity(end.count)
        for _ in 0..<end.count { entries.append(try ZipEntry(&reader)) }
        guard reader.isAtEnd else { throw ZipError(.malformed, "more directory than entries") }
        try ZipName.checkTogether(entries.map(\.name))
        try Self.checkSizes(entries, limits)
        self.entries = entries
        data = try Self.layOut(entries, in: source, end: end.directory.lowerBound)
    }

    private static func checkSizes(_ entries: [ZipEntry], _ limits: ZipLimits) throws(ZipError) {
        var total = 0
        var packed = 0
        func isTooDense(_ size: Int, _ packed: Int) -> Bool {
            size > limits.sizeWithoutRatio && size / limits.ratio > packed
        }
        for entry in entries {
            guard entry.size <= limits.memberSize else { throw ZipError(.tooLarge, member: entry.name) }
            guard entry.size <= limits.totalSize - total else { throw ZipError(.tooLarge) }
            guard !isTooDense(entry.size, entry.packedSize) else { throw ZipError(.ratio, member: entry.name) }
            total += entry.size
            packed = packed.addingReportingOverflow(entry.packedSize).partialValue
        }
        guard !isTooDense(total, packed) else { throw ZipError(.ratio) }
    }

    /// Walks through the archive in the order of its bytes and finds each member exactly where the last one ended.
    private static func layOut(_ entries: [ZipEntry], in source: some ByteSource, end: Int) throws -> [Range<Int>] {
        var data = [Range<Int>](repeating: 0..<0, count: entries.count)
        var position = 0
        for index in entries.indices.sorted(by: { entries[$0].offset < entries[$1].offset }) {
            let entry = entries[index]
            guard entry.offset == position else { throw ZipError(.layout, member: entry.name) }
            let header = try ZipLocalHeader(entry, in: source, end: end)
            guard entry.packedSize <= end - header.end else { throw ZipError(.layout, member: entry.name) }
            data[index] = header.end..<(header.end + entry.packedSize)
            position = data[index].upperBound
            if entry.hasDescriptor {
                position += try ZipLocalHeader.descriptorSize(of: entry, at: position, in: source, end: end)
            }
        }
        guard position == end else { throw ZipError(.layout) }
        return data
    }
}
