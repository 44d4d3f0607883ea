/// What `strace -f -y` wrote down of a program.
struct SystemCallTrace: Sendable {
    /// In the order in which they ended.
    let calls: [SystemCall]

    /// Every call that can write, name, or sync. A way of writing that is missing here would go unseen: `mmap` is among
    /// them so that a shared mapping is noticed.
    private static let traced = """
        open,openat,openat2,creat,write,writev,pwrite64,pwritev,pwritev2,rename,renameat,renameat2,fsync,fdatasync,sync,syncfs,\
        sync_file_range,msync,mmap,mkdir,mkdirat,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,ftruncate,truncate,\
        fallocate,sendfile,copy_file_range,splice,tee,vmsplice,io_submit,io_uring_enter
        """

    /// Longer than anything that a small deposit writes at once.
    private static let longestString = 1 << 17

    /// Put before a command, writes its trace to `file`.
    static func command(to file: String) -> [String] {
        ["strace", "-f", "-y", "--seccomp-bpf", "-s", "\(longestString)", "-e", "trace=\(traced)", "-o", file]
    }

    init(calls: [SystemCall]) { self.calls = calls }

    /// A line that is none of strace's: what was not understood proves nothing.
    struct NotUnderstood: Error {
        let line: Int
        let text: String
    }

    /// - Throws: `NotUnderstood`.
    init(parsing text: String) throws {
        var calls: [SystemCall] = []
        var unfinished: [Int32: (text: Substring, line: Int)] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2, let thread = Int32(parts[0]) else {
                throw NotUnderstood(line: number, text: String(line.prefix(80)))
            }
            let rest = parts[1].drop { $0 == " " }
            if rest.hasPrefix("+++") || rest.hasPrefix("---") { continue }
            if rest.hasPrefix("<... ") {
                guard let begun = unfinished.removeValue(forKey: thread) else {
                    throw NotUnderstood(line: number, text: String(line.prefix(80)))
                }
                let name = begun.text.prefix { $0 != "(" }
                let resumed = rest.dropFirst("<... \(name) resumed>".count)
                calls.append(
                    try Self.call(begun.text + resumed, thread: thread, began: begun.line, ended: number))
            } else if rest.hasSuffix("<unfinished ...>") {
                unfinished[thread] = (rest.dropLast(" <unfinished ...>".count), number)
            } else {
                calls.append(try Self.call(rest, thread: thread, began: number, ended: number))
            }
        }
        // What never returned may have had an effect: it stands at the end, without a result.
        for (thread, begun) in unfinished.sorted(by: { $0.value.line < $1.value.line }) {
            calls.append(
                try Self.call(begun.text + ") = ?", thread: thread, began: begun.line, ended: .max))
        }
        self.calls = calls
    }

    /// `name(arguments) = result …`
    private static func call(_ text: Substring, thread: Int32, began: Int, ended: Int) throws -> SystemCall {
        let name = text.prefix { $0 != "(" }
        var arguments: [String] = []
        var current: [UInt8] = []
        var isQuoted = false
        var depth = 0
        var bytes = Array(text.utf8.dropFirst(name.utf8.count + 1))[...]
        scan: while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\\") where isQuoted:
                current.append(byte)
                if let next = bytes.popFirst() { current.append(next) }
                continue
            case UInt8(ascii: "\""): isQuoted.toggle()
            case _ where isQuoted: break
            case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "<"): depth += 1
            case UInt8(ascii: ")") where depth == 0: break scan
            case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: ">"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                arguments.append(String(decoding: current, as: UTF8.self))
                current = []
                if bytes.first == UInt8(ascii: " ") { bytes.removeFirst() }
                continue
            default: break
            }
            current.append(byte)
        }
        arguments.append(
            String(decoding: current.reversed().drop { $0 == UInt8(ascii: " ") }.reversed(), as: UTF8.self))
        let result = String(decoding: bytes.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        guard result.hasPrefix("= ") else { throw NotUnderstood(line: began, text: String(text.prefix(80))) }
        let value = result.dropFirst(2).prefix { $0 != " " && $0 != "<" }
        return SystemCall(
            thread: thread, name: String(name), arguments: arguments, result: Int64(value), began: began, ended: ended)
    }

    /// The same without some of its calls, by their places.
    func without(_ places: Set<Int>) -> SystemCallTrace {
        SystemCallTrace(calls: calls.indices.filter { !places.contains($0) }.map { calls[$0] })
    }

    /// The places of the calls that make something durable.
    var syncs: [Int] { calls.indices.filter { ["fsync", "fdatasync", "syncfs"].contains(calls[$0].name) } }
}
