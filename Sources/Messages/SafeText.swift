/// Makes text from files, certificates, names and servers safe to show.
///
/// What could move a cursor, turn the direction of writing, break a line, hide itself or be taken for something else
/// is shown as `\u{202e}`; bytes that are not UTF-8 as `\xff`. A backslash becomes two, so that nobody can write
/// an escape by hand. Vietnamese and every other visible writing passes unchanged.
///
/// Source: Unicode UAX #9 (bidirectional controls), UTR #36 and UTS #39 (invisible and confusable characters).
public enum SafeText {
    /// The longest text shown from a foreign source: two and a half lines of a terminal, enough for any honest
    /// name or path, too short to push a verdict off the screen.
    public static let maximumCharacterCount = 200

    /// Marks that may stand on one letter. Vietnamese needs two, no living orthography more than four; the rest is
    /// "zalgo" that climbs over the neighbouring lines.
    static let maximumMarkCount = 4

    /// Text from anywhere, safe to show on one line.
    /// - Parameter limit: how many characters at most (an escape counts as it is written); what is cut leaves `…`.
    public static func escaped(_ text: String, limit: Int = maximumCharacterCount) -> String {
        var output = SafeTextBuffer(limit: limit)
        for scalar in text.unicodeScalars {
            guard output.append(scalar) else { break }
        }
        return output.text
    }

    /// Bytes that ought to be UTF-8, such as a file name or a string of a certificate, safe to show on one line.
    public static func escaped(bytes: some Sequence<UInt8>, limit: Int = maximumCharacterCount) -> String {
        var output = SafeTextBuffer(limit: limit)
        // A letter with all its marks takes at most this many bytes; what lies behind can never be shown.
        let bytes = Array(bytes.prefix((limit + 1) * 4 * (maximumMarkCount + 1)))
        var index = 0
        while index < bytes.count {
            let length = bytes[index].utf8SequenceLength
            let sequence = bytes[index...].prefix(length)
            if let scalar = String(validating: sequence, as: UTF8.self)?.unicodeScalars.first {
                guard output.append(scalar) else { break }
                index += length
            } else {
                guard output.append(invalid: bytes[index]) else { break }
                index += 1
            }
        }
        return output.text
    }
}

extension UInt8 {
    /// How long the UTF-8 sequence that begins with this byte says it is; 1 where it begins none.
    fileprivate var utf8SequenceLength: Int {
        switch self {
        case 0xc2...0xdf: 2
        case 0xe0...0xef: 3
        case 0xf0...0xf4: 4
        default: 1
        }
    }
}
