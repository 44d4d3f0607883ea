import Glibc
import Messages

/// Where an `OutputFile` goes, and how it gets there.
struct OutputDestination {
    enum Kind {
        /// Standard output, a device or a pipe: written to as it is.
        case stream
        /// A regular file, by way of another in the same folder.
        case file(temporary: String)
    }

    /// As the person wrote it, for messages.
    let name: String
    /// Where it will stand, links followed.
    let path: String
    let kind: Kind
    let force: Bool
    /// Permissions of the file that is replaced, where there is one.
    private let mode: mode_t?

    /// - Throws: `OUTPUT_EXISTS`, `OUTPUT_IS_FOLDER`.
    init(name: String, force: Bool) throws(CommandFailure) {
        self.name = name
        self.force = force
        path = OutputDestination.followingLinks(name)
        var existing = stat()
        mode = stat(path, &existing) == 0 ? existing.st_mode : nil
        switch mode.map({ $0 & S_IFMT }) {
        case _ where name == "-":
            kind = .stream
        case S_IFDIR:
            throw CommandFailure("OUTPUT_IS_FOLDER", ["file": name], status: .usage)
        case S_IFREG where !force:
            throw CommandFailure("OUTPUT_EXISTS", ["file": name], status: .inputOutput)
        case nil, S_IFREG:
            let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
            kind = .file(temporary: "\(OutputDestination.folder(of: path))/.kho-\(suffix).tmp")
        default:
            kind = .stream
        }
    }

    /// - Throws: `READ_ONLY_FOLDER`, `DISK_FULL`, `OUTPUT_FAILED`.
    func open() throws(CommandFailure) -> Int32 {
        let descriptor: Int32
        switch kind {
        case .stream where name == "-":
            descriptor = STDOUT_FILENO
        case .stream:
            descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC)
        case .file(let temporary):
            // Without one to replace, the person's umask decides.
            descriptor = Glibc.open(
                temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode.map { $0 & 0o777 } ?? 0o666)
        }
        if descriptor < 0 { throw failure(.last) }
        return descriptor
    }

    /// Gives the finished temporary file its name, for good.
    func publish(_ temporary: String) throws(SystemError) {
        if force {
            guard rename(temporary, path) == 0 else { throw .last }
        } else {
            try linkOrRename(temporary)
        }
        try synchroniseFolder()
    }

    private func linkOrRename(_ temporary: String) throws(SystemError) {
        if link(temporary, path) == 0 {
            unlink(temporary)
            return
        }
        // Memory sticks (FAT) have no links; there it must do to look before.
        guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else { throw .last }
        guard access(path, F_OK) != 0 else { throw SystemError(number: EEXIST) }
        guard rename(temporary, path) == 0 else { throw .last }
    }

    private func synchroniseFolder() throws(SystemError) {
        let descriptor = Glibc.open(OutputDestination.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        // On some file systems a folder cannot be synchronised; the file itself was.
        if fsync(descriptor) != 0 && errno != EINVAL { throw .last }
    }

    func failure(_ error: SystemError) -> CommandFailure {
        switch error.number {
        case EEXIST: CommandFailure("OUTPUT_EXISTS", ["file": name], status: .inputOutput)
        case ENOSPC, EDQUOT: CommandFailure("DISK_FULL", ["file": name], status: .inputOutput)
        case EACCES, EPERM, EROFS:
            CommandFailure("READ_ONLY_FOLDER", ["folder": OutputDestination.folder(of: name)], status: .inputOutput)
        default: CommandFailure("OUTPUT_FAILED", ["file": name, "cause": error.name], status: .inputOutput)
        }
    }

    private static func followingLinks(_ name: String) -> String {
        guard let resolved = realpath(name, nil) else { return name }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func folder(of path: String) -> String {
        // In bytes: to Swift, a slash with a combining mark after it is another character.
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
