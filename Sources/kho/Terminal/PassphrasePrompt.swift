import Messages

/// Asks for the passphrase or PIN of a key, at the terminal, without showing it.
struct PassphrasePrompt {
    /// Longer than any passphrase that a person types, and what fits in one line of a terminal.
    static let maximumByteCount = 1024

    let language: Language

    /// - Parameter key: the name of the key, as the person gave it.
    /// - Returns: the bytes as typed, possibly none.
    /// - Throws: `NO_TERMINAL`, `PASSPHRASE_TOO_LONG`, `INTERRUPTED`.
    func ask(for key: String) throws(CommandFailure) -> [UInt8] {
        try ask(for: key, at: .open())
    }

    func ask(for key: String, at terminal: ControllingTerminal) throws(CommandFailure) -> [UInt8] {
        let answer = try terminal.withoutEcho { interruption throws(CommandFailure) in
            defer { terminal.write("\n") }
            terminal.write(Message(code: "ASK_PASSPHRASE", facts: ["key": key]).text(in: language))
            return try terminal.readLine(limit: PassphrasePrompt.maximumByteCount, interruption: interruption)
        }
        guard let answer else {
            let limit = String(PassphrasePrompt.maximumByteCount)
            throw CommandFailure("PASSPHRASE_TOO_LONG", ["limit": limit], status: .usage)
        }
        return answer
    }
}
