/// Takes `{"bodies":[{…},{…}],"v":1}` apart while it comes in: one body after the other, as the bytes that it has.
///
/// What a body says is for others to read; here it only begins and ends.
struct BodyScanner {
    /// Something else than that form, or a body beyond the limit.
    struct Malformed: Error {}

    private enum Place {
        /// So many bytes of what stands before the first body have come.
        case opening(Int)
        /// Before a body; `isFirst`: there may be none.
        case before(isFirst: Bool)
        case inside
        /// Behind a body.
        case behind
        /// So many bytes of what stands behind the last one.
        case closing(Int)
    }

    private static let opening = Array(#"{"bodies":["#.utf8)
    private static let closing = Array(#"],"v":1}"#.utf8)

    private let limit: Int
    private var place = Place.opening(0)
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// The body that is coming in; the one that was refused, where one was.
    private(set) var text: [UInt8] = []

    /// - Parameter limit: of one body, in bytes.
    init(limit: Int) { self.limit = limit }

    var isComplete: Bool { if case .closing(Self.closing.count) = place { true } else { false } }

    /// - Parameter body: gets each body that ends in this piece.
    /// - Throws: `Malformed`; what `body` throws.
    mutating func take(_ piece: [UInt8], _ body: ([UInt8]) throws -> Void) throws {
        var position = 0
        while position < piece.count {
            let byte = piece[position]
            switch place {
            case .opening(let count):
                guard byte == Self.opening[count] else { throw Malformed() }
                place = count + 1 == Self.opening.count ? .before(isFirst: true) : .opening(count + 1)
                position += 1
            case .before(let isFirst):
                if byte == UInt8(ascii: "{") {
                    place = .inside
                } else {
                    guard isFirst, byte == UInt8(ascii: "]") else { throw Malformed() }
                    place = .closing(1)
                    position += 1
                }
            case .inside:
                let end = self.end(in: piece, from: position)
                guard text.count + (end.position - position) <= limit else { throw Malformed() }
                text += piece[position..<end.position]
                position = end.position
                guard end.isEnd else { return }
                try body(text)
                text.removeAll(keepingCapacity: true)
                place = .behind
            case .behind:
                switch byte {
                case UInt8(ascii: ","): place = .before(isFirst: false)
                case UInt8(ascii: "]"): place = .closing(1)
                default: throw Malformed()
                }
                position += 1
            case .closing(let count):
                guard count < Self.closing.count, byte == Self.closing[count] else { throw Malformed() }
                place = .closing(count + 1)
                position += 1
            }
        }
    }

    /// Behind the brace that ends the body, or the piece's end.
    private mutating func end(in piece: [UInt8], from start: Int) -> (position: Int, isEnd: Bool) {
        piece.withUnsafeBufferPointer { bytes in
            var position = start
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if isInString {
                    if isEscaped {
                        isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        isInString = false
                    }
                } else if byte == UInt8(ascii: "\"") {
                    isInString = true
                } else if byte == UInt8(ascii: "{") {
                    depth += 1
                } else if byte == UInt8(ascii: "}") {
                    depth -= 1
                    if depth == 0 { return (position, true) }
                }
            }
            return (position, false)
        }
    }
}
