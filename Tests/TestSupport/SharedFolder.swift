import Foundation
import Glibc

/// A folder of its own for one test, gone with it. Everybody may read in it, since tests also play other users.
public final class SharedFolder: Sendable {
    public let path: String

    public init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("kho-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard chmod(path, 0o755) == 0 else { throw CocoaError(.fileWriteNoPermission) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    public func file(_ name: String) -> String { "\(path)/\(name)" }

    public func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        let url = URL(fileURLWithPath: file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    public func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
    }

    public func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    public func exists(_ name: String) -> Bool { access(file(name), F_OK) == 0 }

    /// Every file and folder in it, hidden ones too, by its path from here, sorted.
    public var entries: [String] { entries(below: "") }

    /// The same of a folder in it.
    public func entries(below name: String) -> [String] {
        (FileManager.default.enumerator(atPath: file(name))?.compactMap { $0 as? String } ?? []).sorted()
    }
}
