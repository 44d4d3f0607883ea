import Foundation
import Messages
import PKI

/// The files of a folder that a person names, and which original a signature's name points at.
enum FolderListing {
    /// Files in one folder: more is a mistake, or a job for several calls.
    static let maximumFiles = 100_000

    /// Every regular file below `path` in the order of names; hidden ones are left out.
    /// - Throws: `FOLDER_TOO_LARGE`.
    static func files(of path: String) throws -> [String] {
        var names: [String] = []
        let base = path.hasSuffix("/") ? path : path + "/"
        let enumerator = FileManager.default.enumerator(atPath: path)
        while let name = enumerator?.nextObject() as? String {
            guard !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }),
                enumerator?.fileAttributes?[.type] as? FileAttributeType == .typeRegular
            else { continue }
            guard names.count < maximumFiles else {
                throw CommandFailure(
                    "FOLDER_TOO_LARGE", ["folder": path, "limit": String(maximumFiles)], status: .usage)
            }
            names.append(base + name)
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// `a.pdf` for `a.pdf.p7s`; nil for a name without an extension.
    static func original(of path: String) -> String? {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        return String(path.dropLast(name.distance(from: dot, to: name.endIndex)))
    }
}
