import PKI

/// One signature line of a note, verified or not.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key that is said to have signed.
    public let name: String
    /// Four bytes that, with the name, say which key and algorithm signed.
    public let keyID: UInt32
    /// The signature itself, without the key ID; its form is the algorithm's.
    public let bytes: [UInt8]

    /// - Returns: nil where the name is no valid key name or the signature is empty.
    public init?(name: String, keyID: UInt32, bytes: [UInt8]) {
        guard KeyName.isValid(name), !bytes.isEmpty else { return nil }
        self.init(unchecked: name, keyID: keyID, bytes: bytes)
    }

    init(unchecked name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// `— <name> <base64 of key ID and signature>`, without the newline.
    public var line: String {
        let id = [24, 16, 8, 0].map { UInt8(keyID >> UInt32($0) & 0xff) }
        return "\u{2014} \(name) \(Base64.encode(id + bytes))"
    }

    /// Parses a line without its newline; nil unless `line` would give the same bytes.
    init?(line: some Collection<UInt8>) {
        let prefix = "\u{2014} ".utf8
        guard line.starts(with: prefix) else { return nil }
        let parts = line.dropFirst(prefix.count).split(
            separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self),
            let held = Base64.decode(parts[1]), held.count > 4
        else { return nil }
        self.init(
            name: name, keyID: held.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }, bytes: Array(held.dropFirst(4)))
    }

    // By bytes, not by canonical equivalence of the name.
    public static func == (left: Self, right: Self) -> Bool { left.line.utf8.elementsEqual(right.line.utf8) }

    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(Array(line.utf8)) }
}
