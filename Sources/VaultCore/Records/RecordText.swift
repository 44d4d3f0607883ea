import PKI

/// A record as one text file that a stranger takes apart with `sed` and checks with `sha256sum` (docs/design.md).
///
/// Seven lines, each ended by one newline:
///
///     kho.record/1
///     <index>
///     <leaf>
///     <shared part>
///     <shared salt, 64 hexadecimal digits>
///     <private part>
///     <private salt, 64 hexadecimal digits>
///
/// Canonical JSON has no line break in it (RFC 8785 escapes every control character), so each line is the exact bytes.
/// Of a record that was erased there are five lines; the last two say so, and by which entry:
///
///     kho.record/1
///     <index>
///     <leaf>
///     erased
///     <index of the erasure>
public enum RecordText {
    private static let header = "kho.record/1"
    private static let erasedLine = "erased"

    /// - Parameter record: whole, with its private part.
    public static func bytes(_ record: Record) -> [UInt8] {
        bytes(
            index: record.index, leaf: record.leaf.bytes, shared: record.shared.bytes,
            sharedSalt: record.sharedSalt.bytes, private: record.private.bytes,
            privateSalt: record.privateSalt?.bytes ?? [])
    }

    /// The same from the stored bytes, without reading them.
    public static func bytes(
        index: UInt64, leaf: [UInt8], shared: [UInt8], sharedSalt: [UInt8], private: [UInt8], privateSalt: [UInt8]
    ) -> [UInt8] {
        text([
            Array(header.utf8), Array(String(index).utf8), leaf, shared, Array(sharedSalt.hexadecimal.utf8),
            `private`, Array(privateSalt.hexadecimal.utf8),
        ])
    }

    /// The file of an erased record.
    public static func bytes(index: UInt64, leaf: [UInt8], tombstone: UInt64) -> [UInt8] {
        text([
            Array(header.utf8), Array(String(index).utf8), leaf, Array(erasedLine.utf8),
            Array(String(tombstone).utf8),
        ])
    }

    private static func text(_ lines: [[UInt8]]) -> [UInt8] { lines.flatMap { $0 + [UInt8(ascii: "\n")] } }

    /// Reads such a file; every byte must be as `bytes(_:)` would write it.
    /// - Throws: `PART_MALFORMED` or `LEAF_MALFORMED`.
    public static func entry(_ bytes: [UInt8]) throws(VaultError) -> LogEntry {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { [UInt8]($0) }
        guard lines.count > 2, lines[0] == Array(header.utf8), lines.last?.isEmpty == true,
            let index = number(lines[1])
        else { throw malformed }
        switch lines.count {
        case 6:
            guard lines[3] == Array(erasedLine.utf8), let tombstone = number(lines[4]) else { throw malformed }
            return .erased(ErasedRecord(index: index, leaf: try LogLeaf(bytes: lines[2]), tombstone: tombstone))
        case 8:
            guard let sharedSalt = [UInt8](hexadecimal: lines[4]).flatMap(Salt.init),
                let privateSalt = [UInt8](hexadecimal: lines[6]).flatMap(Salt.init)
            else { throw malformed }
            return .record(
                Record(
                    index: index, leaf: try LogLeaf(bytes: lines[2]), shared: try SharedPart(bytes: lines[3]),
                    sharedSalt: sharedSalt, private: try PrivatePart(bytes: lines[5]), privateSalt: privateSalt))
        default: throw malformed
        }
    }

    private static func number(_ line: [UInt8]) -> UInt64? {
        guard let number = UInt64(String(decoding: line, as: UTF8.self)), String(number).utf8.elementsEqual(line) else {
            return nil
        }
        return number
    }

    private static var malformed: VaultError { VaultError(.partMalformed, ["part": "record"]) }
}
