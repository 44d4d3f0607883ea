public import Foundation

/// Test data of other projects, which is not part of this one: found through `KHO_CORPUS`, else beside the package.
///
/// A suite that needs it is skipped by name where it is absent, and fails where `KHO_CORPUS_REQUIRED=1`:
///
///     @Suite("merkle vectors", .enabled(if: Corpus.isUsable("merkle"), "no corpus folder merkle"))
public enum Corpus {
    /// The package's own folder.
    public static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The corpus; nil where it is not there.
    public static let root: URL? = {
        let named = ProcessInfo.processInfo.environment["KHO_CORPUS"].map { URL(fileURLWithPath: $0) }
        let url = named ?? packageRoot.deletingLastPathComponent().appendingPathComponent("shared/corpus")
        return isFolder(url) ? url.standardizedFileURL : nil
    }()

    /// Whether its absence is a failure, as in CI.
    public static var isRequired: Bool { ProcessInfo.processInfo.environment["KHO_CORPUS_REQUIRED"] == "1" }

    /// A folder of the corpus; nil where it is not there.
    public static func folder(_ name: String) -> URL? {
        guard let url = root?.appendingPathComponent(name), isFolder(url) else { return nil }
        return url
    }

    /// Whether a suite over this folder is to run: it is there, or must be.
    public static func isUsable(_ name: String) -> Bool { folder(name) != nil || isRequired }

    private static func isFolder(_ url: URL) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
