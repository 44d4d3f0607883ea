import Messages

/// Asks for a yes, to be typed as a word: what is confirmed here cannot be taken back by a slip of the finger.
struct Confirmation {
    /// `có` may be typed composed, decomposed or without its mark, where the keyboard has none.
    private static let agreement: Set<String> = ["yes", "có", "co"]
    private static let maximumByteCount = 64

    let language: Language

    /// - Returns: whether the person agreed; anything but the word itself is a no.
    /// - Throws: `NO_TERMINAL`, `INTERRUPTED`.
    func ask(_ question: Message) throws(CommandFailure) -> Bool {
        try ask(question, at: .open())
    }

    func ask(_ question: Message, at terminal: ControllingTerminal) throws(CommandFailure) -> Bool {
        terminal.write(question.text(in: language))
        guard let line = try terminal.readLine(limit: Confirmation.maximumByteCount),
            let answer = String(validating: line, as: UTF8.self)
        else { return false }
        let word = answer.drop(while: \.isWhitespace).lowercased()
        return Confirmation.agreement.contains(String(word.reversed().drop(while: \.isWhitespace).reversed()))
    }
}
