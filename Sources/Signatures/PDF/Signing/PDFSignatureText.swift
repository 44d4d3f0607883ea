/// A signature dictionary as it is first written: with room for what is known only later.
struct PDFSignatureText {
    let bytes: [UInt8]
    /// The array of `/ByteRange` with its brackets.
    let byteRange: Range<Int>
    /// The hexadecimal string of `/Contents` with its brackets: the gap.
    let contents: Range<Int>

    /// - Parameter room: bytes of DER that `/Contents` takes.
    init(_ dictionary: PDFDictionary, room: Int) {
        var bytes = Array("<<".utf8)
        PDFWriter.writeEntries(of: dictionary, to: &bytes)
        bytes += " /ByteRange ".utf8
        let range = Self.byteRange([0, 0, 0, 0])
        byteRange = bytes.count..<bytes.count + range.count
        bytes += range
        bytes += " /Contents ".utf8
        contents = bytes.count..<bytes.count + 2 * room + 2
        bytes.append(UInt8(ascii: "<"))
        bytes += [UInt8](repeating: UInt8(ascii: "0"), count: 2 * room)
        bytes += "> >>".utf8
        self.bytes = bytes
    }

    /// The array in a fixed width: numbers of any size that a file may have, and spaces.
    static func byteRange(_ numbers: [Int]) -> [UInt8] {
        let text = Array(("[" + numbers.map(String.init).joined(separator: " ")).utf8)
        let width = 1 + 4 * (String(PDFLimits.fileSize).utf8.count + 1)
        return text + [UInt8](repeating: UInt8(ascii: " "), count: width - text.count) + [UInt8(ascii: "]")]
    }
}
