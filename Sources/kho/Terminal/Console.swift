import CanonicalJSON
import Foundation
import Messages

/// Where a command speaks: results to standard output, everything else to standard error.
struct Console: Sendable {
    let language: Language
    let isJSON: Bool
    private(set) var output: Terminal
    let errors: Terminal

    init(options: OutputOptions) { self.init(language: options.lang, isJSON: options.json) }

    /// - Parameter language: nil for what the environment says.
    init(
        language: Language?, isJSON: Bool, environment: [String: String] = Environment.variables
    ) {
        self.language = .preferred(option: language, environment: environment)
        self.isJSON = isJSON
        output = .standardOutput(environment: environment)
        errors = .standardError(environment: environment)
    }

    /// The same, with results going where they wait for their turn.
    func collecting(in text: CollectedText) -> Console {
        var console = self
        console.output.collected = text
        return console
    }

    /// Prints a line of a result.
    func print(_ line: String) { output.write(line + "\n") }

    func print(_ message: Message) { print(message.text(in: language)) }

    func print(_ object: JSON) { print(object.text) }

    /// The words of a code, in the console's language.
    func text(_ code: MessageCode, _ facts: [String: String] = [:]) -> String {
        Message(code: code, facts: facts).text(in: language)
    }

    /// The word for a value of a closed list; the value itself where the catalogue has none.
    func word(for value: String, of fact: String) -> String {
        Catalogue.word(for: value, of: fact, in: language) ?? SafeText.escaped(value)
    }

    /// A sentence on standard error, with what to do next.
    func warn(_ message: Message) {
        var text = message.text(in: language) + "\n"
        if let next = message.nextStep { text += next.text(in: language) + "\n" }
        errors.write(text)
    }

    /// Why the command could not do its work.
    func show(_ failure: CommandFailure) {
        if isJSON { print(["schema": "kho.error/1", "error": failure.message.json] as JSON) }
        warn(failure.message)
    }

    /// Why the command could not do its work, whatever it was.
    /// - Returns: what the program ends with.
    func explain(_ error: any Error) -> ExitStatus {
        let failure = CommandFailure(unexpected: error)
        show(failure)
        return failure.status
    }

    /// Bold and coloured where the terminal can.
    func emphasised(_ text: String, _ colour: Colour) -> String {
        output.allowsColour ? "\u{1b}[1;\(colour.rawValue)m\(text)\u{1b}[0m" : text
    }

    enum Colour: Int {
        case red = 31
        case green = 32
        case yellow = 33
    }
}

extension Message {
    /// A code with its sentence in both languages, as `--json` carries it.
    var json: JSON {
        ["code": .string(code.rawValue), "vi": .string(text(in: .vi)), "en": .string(text(in: .en))]
    }
}
