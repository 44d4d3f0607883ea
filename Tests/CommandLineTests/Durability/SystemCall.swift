/// One system call of a traced program.
struct SystemCall: Sendable, Equatable {
    /// The thread that made it.
    let thread: Int32
    let name: String
    /// As strace writes them: strings in quotes, descriptors with their paths (`15</tmp/x>`).
    let arguments: [String]
    /// What it returned; nil where the process ended before it did.
    let result: Int64?
    /// The lines of the trace at which it began and ended; the same where nothing came between.
    let began: Int
    let ended: Int

    var succeeded: Bool { result.map { $0 >= 0 } ?? false }

    /// The path behind a descriptor argument.
    func path(ofDescriptor index: Int) -> String? {
        guard arguments.indices.contains(index) else { return nil }
        return SystemCall.path(of: arguments[index])
    }

    /// `15</tmp/x>` → `/tmp/x`; a file that lost its name is marked so, and has none.
    static func path(of descriptor: String) -> String? {
        guard let open = descriptor.firstIndex(of: "<"), descriptor.hasSuffix(">") else { return nil }
        return String(descriptor[descriptor.index(after: open)...].dropLast())
    }

    /// A quoted argument, its escapes resolved.
    func string(_ index: Int) -> [UInt8]? {
        guard arguments.indices.contains(index) else { return nil }
        return SystemCall.unquoted(arguments[index])
    }

    /// The bytes of a C string literal as strace writes it; nil where it was cut.
    static func unquoted(_ literal: String) -> [UInt8]? {
        let text = Array(literal.utf8)
        guard text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var position = 1
        while position < text.count - 1 {
            guard text[position] == UInt8(ascii: "\\") else {
                bytes.append(text[position])
                position += 1
                continue
            }
            position += 1
            switch text[position] {
            case UInt8(ascii: "n"): bytes.append(10)
            case UInt8(ascii: "t"): bytes.append(9)
            case UInt8(ascii: "r"): bytes.append(13)
            case UInt8(ascii: "v"): bytes.append(11)
            case UInt8(ascii: "f"): bytes.append(12)
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                var value = 0
                var digits = 0
                while digits < 3, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(text[position]) {
                    value = value * 8 + Int(text[position] - UInt8(ascii: "0"))
                    position += 1
                    digits += 1
                }
                bytes.append(UInt8(truncatingIfNeeded: value))
                continue
            case let other: bytes.append(other)
            }
            position += 1
        }
        return bytes
    }
}
