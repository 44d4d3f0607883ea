import Foundation
import Glibc
import Messages
import Testing

@testable import kho

@Suite("Files that kho writes")
struct OutputFileTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func attributes(_ path: String) throws -> [FileAttributeKey: Any] {
        try FileManager.default.attributesOfItem(atPath: path)
    }

    private func write(_ text: String, to path: String, force: Bool = false) throws {
        var output = try OutputFile(path: path, force: force)
        try output.write(Array(text.utf8))
        try output.commit()
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? CommandFailure)?.message.code.rawValue
        }
    }

    @Test("a committed file is there whole, and nothing beside it")
    func commits() throws {
        try write("nội dung", to: scratch / "a")
        #expect(scratch.read("a") == "nội dung")
        #expect(scratch.names == ["a"])
    }

    @Test("what is not committed leaves no trace")
    func discards() throws {
        do {
            var output = try OutputFile(path: scratch / "a", force: false)
            try output.write([1, 2, 3])
            #expect(scratch.names.count == 1, "the temporary file")
        }
        #expect(scratch.names.isEmpty)
    }

    @Test("a file that is there is kept, unless --force")
    func keepsExisting() throws {
        try scratch.write("old", to: "a")
        #expect(code { try write("new", to: scratch / "a") } == "OUTPUT_EXISTS")
        #expect(scratch.read("a") == "old")
        try write("new", to: scratch / "a", force: true)
        #expect(scratch.read("a") == "new")
        #expect(scratch.names == ["a"])
    }

    @Test("a file that appears while kho writes is kept")
    func keepsRival() throws {
        var output = try OutputFile(path: scratch / "a", force: false)
        try output.write([1])
        try scratch.write("rival", to: "a")
        #expect(throws: CommandFailure("OUTPUT_EXISTS", ["file": scratch / "a"], status: .inputOutput)) {
            try output.commit()
        }
        #expect(scratch.read("a") == "rival")
    }

    @Test("until the end, --force leaves the old file as it is, and its permissions stay")
    func replacesAtOnce() throws {
        try scratch.write("old", to: "a")
        chmod(scratch / "a", 0o640)
        var output = try OutputFile(path: scratch / "a", force: true)
        try output.write(Array("new".utf8))
        #expect(scratch.read("a") == "old")
        try output.commit()
        #expect(scratch.read("a") == "new")
        #expect(try attributes(scratch / "a")[.posixPermissions] as? Int == 0o640)
    }

    @Test("a link stays a link: the file behind it is replaced")
    func followsLinks() throws {
        try scratch.write("old", to: "a")
        symlink("a", scratch / "b")
        #expect(code { try write("new", to: scratch / "b") } == "OUTPUT_EXISTS")
        try write("new", to: scratch / "b", force: true)
        #expect(scratch.read("a") == "new")
        #expect(try attributes(scratch / "b")[.type] as? FileAttributeType == .typeSymbolicLink)
    }

    @Test("a dangling link is not written through")
    func danglingLink() throws {
        symlink("nowhere", scratch / "b")
        #expect(code { try write("new", to: scratch / "b") } == "OUTPUT_EXISTS")
        #expect(scratch.names == ["b"])
    }

    @Test("a name that begins with a combining mark stays in its folder")
    func combiningMark() throws {
        try write("x", to: scratch / "\u{301}a")
        #expect(scratch.names == ["\u{301}a"])
    }

    @Test("a device is written to and never replaced")
    func devices() throws {
        try write("gone", to: "/dev/null", force: true)
        #expect(try attributes("/dev/null")[.type] as? FileAttributeType == .typeCharacterSpecial)
        #expect(code { try write("x", to: "/dev/full") } == "DISK_FULL")
    }

    @Test("a folder, a missing folder and a forbidden one are named as such")
    func refusals() {
        #expect(code { try write("x", to: scratch.path) } == "OUTPUT_IS_FOLDER")
        #expect(code { try write("x", to: scratch / "no/a") } == "OUTPUT_FAILED")
        #expect(code { try write("x", to: "/proc/kho") } != nil)
        #expect(OutputFileTests.cause(of: ENOSPC) == "DISK_FULL")
        #expect(OutputFileTests.cause(of: EROFS) == "READ_ONLY_FOLDER")
        #expect(OutputFileTests.cause(of: EIO) == "OUTPUT_FAILED")
    }

    private static func cause(of error: Int32) -> String? {
        let destination = try? OutputDestination(name: "/tmp/kho-no-such-file", force: false)
        return destination?.failure(SystemError(number: error)).message.code.rawValue
    }

    @Test("every error that has a name has words in both languages")
    func wordsForErrors() {
        for (number, name) in SystemError.names {
            for language in Language.allCases {
                let text = Message(code: "OUTPUT_FAILED", facts: ["file": "a", "cause": name]).text(in: language)
                #expect(!text.contains(name), "\(number)")
            }
        }
        #expect(SystemError(number: 9999).name == "errno 9999")
    }
}
