import PKI
import Signatures
import TestSupport
import Testing

@Suite("Archives of other programs")
struct ZipReaderTests {
    private static let text = Array("Giấy khai sinh".utf8)

    @Test("an archive of Info-ZIP, with folders, deflated and not")
    func infoZip() throws {
        let folder = try TemporaryFolder()
        #expect(try ForeignTool.run("mkdir", ["-p", folder.file("thư mục")]).status == 0)
        try folder.write(Self.text, to: "thư mục/giấy.txt")
        try folder.write([UInt8](repeating: 65, count: 5000), to: "a.txt")
        let made = try ForeignTool.run("zip", ["-r", "a.zip", "thư mục", "a.txt"], in: folder)
        #expect(made.status == 0, "\(made.output)")
        let reader = try ZipReader(path: folder.file("a.zip"))
        #expect(reader.members.map(\.name) == ["thư mục/", "thư mục/giấy.txt", "a.txt"])
        #expect(reader.members.map(\.isFolder) == [true, false, false])
        #expect(try reader.bytes(of: reader.member("thư mục/giấy.txt"), maximum: 100) == Self.text)
        #expect(
            try reader.source(of: reader.member("a.txt")).digest(.sha256)
                == .sha256(of: [UInt8](repeating: 65, count: 5000)))
    }

    @Test("archives written as a stream or with 64-bit numbers are read", arguments: ["stream", "zip64"])
    func python(_ kind: String) throws {
        let folder = try TemporaryFolder()
        let script = """
            import sys, zipfile
            class Pipe:
                def __init__(self, f): self.f = f
                def write(self, b): return self.f.write(b)
                def flush(self): self.f.flush()
            with open("a.zip", "wb") as f:
                with zipfile.ZipFile(Pipe(f) if sys.argv[1] == "stream" else f, "w", zipfile.ZIP_DEFLATED) as z:
                    with z.open("a.txt", "w", force_zip64=sys.argv[1] == "zip64") as m: m.write(b"A" * 5000)
                    with z.open("b.txt", "w") as m: m.write(b"B")
            """
        let made = try ForeignTool.run("python3", ["-c", script, kind], in: folder)
        #expect(made.status == 0, "\(made.output)")
        let reader = try ZipReader(path: folder.file("a.zip"))
        #expect(try reader.bytes(of: reader.member("a.txt"), maximum: 5000) == [UInt8](repeating: 65, count: 5000))
        #expect(try reader.bytes(of: reader.member("b.txt"), maximum: 1) == [66])
    }

    @Test("an archive of more than 65,535 members is readable where the limit allows, and refused where not")
    func manyMembers() throws {
        let folder = try TemporaryFolder()
        let script = """
            import zipfile
            with zipfile.ZipFile("a.zip", "w") as z:
                for i in range(65600): z.writestr(str(i), b"")
            """
        #expect(try ForeignTool.run("python3", ["-c", script], in: folder).status == 0)
        var limits = ZipLimits.standard
        #expect(throws: ZipError(.tooManyMembers)) { try ZipReader(path: folder.file("a.zip"), limits: limits) }
        limits.memberCount = 70_000
        #expect(try ZipReader(path: folder.file("a.zip"), limits: limits).members.count == 65_600)
    }

    @Test("a packed member is read by position, forwards and backwards")
    func byPosition() throws {
        let content = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        var writer = ZipWriter()
        try writer.add("a", content, compression: .deflated)
        try writer.add("b", content)
        let reader = try ZipReader(MemorySource(writer.bytes()))
        for member in reader.members {
            let source = reader.source(of: member)
            #expect(try source.bytes(300_000..<300_010) == Array(content[300_000..<300_010]))
            #expect(try source.bytes(10..<20) == Array(content[10..<20]))
            #expect(try source.bytes(0..<400_000) == content)
            #expect(try source.bytes(399_990..<400_000) == Array(content[399_990...]))
        }
    }

    @Test("members of one archive are read by many threads at once")
    func concurrency() async throws {
        var writer = ZipWriter()
        let contents = (0..<8).map { [UInt8](repeating: UInt8($0), count: 100_000) }
        for (index, content) in contents.enumerated() {
            try writer.add("\(index)", content, compression: .deflated)
        }
        let reader = try ZipReader(MemorySource(writer.bytes()))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for (index, content) in contents.enumerated() {
                group.addTask {
                    try reader.source(of: reader.member("\(index)")).digest(.sha256) == .sha256(of: content)
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
