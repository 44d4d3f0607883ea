/// How an object stream lays out its objects (ISO 32000-2 clause 7.5.7). Some readers go by an object's number, others by
/// its place in the list, and some read on past where the next object begins: only where all of it fits together do they
/// find the same.
struct PDFObjectStreamLayout {
    /// The numbers of its objects, in the order of their indices.
    let numbers: [Int]

    /// - Parameter data: of the stream, unpacked.
    /// - Returns: nil where the list is not what the dictionary says, names a number twice, or where one object does not
    ///   end before the next begins.
    init?(_ dictionary: PDFDictionary, data: [UInt8]) {
        guard let count = dictionary["N"]?.integer, let first = dictionary["First"]?.integer,
            (0...data.count).contains(count), (0...data.count).contains(first)
        else { return nil }
        let list = data[..<first].split(whereSeparator: Self.isWhite).map { word in
            word.allSatisfy(Self.isDigit) ? Int(String(decoding: word, as: UTF8.self)) : nil
        }
        let values = list.compactMap { $0 }
        guard values.count == list.count, values.count == 2 * count else { return nil }
        let numbers = stride(from: 0, to: values.count, by: 2).map { values[$0] }
        let offsets = stride(from: 1, to: values.count, by: 2).map { values[$0] }
        guard Set(numbers).count == count, offsets.allSatisfy({ $0 < data.count - first }) else { return nil }
        self.numbers = numbers
        let fits = data.withUnsafeBytes { bytes in
            offsets.indices.allSatisfy { index in
                let end = index + 1 < count ? first + offsets[index + 1] : data.count
                return Self.holdsOneValue(bytes, first + offsets[index], end)
            }
        }
        guard fits else { return nil }
    }

    /// Whether a piece holds one value, as far as its brackets tell, and white space.
    private static func holdsOneValue(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
        guard start < end else { return false }
        var depth = 0
        var hasEnded = false
        var place = start
        while place < end {
            let byte = bytes[place]
            place += 1
            if isWhite(byte) {
                continue
            }
            guard !hasEnded else { return false }
            switch byte {
            case UInt8(ascii: "("):
                guard let after = endOfString(bytes, place, end) else { return false }
                place = after
            case UInt8(ascii: "<") where place < end && bytes[place] == UInt8(ascii: "<"):
                place += 1
                depth += 1
            case UInt8(ascii: "<"):
                while place < end, bytes[place] != UInt8(ascii: ">") { place += 1 }
                guard place < end else { return false }
                place += 1
            case UInt8(ascii: ">"):
                guard place < end, bytes[place] == UInt8(ascii: ">") else { return false }
                place += 1
                depth -= 1
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            // Nobody writes comments here, and what one hides from one reader another may see.
            case UInt8(ascii: ")"), UInt8(ascii: "%"): return false
            default:
                while place < end, !isWhite(bytes[place]), !isDelimiter(bytes[place]) { place += 1 }
                // A word goes on where nothing parts it from what comes next.
                if depth == 0, place == end, end < bytes.count, !isDelimiter(bytes[end]) { return false }
            }
            guard depth >= 0 else { return false }
            hasEnded = depth == 0
        }
        return hasEnded
    }

    /// - Returns: the place after a literal string whose bracket stands before `start`.
    private static func endOfString(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int? {
        var open = 1
        var place = start
        while place < end {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"): open -= 1
            default: break
            }
            place += 1
            if open == 0 { return place }
        }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isWhite(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20: true
        default: false
        }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool { "()<>[]{}/%".utf8.contains(byte) }
}
