/// Text on its way to the screen: escapes what must not reach it, and stops at its limit.
struct SafeTextBuffer {
    private var pieces: [String] = []
    private var count = 0
    private var marksOnLetter = SafeText.maximumMarkCount
    private var isCut = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// What was taken, at most `limit` characters; the last is `…` where there was more.
    var text: String { pieces.joined() }

    /// - Returns: false once there is no more room.
    mutating func append(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isMark {
            // A mark stands on the letter before it, which was counted.
            guard marksOnLetter < SafeText.maximumMarkCount else { return append(escape: scalar) }
            marksOnLetter += 1
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
            return true
        }
        if scalar == "\\" { return append(piece: "\\\\") }
        if scalar.isDeceptive { return append(escape: scalar) }
        guard append(piece: String(scalar)) else { return false }
        marksOnLetter = 0
        return true
    }

    /// - Returns: false once there is no more room.
    mutating func append(invalid byte: UInt8) -> Bool {
        append(piece: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
    }

    private mutating func append(escape scalar: Unicode.Scalar) -> Bool {
        append(piece: "\\u{" + String(scalar.value, radix: 16) + "}")
    }

    private mutating func append(piece: String) -> Bool {
        guard !isCut else { return false }
        let length = piece.unicodeScalars.count
        // An escape is shown whole or not at all; marks have nothing to stand on after one.
        marksOnLetter = SafeText.maximumMarkCount
        guard count + length <= limit else {
            cut()
            return false
        }
        pieces.append(piece)
        count += length
        return true
    }

    /// Makes room for the ellipsis.
    private mutating func cut() {
        isCut = true
        while count >= limit, let last = pieces.popLast() { count -= last.length }
        pieces.append("\u{2026}")
        count += 1
    }
}

extension String {
    /// Characters as `SafeTextBuffer` counts them: an escape as it is written, a letter with its marks as one.
    fileprivate var length: Int { unicodeScalars.reduce(0) { $0 + ($1.isMark ? 0 : 1) } }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        // Variation selectors, the grapheme joiner and their like are marks by category, but nothing to see.
        case .nonspacingMark, .enclosingMark: !properties.isDefaultIgnorableCodePoint
        default: false
        }
    }

    /// Whether this would do something else than be seen: controls (C0, C1, DEL), directions, separators of lines,
    /// what is invisible by definition, what has no agreed shape.
    fileprivate var isDeceptive: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }
}
