/// Reads what `ValueEncoder` of CQPDF writes (ValueEncoder.hh names the form).
struct PDFValueDecoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    static func object(_ bytes: UnsafeBufferPointer<UInt8>) -> PDFObject {
        var decoder = PDFValueDecoder(bytes)
        guard bytes.first == UInt8(ascii: "S") else { return PDFObject(decoder.value()) }
        decoder.place = 1
        return PDFObject(decoder.value(), isStream: true)
    }

    /// The encoder is of this house: what it writes is whole.
    mutating func value() -> PDFValue {
        let tag = bytes[place]
        place += 1
        switch tag {
        case UInt8(ascii: "t"): return .boolean(true)
        case UInt8(ascii: "f"): return .boolean(false)
        case UInt8(ascii: "i"): return .integer(Int(number(Int64.self)))
        case UInt8(ascii: "r"): return .real(text())
        case UInt8(ascii: "/"): return .name(PDFName(text()))
        case UInt8(ascii: "s"): return .string(text())
        case UInt8(ascii: "R"):
            let object = Int(number(Int32.self))
            return .reference(PDFReference(object, Int(number(Int32.self))))
        case UInt8(ascii: "["):
            let count = Int(number(UInt32.self))
            return .array((0..<count).map { _ in value() })
        case UInt8(ascii: "<"):
            let count = Int(number(UInt32.self))
            var entries: [PDFName: PDFValue] = [:]
            entries.reserveCapacity(count)
            for _ in 0..<count {
                let key = PDFName(text())
                entries[key] = value()
            }
            return .dictionary(PDFDictionary(entries))
        default: return .null
        }
    }

    private mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
        let raw = UnsafeRawBufferPointer(bytes)
        let value = raw.loadUnaligned(fromByteOffset: place, as: type)
        place += MemoryLayout<Number>.size
        return Number(littleEndian: value)
    }

    private mutating func text() -> [UInt8] {
        let count = Int(number(UInt32.self))
        defer { place += count }
        return Array(bytes[place..<place + count])
    }
}
