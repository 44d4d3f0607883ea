/// Text that is compared as the UTF-8 bytes that it is.
///
/// Swift's `String ==` takes the composed and the decomposed spelling of `ế` for one text; a digest, SQLite and a ZIP
/// do not. Whatever identifies something in a vault is compared this way.
public struct ByteText: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) { self.text = text }

    public var description: String { text }

    public static func == (left: ByteText, right: ByteText) -> Bool {
        left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
    }

    public func hash(into hasher: inout Swift.Hasher) {
        var copy = text
        copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// Whether a text holds a control character (C0, DEL, C1), which no identifier and no name may.
    static func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }
    }
}
