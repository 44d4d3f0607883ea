import Foundation
import Testing

@testable import kho

@Suite("Files of the user's own")
struct PrivateFileTests {
    @Test("are read as they were written, and not where others may read them or another file is meant")
    func reading() throws {
        let folder = NSTemporaryDirectory() + "kho-private-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/a/token"
        let bytes = [UInt8]((0..<512 << 10).map { UInt8(truncatingIfNeeded: $0) })
        try PrivateFile.write(bytes, to: path)
        #expect(PrivateFile.read(path) == bytes)
        #expect(try FileManager.default.attributesOfItem(atPath: "\(folder)/a")[.posixPermissions] as? Int == 0o700)
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: path)
        #expect(PrivateFile.read("\(folder)/link") == nil)
        #expect(PrivateFile.read(folder) == nil)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(PrivateFile.read(path) == nil)
        try PrivateFile.write(bytes + [0], to: path)
        #expect(PrivateFile.read(path) == nil)
    }
}
