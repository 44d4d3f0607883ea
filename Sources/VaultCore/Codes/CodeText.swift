/// How the parts of a code become one text, and a text of ours its parts again.
///
/// Reading is a function of the text alone, and a series is made only of parts that are read back as they are. So no two
/// lists of parts have one text.
enum CodeText {
    struct Parts: Equatable {
        let prefix: [String]
        let serial: Int
        /// Of the document under the code; 1 where the scheme has none.
        let version: Int
    }

    /// Versions in DocCodes are small; three digits leave room for 999.
    static let greatestVersion = 999

    private static let resultMark = "-KQ("

    static func text(_ scheme: CodeScheme, prefix: [String], serial: Int, version: Int) -> String {
        let number = padded(serial, scheme.minimumDigits)
        return switch scheme {
        case .result: prefix[0] + resultMark + number + ")"
        case .paper, .component, .certifiedCopy, .certification: (prefix + [number]).joined(separator: ".")
        case .docCode: (prefix + [number, "V\(version)"]).joined(separator: "_")
        case .dossier: (prefix + [number]).joined(separator: "-")
        }
    }

    /// - Returns: nil for a text that no series of ours gives.
    static func parts(of text: String, _ scheme: CodeScheme) -> Parts? {
        var prefix: [String]
        let number: String
        var version = 1
        switch scheme {
        case .result:
            let bytes = Array(text.utf8)
            let mark = Array(resultMark.utf8)
            guard bytes.last == UInt8(ascii: ")"), let bracket = bytes.lastIndex(of: UInt8(ascii: "(")),
                bracket + 1 >= mark.count, bytes[(bracket + 1 - mark.count)...bracket].elementsEqual(mark)
            else { return nil }
            prefix = [String(decoding: bytes[..<(bracket + 1 - mark.count)], as: UTF8.self)]
            number = String(decoding: bytes[(bracket + 1)...].dropLast(), as: UTF8.self)
        case .paper, .component, .certifiedCopy:
            let pieces = pieces(of: text, ".")
            guard pieces.count >= 4 else { return nil }
            let middle = pieces[1..<(pieces.count - 1)]
            let split = scheme == .component ? ProcedureCode.length(in: middle) : middle.count - 1
            guard let split, split < middle.count else { return nil }
            prefix = [
                pieces[0], middle.prefix(split).joined(separator: "."), middle.dropFirst(split).joined(separator: "."),
            ]
            number = pieces[pieces.count - 1]
        case .certification:
            let pieces = pieces(of: text, ".")
            guard pieces.count == 3 else { return nil }
            prefix = Array(pieces[..<2])
            number = pieces[2]
        case .docCode:
            let pieces = pieces(of: text, "_")
            guard pieces.count == 4, pieces[3].utf8.first == UInt8(ascii: "V"),
                let read = serial(String(pieces[3].dropFirst()), minimumDigits: 1, upTo: greatestVersion)
            else { return nil }
            prefix = Array(pieces[..<2])
            number = pieces[2]
            version = read
        case .dossier:
            let pieces = pieces(of: text, "-")
            guard pieces.count == 3 else { return nil }
            prefix = Array(pieces[..<2])
            number = pieces[2]
        }
        guard let serial = serial(number, minimumDigits: scheme.minimumDigits, upTo: scheme.greatestSerial) else {
            return nil
        }
        return Parts(prefix: prefix, serial: serial, version: version)
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// A number in its one spelling: padded to the least number of digits, and no further.
    private static func serial(_ text: String, minimumDigits: Int, upTo greatest: Int) -> Int? {
        guard text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains), let number = Int(text),
            (1...greatest).contains(number), text == padded(number, minimumDigits)
        else { return nil }
        return number
    }

    private static func pieces(of text: String, _ separator: Unicode.Scalar) -> [String] {
        text.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
