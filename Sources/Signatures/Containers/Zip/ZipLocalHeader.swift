import PKI

/// The header before a member's data (APPNOTE 6.3.3 section 4.3.7), which must say what the directory says.
struct ZipLocalHeader {
    /// Where the data begins.
    let end: Int

    private static let signature: UInt32 = 0x0403_4b50
    private static let fixedSize = 30
    private static let descriptorSignature: UInt32 = 0x0807_4b50

    /// - Throws: `ZIP_MALFORMED`, `ZIP_LAYOUT`; `ByteSourceError`.
    init(_ entry: ZipEntry, in source: some ByteSource, end: Int) throws {
        func differs(_ what: String) -> ZipError { ZipError(.malformed, member: entry.name, what) }
        guard entry.offset <= end - Self.fixedSize else { throw ZipError(.layout, member: entry.name) }
        var reader = ZipFieldReader(try source.bytes(entry.offset..<(entry.offset + Self.fixedSize)))
        guard try reader.uint32() == Self.signature else { throw differs("no local header") }
        _ = try reader.uint16()  // version
        guard try reader.uint16() == entry.flags else { throw differs("flags") }
        guard try reader.uint16() == entry.method else { throw differs("method") }
        _ = try reader.uint32()  // time and date
        let crc = try reader.uint32()
        let packedSize = try reader.uint32()
        let size = try reader.uint32()
        let nameCount = Int(try reader.uint16())
        let extraCount = Int(try reader.uint16())
        let variable = entry.offset + Self.fixedSize
        guard nameCount + extraCount <= end - variable else { throw ZipError(.layout, member: entry.name) }
        let bytes = try source.bytes(variable..<(variable + nameCount + extraCount))
        guard bytes[..<nameCount].elementsEqual(entry.name.utf8) else { throw differs("two names") }
        let extra = try ZipExtraFields(bytes[nameCount...])
        if let other = extra.unicodePath, !other.elementsEqual(entry.name.utf8) { throw differs("two names") }
        var wide = try extra.wideNumbers()
        // A writer that streams leaves zeros, and the truth in the descriptor.
        if !(entry.hasDescriptor && crc == 0 && packedSize == 0 && size == 0) {
            let isLater = entry.hasDescriptor && crc == 0
            let stated = (try wide.value(size), try wide.value(packedSize))
            let isUnknown = entry.hasDescriptor && stated == (0, 0)
            guard isUnknown || stated == (entry.size, entry.packedSize) else { throw differs("sizes") }
            guard isLater || crc == entry.crc else { throw differs("checksum") }
        }
        self.end = variable + nameCount + extraCount
    }

    /// How long the descriptor after a member's data is (section 4.3.9): with or without its signature, with numbers
    /// of 32 or 64 bits; the one form that says what the directory says.
    static func descriptorSize(
        of entry: ZipEntry, at position: Int, in source: some ByteSource, end: Int
    ) throws -> Int {
        let bytes = try source.bytes(position..<min(position + 24, end))
        for hasSignature in [true, false] {
            for isWide in [false, true] {
                var reader = ZipFieldReader(bytes)
                let matches =
                    (try? (!hasSignature || reader.uint32() == descriptorSignature) && reader.uint32() == entry.crc
                        && number(&reader, isWide) == entry.packedSize && number(&reader, isWide) == entry.size)
                    ?? false
                if matches { return reader.position }
            }
        }
        throw ZipError(.malformed, member: entry.name, "descriptor")
    }

    private static func number(_ reader: inout ZipFieldReader, _ isWide: Bool) throws(ZipError) -> Int {
        isWide ? try reader.int64() : Int(try reader.uint32())
    }
}
