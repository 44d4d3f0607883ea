/// A file's name as its depositor gave it: one path component, never normalised.
public struct FileName: Hashable, Sendable, CustomStringConvertible {
    /// What ext4, XFS and most others allow for one name.
    static let maximumLength = 255

    private let name: ByteText

    /// - Throws: `FILE_NAME_MALFORMED` for an empty or overlong name, a path, or control characters.
    public init(_ text: String) throws(VaultError) {
        guard (1...Self.maximumLength).contains(text.utf8.count), !text.utf8.contains(UInt8(ascii: "/")),
            text != ".", text != "..", !ByteText.hasControls(text)
        else { throw VaultError(.fileNameMalformed) }
        name = ByteText(text)
    }

    public var text: String { name.text }
    public var description: String { text }
}
