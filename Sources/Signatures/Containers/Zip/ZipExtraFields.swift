/// The extra field of a header (APPNOTE 6.3.3 sections 4.5 and 4.6): the few that change what the others mean.
struct ZipExtraFields {
    /// ZIP64 extended information (0x0001): the numbers that 32 bits do not hold.
    private(set) var wide: [UInt8]?
    /// Info-ZIP's Unicode path (0x7075): a second name.
    private(set) var unicodePath: ArraySlice<UInt8>?

    /// - Throws: `ZIP_MALFORMED` for a field that is there twice or not whole.
    init(_ bytes: ArraySlice<UInt8>) throws(ZipError) {
        var reader = ZipFieldReader(Array(bytes))
        while !reader.isAtEnd {
            let type = try reader.uint16()
            let content = try reader.bytes(Int(try reader.uint16()))
            switch type {
            case 0x0001:
                guard wide == nil else { throw ZipError(.malformed, "two ZIP64 fields") }
                wide = Array(content)
            case 0x7075:
                guard unicodePath == nil, content.count >= 5 else { throw ZipError(.malformed, "Unicode path") }
                unicodePath = content.dropFirst(5)
            default: break
            }
        }
    }

    func wideNumbers() throws(ZipError) -> WideNumbers { WideNumbers(reader: wide.map(ZipFieldReader.init)) }

    /// The ZIP64 numbers in the order in which a header's own fields refer to them.
    struct WideNumbers {
        fileprivate var reader: ZipFieldReader?

        /// The number that a 32-bit field stands for.
        mutating func value(_ field: UInt32) throws(ZipError) -> Int {
            guard field == .max else { return Int(field) }
            guard var reader else { throw ZipError(.malformed, "no ZIP64 field") }
            let value = try reader.int64()
            self.reader = reader
            return value
        }
    }
}
