/// Strings compared as the UTF-8 bytes that they are, never by canonical equivalence as `String ==` does.
extension String {
    func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    func precedesInBytes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }

    func hashBytes(into hasher: inout Hasher) {
        var text = self
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // What no UTF-8 text contains, so that two neighbouring strings cannot trade bytes.
        hasher.combine(0xff as UInt8)
    }
}
