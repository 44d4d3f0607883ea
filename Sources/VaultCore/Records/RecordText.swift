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
public enum RecordText {
    private static let header = "kho.record/1"

    public static func bytes(_ record: Record) -> [UInt8] {
        bytes(
            index: record.index, leaf: record.leaf.bytes, shared: record.shared.bytes,
            sharedSalt: record.sharedSalt.bytes, private: record.private.bytes,
            privateSalt: record.privateSalt.bytes)
    }

    /// The same from the stored bytes, without reading them.
    public static func bytes(
        index: UInt64, leaf: [UInt8], shared: [UInt8], sharedSalt: [UInt8], private: [UInt8], privateSalt: [UInt8]
    ) -> [UInt8] {
        let lines: [[UInt8]] = [
            Array(header.utf8), Array(String(index).utf8), leaf, shared, Array(sharedSalt.hexadecimal.utf8),
            `private`, Array(privateSalt.hexadecimal.utf8),
        ]
        return lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    }

    /// Reads such a file; every byte must be as `bytes(_:)` would write it.
    /// - Throws: `PART_MALFORMED` or `LEAF_MALFORMED`.
    public static func record(_ bytes: [UInt8]) throws(VaultError) -> Record {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { [UInt8]($0) }
        guard lines.count == 8, lines[0] == Array(header.utf8), lines[7].isEmpty,
            let index = UInt64(String(decoding: lines[1], as: UTF8.self)), String(index).utf8.elementsEqual(lines[1]),
            let sharedSalt = [UInt8](hexadecimal: lines[4]).flatMap(Salt.init),
            let privateSalt = [UInt8](hexadecimal: lines[6]).flatMap(Salt.init)
        else { throw VaultError(.partMalformed, ["part": "record"]) }
        return Record(
            index: index, leaf: try LogLeaf(bytes: lines[2]), shared: try SharedPart(bytes: lines[3]),
            sharedSalt: sharedSalt, private: try PrivatePart(bytes: lines[5]), privateSalt: privateSalt)
    }
}
