import Messages
import PKI

extension VerificationRequest {
    /// Reads `verify FILE…` in its plain spelling: each option once, its value as the next word.
    ///
    /// ArgumentParser looks at every option of every command before it reads a word, which takes longer than verifying a
    /// small file. Whatever is not plain is left to it: other spellings, help, and all that is wrong, so that it alone
    /// says what is wrong. A test holds the two to the same reading.
    /// - Returns: nil where ArgumentParser is to read the arguments.
    init?(plain arguments: [String]) {
        guard arguments.first == "verify" else { return nil }
        self.init()
        var words = arguments.dropFirst()
        var seen: [String] = []
        func value() -> String? { words.popFirst().flatMap { Self.isPlain($0) ? $0 : nil } }
        while let word = words.popFirst() {
            guard word.utf8.first == UInt8(ascii: "-") else {
                guard Self.isPlain(word) else { return nil }
                files.append(word)
                continue
            }
            guard word == "--content" || !seen.contains(word) else { return nil }
            seen.append(word)
            switch word {
            // It opens no network connection without it either.
            case "--offline": break
            case "--json": isJSON = true
            case "--content":
                guard let path = value() else { return nil }
                contents.append(path)
            case "--trust":
                guard let path = value() else { return nil }
                trust = path
            case "--vault":
                guard let path = value() else { return nil }
                vault = path
            case "--at":
                guard let time = value(), Instant(time) != nil else { return nil }
                at = time
            case "--lang":
                guard let name = value(), let named = Language(rawValue: name) else { return nil }
                language = named
            default: return nil
            }
        }
        guard !files.isEmpty else { return nil }
    }

    /// A word that can only be a value. What begins with a hyphen may be an option or standard input.
    private static func isPlain(_ word: String) -> Bool { !word.isEmpty && word.utf8.first != UInt8(ascii: "-") }
}
