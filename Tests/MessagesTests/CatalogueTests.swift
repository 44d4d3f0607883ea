import CanonicalJSON
import Testing

@testable import Messages

/// Rules that every sentence keeps, so that whoever adds one learns at once what is missing.
@Suite("The catalogue of sentences")
struct CatalogueTests {
    private var entries: [Entry] { Array(Catalogue.topics.joined()) }

    /// Vietnamese entries that rightly have no letter of their own.
    private let withoutDiacritics: Set<MessageCode> = ["HOW_SIGNED"]

    @Test("each code stands once")
    func uniqueCodes() {
        for (code, entries) in Dictionary(grouping: entries, by: \.code) {
            #expect(entries.count == 1, "\(code) stands \(entries.count) times")
        }
    }

    @Test("both languages name the same facts")
    func sameFacts() {
        for entry in entries {
            #expect(Set(entry.vi.placeholders) == Set(entry.en.placeholders), "\(entry.code)")
        }
    }

    @Test("facts are named in letters, and every brace belongs to a fact")
    func wellFormedPlaceholders() {
        for entry in entries {
            for template in [entry.vi, entry.en] {
                #expect(template.placeholders.allSatisfy { $0.contains(/^[a-z][A-Za-z0-9]*$/) }, "\(entry.code)")
                let rest = template.filled { _ in "" }
                #expect(!rest.contains("{") && !rest.contains("}"), "\(entry.code)")
            }
        }
    }

    @Test("sentences begin as sentences and end with a full stop; phrases have none")
    func fullStops() {
        for entry in entries {
            for text in [entry.vi.source, entry.en.source] {
                #expect(text.hasSuffix(".") == (entry.kind == .sentence), "\(entry.code): \(text)")
                #expect(!text.contains("  ") && !text.hasPrefix(" "), "\(entry.code): \(text)")
            }
        }
    }

    @Test("Vietnamese is written in Vietnamese, English in English")
    func languages() {
        let vietnamese = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/.ignoresCase()
        for entry in entries {
            #expect(
                entry.vi.source.contains(vietnamese) != withoutDiacritics.contains(entry.code),
                "\(entry.code): \(entry.vi.source)")
            // CONFIRM_TRUST and its like quote what is to be typed, in their own language.
            #expect(entry.en.source.utf8.allSatisfy { $0 < 0x80 }, "\(entry.code): \(entry.en.source)")
        }
    }

    @Test("sentences are composed (NFC) and hold nothing that would have to be escaped")
    func plainText() {
        for entry in entries {
            for text in [entry.vi.source, entry.en.source] {
                #expect(SafeText.escaped(text, limit: 1000) == text, "\(entry.code)")
                #expect(text.unicodeScalars.allSatisfy { $0.properties.canonicalCombiningClass == .notReordered })
            }
        }
    }

    @Test("a next step belongs to a sentence and names no fact that the sentence lacks")
    func nextSteps() {
        for entry in entries where entry.code.rawValue.hasSuffix(".NEXT") {
            let parent = MessageCode(String(entry.code.rawValue.dropLast(".NEXT".count)))
            #expect(Catalogue.contains(parent), "\(entry.code) follows nothing")
            #expect(Set(entry.vi.placeholders).isSubset(of: Catalogue.facts(of: parent) ?? []), "\(entry.code)")
        }
    }

    @Test("a word for a fact belongs to a fact that some sentence names")
    func factWords() {
        let facts = Set(entries.flatMap(\.vi.placeholders))
        for entry in entries where entry.code.rawValue.hasPrefix("FACT.") {
            let parts = entry.code.rawValue.split(separator: ".")
            #expect(parts.count == 3 && facts.contains(String(parts[1])), "\(entry.code)")
            #expect(entry.kind == .phrase && entry.vi.placeholders.isEmpty, "\(entry.code)")
        }
    }

    @Test("there is a sentence for each reason to refuse JSON", arguments: JSONError.Code.allCases)
    func jsonErrors(code: JSONError.Code) {
        #expect(Catalogue.facts(of: MessageCode(code.rawValue)) == ["offset"])
    }
}
