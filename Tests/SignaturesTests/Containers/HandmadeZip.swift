/// An archive put together byte by byte, so that each byte can be wrong.
struct HandmadeZip {
    struct Member {
        var name: [UInt8]
        var data: [UInt8]
        /// What the local header says where it differs from the directory.
        var localName: [UInt8]?
        var flags: UInt16 = 0x0800
        var method: UInt16 = 0
        var size: UInt32
        var packedSize: UInt32
        var crc: UInt32
        var attributes: UInt32 = 0o100644 << 16
        var extra: [UInt8] = []
        /// Points the directory elsewhere than to where the member stands.
        var offset: UInt32?

        init(_ name: String, _ data: [UInt8] = []) {
            self.name = Array(name.utf8)
            self.data = data
            size = UInt32(data.count)
            packedSize = size
            crc = HandmadeZip.crc32(data)
        }
    }

    var members: [Member]
    var prefix: [UInt8] = []
    var betweenMembers: [UInt8] = []
    var comment: [UInt8] = []
    var suffix: [UInt8] = []
    var count: UInt16?

    init(_ members: Member...) { self.members = members }

    var bytes: [UInt8] {
        var out = prefix
        var directory: [UInt8] = []
        for member in members {
            let offset = member.offset ?? UInt32(out.count)
            let common =
                Self.le(member.flags) + Self.le(member.method) + Self.le(UInt32(0x0021_0000))
                + Self.le(member.crc) + Self.le(member.packedSize) + Self.le(member.size)
            let localName = member.localName ?? member.name
            out += [0x50, 0x4b, 3, 4, 20, 0] + common
            out += Self.le(UInt16(localName.count)) + Self.le(UInt16(member.extra.count)) + localName + member.extra
            out += member.data + betweenMembers
            directory += [0x50, 0x4b, 1, 2, 20, 3, 20, 0] + common
            directory +=
                Self.le(UInt16(member.name.count)) + Self.le(UInt16(member.extra.count))
                + [UInt8](repeating: 0, count: 6)
            directory += Self.le(member.attributes) + Self.le(offset) + member.name + member.extra
        }
        let entries = count ?? UInt16(members.count)
        let start = UInt32(out.count)
        return out + directory + [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + Self.le(entries) + Self.le(entries)
            + Self.le(UInt32(directory.count)) + Self.le(start) + Self.le(UInt16(comment.count)) + comment + suffix
    }

    private static func le(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
    private static func le(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> ($0 * 8) & 255) } }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xedb8_8320 : 0) }
        }
    }
}
