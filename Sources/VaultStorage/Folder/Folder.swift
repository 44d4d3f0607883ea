import Glibc

/// Folders of the file system.
enum Folder {
    /// Makes a folder and those above it that are missing.
    /// - Returns: the folders that gained a name by it, whose sync makes them durable; empty where it was there.
    static func make(_ path: String, mode: mode_t = 0o700) throws -> [String] {
        if mkdir(path, mode) == 0 { return [FilePath.parent(of: path)] }
        switch errno {
        case EEXIST:
            guard isFolder(path) else { throw SystemError.error("mkdir", ENOTDIR) }
            return []
        case ENOENT:
            let above = try make(FilePath.parent(of: path), mode: mode)
            return above + (try make(path, mode: mode))
        default:
            throw SystemError.last("mkdir")
        }
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// The names in a folder, sorted by their bytes; without `.` and `..`.
    /// - Throws: where it cannot be read. A folder that is absent is empty.
    static func names(_ path: String) throws -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return [] }
            throw SystemError.last("opendir")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw SystemError.last("readdir") }
                break
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Removes a folder with everything in it, as far as that goes.
    static func remove(_ path: String) {
        if isFolder(path) {
            for name in (try? names(path)) ?? [] { remove("\(path)/\(name)") }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
