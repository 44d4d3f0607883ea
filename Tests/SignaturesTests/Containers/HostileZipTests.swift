import PKI
import Signatures
import TestSupport
import Testing

@Suite("Hostile archives")
struct HostileZipTests {
    private func code(_ bytes: [UInt8], limits: ZipLimits = .standard) -> ZipError.Code? {
        do {
            let reader = try ZipReader(MemorySource(bytes), limits: limits)
            for member in reader.members { _ = try reader.source(of: member).digest(.sha256) }
            for member in reader.members { _ = try reader.bytes(of: member, maximum: 1 << 20) }
            return nil
        } catch let error as ZipError {
            return error.code
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    private func code(_ member: HandmadeZip.Member) -> ZipError.Code? { code(HandmadeZip(member).bytes) }

    @Test("the archive that the others are made from is good")
    func good() {
        #expect(code(HandmadeZip(.init("a", [1, 2]), .init("b/c", [3])).bytes) == nil)
    }

    @Test(
        "names that lead out of the folder, or are not the same everywhere, are refused",
        arguments: [
            "../a", "a/../../b", "/etc/passwd", "a\\b", "C:/a", "a/./b", "a//b", ".", "..", "a\nb", "a\u{0}b",
            "\u{9b}2J",
        ])
    func names(_ name: String) { #expect(code(HandmadeZip.Member(name, [1])) == .nameUnsafe) }

    @Test("a name that is not UTF-8, too long or empty is refused")
    func notUTF8() {
        var member = HandmadeZip.Member("a", [1])
        member.name = [0xff, 0xfe]
        #expect(code(member) == .nameUnsafe)
        member.name = []
        #expect(code(member) == .nameUnsafe)
        member.name = [UInt8](repeating: 97, count: 1025)
        #expect(code(member) == .nameUnsafe)
    }

    @Test("two members of one name are refused; composed and decomposed spellings are two names")
    func duplicates() {
        #expect(code(HandmadeZip(.init("a", [1]), .init("a", [2])).bytes) == .nameTwice)
        #expect(code(HandmadeZip(.init("\u{1ebf}", [1]), .init("e\u{302}\u{301}", [2])).bytes) == nil)
    }

    @Test("a file where another member wants a folder is refused")
    func fileAsFolder() { #expect(code(HandmadeZip(.init("a", [1]), .init("a/b", [2])).bytes) == .nameUnsafe) }

    @Test("symbolic links, devices and folders with content are refused")
    func notFiles() {
        for mode: UInt32 in [0o120777, 0o020666, 0o010644, 0o040755] {
            var member = HandmadeZip.Member("a", [1])
            member.attributes = mode << 16
            #expect(code(member) == .notAFile)
        }
        #expect(code(HandmadeZip.Member("a/", [1])) == .notAFile)
    }

    @Test("encrypted members are refused")
    func encrypted() {
        for flag: UInt16 in [1, 0x41, 0x2000] {
            var member = HandmadeZip.Member("a", [1])
            member.flags |= flag
            #expect(code(member) == .encrypted)
        }
    }

    @Test("methods other than stored and deflated are refused")
    func methods() {
        for method: UInt16 in [1, 9, 12, 14, 93, 95, 99] {
            var member = HandmadeZip.Member("a", [1])
            member.method = method
            #expect(code(member) == .method)
        }
    }

    @Test("bytes before, between and after the members are refused")
    func gaps() {
        var zip = HandmadeZip(.init("a", [1]), .init("b", [2]))
        zip.prefix = [0]
        #expect(code(zip.bytes) == .layout)
        zip.prefix = []
        zip.betweenMembers = [0]
        #expect(code(zip.bytes) == .layout)
        zip.betweenMembers = []
        zip.suffix = [0]
        #expect(code(zip.bytes) == .layout)
        zip.suffix = []
        zip.comment = Array("mimetype=application/vnd.etsi.asic-e+zip".utf8)
        #expect(code(zip.bytes) == nil)
    }

    @Test("an archive hidden in another's comment is refused")
    func twoEnds() {
        var zip = HandmadeZip(.init("a", [1]))
        zip.comment = HandmadeZip(.init("b", [2])).bytes
        #expect(code(zip.bytes) == .layout)
    }

    @Test("members that share their bytes are refused")
    func overlapping() {
        var second = HandmadeZip.Member("b", [2])
        second.offset = 0
        #expect(code(HandmadeZip(.init("a", [1]), second).bytes) == .layout)
    }

    @Test("a local header that says something else than the directory is refused")
    func twoTruths() {
        var member = HandmadeZip.Member("a", [1])
        member.localName = Array("b".utf8)
        #expect(code(member) == .malformed)
        member = .init("a", [1])
        member.extra = [0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 98]
        #expect(code(member) == .nameUnsafe)
    }

    @Test("a wrong checksum and wrong sizes are found")
    func damaged() {
        var member = HandmadeZip.Member("a", [1])
        member.crc ^= 1
        #expect(code(member) == .damaged)
        member = .init("a", [1])
        member.size = 2
        #expect(code(member) == .malformed)
        member = .init("a", [3, 0])  // an empty deflated block
        member.method = 8
        member.size = 5
        #expect(code(member) == .damaged)
        member.size = 0
        member.crc = 0
        #expect(code(member) == nil)
    }

    @Test("an archive that unpacks to far more than it takes is refused")
    func bomb() throws {
        var writer = ZipWriter()
        try writer.add("a", [UInt8](repeating: 0, count: 2 << 20), compression: .deflated)
        #expect(code(try writer.bytes()) == .ratio)
        var liar = HandmadeZip.Member("a", [3, 0])
        liar.method = 8
        liar.size = 0xffff_fff0
        #expect(code(liar) == .ratio)
    }

    @Test("a bomb of many members, each small enough, is refused")
    func manySmallBombs() throws {
        var writer = ZipWriter()
        for index in 0..<8 {
            try writer.add("\(index)", [UInt8](repeating: 0, count: 1 << 20), compression: .deflated)
        }
        #expect(code(try writer.bytes()) == .ratio)
    }

    @Test("each limit refuses by itself")
    func limits() {
        let zip = HandmadeZip(.init("a", [1, 2, 3]), .init("b", [4, 5, 6])).bytes
        var limits = ZipLimits.standard
        limits.memberCount = 1
        #expect(code(zip, limits: limits) == .tooManyMembers)
        limits = .standard
        limits.memberSize = 2
        #expect(code(zip, limits: limits) == .tooLarge)
        limits = .standard
        limits.totalSize = 5
        #expect(code(zip, limits: limits) == .tooLarge)
    }

    @Test("every truncation and every count that is wrong is refused")
    func truncation() {
        let zip = HandmadeZip(.init("a", [1, 2, 3]), .init("b/c", [4]))
        let bytes = zip.bytes
        for count in 0..<bytes.count { #expect(code(Array(bytes[..<count])) != nil) }
        for count: UInt16 in [0, 1, 3, 65535] {
            var wrong = zip
            wrong.count = count
            #expect(code(wrong.bytes) != nil)
        }
    }

    @Test("no change of a byte crashes the reader, and none changes what a member holds unseen")
    func mutations() throws {
        let bytes = HandmadeZip(.init("a", [1, 2, 3]), .init("b/c", [4])).bytes
        for position in bytes.indices {
            for change: UInt8 in [0x01, 0x80, 0xff] {
                var changed = bytes
                changed[position] ^= change
                guard let reader = try? ZipReader(MemorySource(changed)),
                    let first = reader.members.first,
                    let read = try? reader.bytes(of: first, maximum: 100)
                else { continue }
                #expect(read == [1, 2, 3])
            }
        }
    }

    @Test("libzip as a second reader sees what the first saw")
    func unzipAgreesOnHandmade() throws {
        let folder = try TemporaryFolder()
        try folder.write(HandmadeZip(.init("a", [1, 2]), .init("b/c", [3])).bytes, to: "a.zip")
        #expect(try ForeignTool.run("unzip", ["-t", folder.file("a.zip")]).status == 0)
    }
}
