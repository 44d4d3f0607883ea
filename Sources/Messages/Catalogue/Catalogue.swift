/// Every sentence that kho says, in both languages, by topic.
///
/// To add one: put an entry into the table of its topic, in both languages, with the same facts in braces. A code that
/// ends in `.NEXT` says what to do about the one before the dot. A phrase `FACT.<fact>.<value>` is the word shown for
/// that value of that fact.
public enum Catalogue {
    static let topics: [[Entry]] = [
        verdict, signature, certificate, revocation, timestamps, policy, trust, files, command, vault, json, words,
        labels, deposits, categories, certifications, documents, owners, consents, documentCodes, references, pdf,
        integrity, access, login, erasure, archives, server, uploads, client, events, witnesses, rotation, manifests,
        replicas, find, bundles, signing, stamps, retrieval, pdfChanges,
    ]

    private static let entries = Dictionary(
        topics.joined().map { ($0.code.rawValue, $0) },
        // A test refuses duplicates; should one ever be shipped, the first stands.
        uniquingKeysWith: { first, _ in first })

    static func entry(for code: MessageCode) -> Entry? { entries[code.rawValue] }

    /// The translated word for a fact whose values are a closed list, such as the reason of a revocation.
    public static func word(for value: String, of fact: String, in language: Language) -> String? {
        entries["FACT.\(fact).\(value)"]?.template(in: language).source
    }

    /// Every code there is, in the order of the tables.
    public static var codes: [MessageCode] { topics.joined().map(\.code) }

    /// Whether there is a sentence for a code.
    public static func contains(_ code: MessageCode) -> Bool { entries[code.rawValue] != nil }

    /// The facts that a code's sentence names; nil where there is no such code.
    public static func facts(of code: MessageCode) -> [String]? { entries[code.rawValue]?.vi.placeholders }
}
