/// One line of the catalogue.
struct Entry: Sendable {
    enum Kind: Sendable {
        /// A whole sentence, with its full stop.
        case sentence
        /// A heading, a label or a word inside a sentence.
        case phrase
    }

    let code: MessageCode
    let kind: Kind
    let vi: Template
    let en: Template

    static func sentence(_ code: MessageCode, vi: String, en: String) -> Entry {
        Entry(code: code, kind: .sentence, vi: Template(vi), en: Template(en))
    }

    static func phrase(_ code: MessageCode, vi: String, en: String) -> Entry {
        Entry(code: code, kind: .phrase, vi: Template(vi), en: Template(en))
    }

    func template(in language: Language) -> Template { language == .vi ? vi : en }
}
