import PKI
import Signatures
import TestSupport
import Testing

@Suite("Writing archives")
struct ZipWriterTests {
    private static let text = Array("Hợp đồng mua bán căn hộ\n".utf8)

    private func archive() throws -> ZipWriter {
        var archive = ZipWriter(mediaType: "application/vnd.etsi.asic-e+zip")
        try archive.add("hợp đồng.txt", Self.text)
        try archive.add("META-INF/zeros", [UInt8](repeating: 0, count: 300_000), compression: .deflated)
        try archive.add("empty", [])
        return archive
    }

    @Test("the same members give the same bytes, in memory and in a file")
    func deterministic() throws {
        let folder = try TemporaryFolder()
        let bytes = try archive().bytes()
        #expect(try archive().bytes() == bytes)
        try archive().write(to: folder.file("a.zip"))
        #expect(try folder.read("a.zip") == bytes)
    }

    @Test("the media type stands at byte 38, stored and without extra fields")
    func mediaTypeFirst() throws {
        let bytes = try archive().bytes()
        #expect(Array(bytes[30..<38]) == Array("mimetype".utf8))
        #expect(Array(bytes[38..<69]) == Array("application/vnd.etsi.asic-e+zip".utf8))
        #expect(bytes[8...9] == [0, 0] && bytes[28...29] == [0, 0])
    }

    @Test("unzip finds no fault in it and unpacks what went in")
    func unzipAgrees() throws {
        let folder = try TemporaryFolder()
        try archive().write(to: folder.file("a.zip"))
        let test = try ForeignTool.run("unzip", ["-t", folder.file("a.zip")])
        #expect(test.status == 0, "\(test.output)")
        #expect(try ForeignTool.run("unzip", ["-q", "a.zip"], in: folder).status == 0)
        #expect(try folder.read("hợp đồng.txt") == Self.text)
        #expect(try folder.read("META-INF/zeros") == [UInt8](repeating: 0, count: 300_000))
    }

    @Test("it reads back in the same order")
    func roundTrip() throws {
        let reader = try ZipReader(MemorySource(archive().bytes()))
        #expect(reader.members.map(\.name) == ["mimetype", "hợp đồng.txt", "META-INF/zeros", "empty"])
        #expect(reader.members.map(\.isStored) == [true, true, false, true])
        #expect(try reader.bytes(of: reader.member("hợp đồng.txt"), maximum: 100) == Self.text)
        let zeros = reader.source(of: try reader.member("META-INF/zeros"))
        #expect(try zeros.digest(.sha256) == .sha256(of: [UInt8](repeating: 0, count: 300_000)))
        #expect(try zeros.bytes(5..<9) == [0, 0, 0, 0])
        #expect(try reader.bytes(of: reader.member("empty"), maximum: 0) == [])
    }

    @Test(
        "names that no reader takes are not written",
        arguments: ["../a", "/a", "a\\b", "C:a", "a//b", "", "a/", "x\u{7}"])
    func unsafeNames(_ name: String) {
        var archive = ZipWriter()
        #expect(throws: ZipError.self) { try archive.add(name, []) }
    }

    @Test("two members of one name are not written, nor a file where a folder is")
    func duplicates() throws {
        var archive = try archive()
        #expect(throws: ZipError(.nameTwice, member: "empty")) { try archive.add("empty", []) }
        try archive.add("empty/inside", [])
        #expect(throws: ZipError.self) { try archive.bytes() }
    }

    @Test("a file that is there is not overwritten")
    func existing() throws {
        let folder = try TemporaryFolder()
        try folder.write([1], to: "a.zip")
        #expect(throws: ZipError.self) { try archive().write(to: folder.file("a.zip")) }
        #expect(try folder.read("a.zip") == [1])
    }

    private struct BrokenSource: ByteSource {
        let count = 100_000
        func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            guard position < 70_000 else { throw ByteSourceError(errno: 5) }
            return min(buffer.count, 1000)
        }
    }

    @Test("a member that cannot be read leaves no archive behind")
    func brokenSource() throws {
        let folder = try TemporaryFolder()
        var archive = try archive()
        try archive.add("broken", source: BrokenSource())
        #expect(throws: ByteSourceError(errno: 5)) { try archive.write(to: folder.file("a.zip")) }
        #expect(throws: (any Error).self) { try folder.read("a.zip") }
        #expect(try ForeignTool.run("ls", ["-A", folder.path]).output == "")
    }
}
