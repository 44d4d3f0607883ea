import CanonicalJSON
import VaultCore

/// What a parcel begins with: the files that it holds, by the paths that a server has for them, in order.
///
/// A parcel is what is pushed at once: this as one line of canonical JSON, and the bytes of the files one behind the other.
///
///     {"files":[{"path":"vault.json","size":812}, …],"v":1}
struct ParcelIndex: Hashable, Sendable {
    struct File: Hashable, Sendable {
        /// One that no receiver asks for stands for what was replaced.
        var path: String
        let size: Int
    }

    let files: [File]

    /// A manifest of 50,000 entries needs its two hundred bundles, as many tiles and some more; several may come at once.
    static let maximumFiles = 4096
    static let maximumByteCount = 1 << 20
    private static let maximumPath = 512

    init(_ files: [File]) { self.files = files }

    /// - Parameter line: without its line break.
    /// - Returns: nil for anything else than that form, also for a path that comes twice.
    init?(line: [UInt8], room: Int) {
        guard line.count <= Self.maximumByteCount, let json = try? JSON(canonical: line),
            json.object?.keys == ["files", "v"], json["v"]?.integer == 1, let entries = json["files"]?.array,
            entries.count <= Self.maximumFiles
        else { return nil }
        var files: [File] = []
        var left = room
        for entry in entries {
            guard entry.object?.keys == ["path", "size"], let path = entry["path"]?.string,
                path.utf8.count <= Self.maximumPath,
                let size = entry["size"]?.integer.flatMap({ Int(exactly: $0) }), (0...left).contains(size)
            else { return nil }
            left -= size
            files.append(File(path: path, size: size))
        }
        guard left == 0, Set(files.map { Array($0.path.utf8) }).count == files.count else { return nil }
        self.files = files
    }

    var line: [UInt8] {
        let entries = files.map { file -> JSON in
            ["path": .string(file.path), "size": JSON(exactly: UInt64(file.size)) ?? .null]
        }
        let json: JSON = ["files": .array(entries), "v": 1]
        return json.canonicalBytes
    }
}
