/// Something to tell a person: a code and the facts that its sentence names.
///
/// The sentence is made only when it is shown, in the language of whoever reads. Facts are given raw; they are
/// escaped here (`SafeText`), so that no name in a certificate or file can steer a terminal or forge a line.
///
/// For example:
///
///     Message(code: "FILE_NOT_FOUND", facts: ["file": path]).text(in: .en)
///     // There is no file hop-dong.pdf.
public struct Message: Sendable, Hashable {
    public let code: MessageCode
    /// By the names that stand in braces in the catalogue. Times are given as they are to be read.
    public let facts: [String: String]

    public init(code: MessageCode, facts: [String: String] = [:]) {
        self.code = code
        self.facts = facts
    }

    /// The sentence with its facts; the code itself where the catalogue has none, `{name}` where a fact is missing.
    public func text(in language: Language) -> String {
        guard let entry = Catalogue.entry(for: code) else { return SafeText.escaped(code.rawValue) }
        return entry.template(in: language).filled { name in
            facts[name].map { Catalogue.word(for: $0, of: name, in: language) ?? SafeText.escaped($0) }
        }
    }

    /// What to do about it, with the same facts: the catalogue's `<code>.NEXT`, where there is one.
    public var nextStep: Message? {
        let next = MessageCode(code.rawValue + ".NEXT")
        return Catalogue.entry(for: next) == nil ? nil : Message(code: next, facts: facts)
    }
}
