import PKI

/// The end of an archive (APPNOTE 6.3.3 sections 4.3.14 to 4.3.16): where its directory stands.
struct ZipEnd {
    let directory: Range<Int>
    let count: Int

    private static let signature: [UInt8] = [0x50, 0x4b, 0x05, 0x06]
    private static let size = 22
    private static let wideSignature: UInt32 = 0x0606_4b50
    private static let locatorSignature: UInt32 = 0x0706_4b50
    private static let locatorSize = 20

    /// - Throws: `ZIP_MALFORMED`, `ZIP_LAYOUT`, `ZIP_TOO_MANY_MEMBERS`, `ZIP_TOO_LARGE`; `ByteSourceError`.
    init(_ source: some ByteSource, limits: ZipLimits) throws {
        guard source.count >= Self.size else { throw ZipError(.malformed, "too short") }
        let tailStart = max(0, source.count - Self.size - ZipLimits.commentSize)
        let tail = try source.bytes(tailStart..<source.count)
        guard let found = (0...(tail.count - Self.size)).last(where: { tail[$0...].starts(with: Self.signature) })
        else {
            throw ZipError(.malformed, "no end record")
        }
        var reader = ZipFieldReader(Array(tail[(found + 4)...]))
        let disks = (try reader.uint16(), try reader.uint16())
        let countHere = try reader.uint16()
        let count = try reader.uint16()
        let size = try reader.uint32()
        let offset = try reader.uint32()
        _ = try reader.bytes(Int(try reader.uint16()))
        guard reader.isAtEnd else { throw ZipError(.layout, "bytes after the archive") }
        guard disks == (0, 0), countHere == count else { throw ZipError(.malformed, "more than one disk") }
        var place = (count: Int(count), size: Int(size), offset: Int(offset), end: tailStart + found)
        if let wide = try Self.wide(source, before: place.end) {
            guard count == .max || Int(count) == wide.count, size == .max || Int(size) == wide.size,
                offset == .max || Int(offset) == wide.offset
            else { throw ZipError(.malformed, "two ends that differ") }
            place = wide
        }
        guard place.count <= limits.memberCount else { throw ZipError(.tooManyMembers) }
        guard place.size <= ZipLimits.directorySize else { throw ZipError(.tooLarge, "directory") }
        guard place.offset <= place.end, place.size == place.end - place.offset else { throw ZipError(.layout) }
        self.count = place.count
        directory = place.offset..<place.end
    }

    /// The ZIP64 end record, where its locator stands right before the end record.
    private static func wide(
        _ source: some ByteSource, before end: Int
    ) throws -> (count: Int, size: Int, offset: Int, end: Int)? {
        let locatorStart = end - locatorSize
        guard locatorStart >= 0 else { return nil }
        var locator = ZipFieldReader(try source.bytes(locatorStart..<end))
        guard try locator.uint32() == locatorSignature else { return nil }
        guard try locator.uint32() == 0 else { throw ZipError(.malformed, "more than one disk") }
        let start = try locator.int64()
        guard try locator.uint32() <= 1 else { throw ZipError(.malformed, "more than one disk") }
        // Its fixed fields take 56 bytes; what may follow is for encryption, which is refused.
        guard start >= 0, start <= locatorStart, locatorStart - start == 56 else {
            throw ZipError(.layout, "ZIP64 end record")
        }
        var reader = ZipFieldReader(try source.bytes(start..<locatorStart))
        guard try reader.uint32() == wideSignature, try reader.int64() == 44 else {
            throw ZipError(.malformed, "ZIP64 end record")
        }
        _ = try reader.uint32()  // versions
        guard try reader.uint32() == 0, try reader.uint32() == 0 else {
            throw ZipError(.malformed, "more than one disk")
        }
        let countHere = try reader.int64()
        let count = try reader.int64()
        guard count == countHere else { throw ZipError(.malformed, "more than one disk") }
        let size = try reader.int64()
        return (count, size, try reader.int64(), start)
    }
}
