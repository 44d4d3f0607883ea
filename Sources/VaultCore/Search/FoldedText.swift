import Foundation

/// A text as search compares it: its words, without case, accents and tone marks, `đ` as `d`.
///
/// `ĐĂNG KÝ`, `Đăng ký` and `dang ky` are the same, and so are `hoà` and `hòa`, composed or not. A word is a run of
/// letters and digits of any script; `12/2026/GKS` has the words `12`, `2026` and `gks`, which stand next to each other.
///
/// For example:
///
///     FoldedText("Giấy khai sinh số 12/2026/GKS").phrase   // giay khai sinh so 12 2026 gks
public struct FoldedText: Hashable, Sendable {
    /// Beyond this a text is no name that somebody reads, and every word is a row of the catalogue.
    public static let maximumWords = 128
    /// Longer words are cut, in what is kept and in what is asked alike (Unicode scalars; the longest words and numbers
    /// in use have half as many).
    public static let maximumWordLength = 40

    /// In the order of the text, repeated where it repeats them.
    public let words: [String]

    public init(_ text: String) {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in Self.decomposed(text) {
            switch Part(scalar) {
            case .ofWord(let folded): if word.count < Self.maximumWordLength { word.append(folded) }
            case .unseen: break
            case .between:
                guard !word.isEmpty else { continue }
                words.append(String(word))
                word.removeAll()
            }
            if words.count == Self.maximumWords { break }
        }
        if !word.isEmpty, words.count < Self.maximumWords { words.append(String(word)) }
        self.words = words
    }

    /// The words with one space between two.
    public var phrase: String { words.joined(separator: " ") }

    public var isEmpty: Bool { words.isEmpty }

    /// In small letters, each mark behind its letter (NFD).
    private static func decomposed(_ text: String) -> String.UnicodeScalarView {
        let small = text.lowercased()
        return small.utf8.allSatisfy { $0 < 0x80 }
            ? small.unicodeScalars : small.decomposedStringWithCanonicalMapping.unicodeScalars
    }

    private enum Part {
        case ofWord(Unicode.Scalar)
        /// Accents, tone marks, and what only directs how a text is set.
        case unseen
        case between

        init(_ scalar: Unicode.Scalar) {
            // The letter đ has no decomposition; ð is what old fonts and careless converters left in its place.
            if scalar == "đ" || scalar == "ð" {
                self = .ofWord("d")
                return
            }
            switch scalar.properties.generalCategory {
            case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .spacingMark:
                self = .ofWord(scalar)
            case .nonspacingMark, .enclosingMark, .format: self = .unseen
            default: self = .between
            }
        }
    }
}
