/// One entry of a central directory (APPNOTE 6.3.3 section 4.3.12), as the archive states it.
struct ZipEntry: Sendable {
    let name: String
    let flags: UInt16
    let method: UInt16
    let crc: UInt32
    let packedSize: Int
    let size: Int
    /// Where the local header stands.
    let offset: Int
    let externalAttributes: UInt32

    static let signature: UInt32 = 0x0201_4b50
    static let fixedSize = 46

    static let stored: UInt16 = 0
    static let deflated: UInt16 = 8

    var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }

    /// Sizes and checksum follow the data (bit 3), since the writer could not seek.
    var hasDescriptor: Bool { flags & 0x0008 != 0 }

    /// Reads the entry at `reader`'s place.
    /// - Throws: `ZipError`.
    init(_ reader: inout ZipFieldReader) throws(ZipError) {
        guard try reader.uint32() == Self.signature else { throw ZipError(.malformed, "no directory entry") }
        _ = try reader.uint32()  // versions
        flags = try reader.uint16()
        method = try reader.uint16()
        _ = try reader.uint32()  // time and date
        crc = try reader.uint32()
        let packedSize = try reader.uint32()
        let size = try reader.uint32()
        let nameCount = Int(try reader.uint16())
        let extraCount = Int(try reader.uint16())
        let commentCount = Int(try reader.uint16())
        let disk = try reader.uint16()
        _ = try reader.uint16()  // internal attributes
        externalAttributes = try reader.uint32()
        let offset = try reader.uint32()
        let nameBytes = try reader.bytes(nameCount)
        let extra = try ZipExtraFields(try reader.bytes(extraCount))
        _ = try reader.bytes(commentCount)
        guard disk == 0 else { throw ZipError(.malformed, "more than one disk") }
        if let other = extra.unicodePath, !other.elementsEqual(nameBytes) {
            throw ZipError(.nameUnsafe, member: String(decoding: nameBytes, as: UTF8.self), "two names")
        }
        name = try ZipName.checked(nameBytes)
        var wide = try extra.wideNumbers()
        self.size = try wide.value(size)
        self.packedSize = try wide.value(packedSize)
        self.offset = try wide.value(offset)
        try check()
    }

    private func check() throws(ZipError) {
        // Encrypted, strongly encrypted, with a masked local header.
        guard flags & 0x2041 == 0 else { throw ZipError(.encrypted, member: name) }
        guard flags & 0x0020 == 0 else { throw ZipError(.method, member: name, "patched data") }
        guard method == Self.stored || method == Self.deflated else {
            throw ZipError(.method, member: name, String(method))
        }
        guard method != Self.stored || size == packedSize else { throw ZipError(.malformed, member: name, "sizes") }
        // Systems with POSIX modes put them in the upper half; others leave it zero. Regular files and folders only.
        let kind = externalAttributes >> 28
        guard kind == 0 || kind == 0x8 || (kind == 0x4 && isFolder) else { throw ZipError(.notAFile, member: name) }
        guard !isFolder || size == 0 else { throw ZipError(.notAFile, member: name, "a folder with content") }
    }
}
