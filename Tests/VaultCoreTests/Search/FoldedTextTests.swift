import Testing
import VaultCore

@Suite("Text as search compares it")
struct FoldedTextTests {
    @Test(
        "case, accents, tone marks and their place do not matter, composed or not",
        arguments: [
            ("ĐĂNG KÝ", "dang ky"), ("Đăng ký", "dang ky"), ("đăng kí", "dang ki"),
            ("hoà", "hoa"), ("hòa", "hoa"), ("Thuỷ", "thuy"), ("Thủy", "thuy"),
            ("Giấy khai sinh", "giay khai sinh"),
            ("e\u{302}\u{301}", "e"), ("\u{1ebf}", "e"), ("e\u{301}\u{302}", "e"),
            ("Nguyễn Văn Ước", "nguyen van uoc"), ("ƯỚC", "uoc"), ("\u{d0}ỒNG", "dong"),
            ("Straße", "straße"), ("Crème brûlée", "creme brulee"),
        ])
    func vietnamese(_ text: String, _ phrase: String) {
        #expect(FoldedText(text).phrase == phrase)
    }

    @Test("every Vietnamese letter, composed and decomposed, is one of 22 plain ones and đ as d")
    func alphabet() {
        let marks = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]
        let vowels = [
            ("a", "a"), ("ă", "a"), ("â", "a"), ("e", "e"), ("ê", "e"), ("i", "i"), ("o", "o"), ("ô", "o"),
            ("ơ", "o"), ("u", "u"), ("ư", "u"), ("y", "y"),
        ]
        for (vowel, plain) in vowels {
            for mark in marks {
                let letter = vowel + mark
                for text in [letter, letter.uppercased(), String(Character(letter))] {
                    #expect(FoldedText(text).words == [plain])
                }
            }
        }
    }

    @Test(
        "words are runs of letters and digits of any script; what only directs the setting is not seen",
        arguments: [
            ("12/2026/GKS", ["12", "2026", "gks"]), ("Hợp-đồng số 01.HĐ", ["hop", "dong", "so", "01", "hd"]),
            ("  …  ", []), ("", []), ("a\u{200b}b\u{ad}c", ["abc"]), ("a\u{a0}b\tc\nd", ["a", "b", "c", "d"]),
            ("Договір №5", ["договір", "5"]), ("東京 都", ["東京", "都"]),
            ("x²", ["x²"]), ("don.pdf", ["don", "pdf"]), ("👍 ok", ["ok"]), ("\u{301}\u{302}", []),
        ])
    func words(_ text: String, _ words: [String]) {
        #expect(FoldedText(text).words == words)
    }

    @Test(
        "what differs by normalisation alone is the same in every script",
        arguments: [
            ("\u{3ae}", "\u{3b7}\u{301}"), ("\u{439}", "\u{438}\u{306}"), ("\u{ac00}", "\u{1100}\u{1161}"),
            ("\u{212b}", "A\u{30a}"),
        ])
    func normalisation(_ one: String, _ other: String) {
        #expect(FoldedText(one) == FoldedText(other))
        #expect(!FoldedText(one).isEmpty)
    }

    @Test("lengths have their bounds, and what is asked is cut as what is kept")
    func bounds() {
        let many = FoldedText(Array(repeating: "một", count: 5000).joined(separator: " "))
        #expect(many.words.count == FoldedText.maximumWords)
        let long = FoldedText(String(repeating: "ấ", count: 100_000))
        #expect(long.words == [String(repeating: "a", count: FoldedText.maximumWordLength)])
        #expect(FoldedText("a" + String(repeating: "\u{301}", count: 20_000) + "b").words == ["ab"])
        #expect(FoldedText(String(repeating: " ", count: 100_000)).isEmpty)
    }

    @Test("a folded text folds to itself")
    func idempotent() {
        for text in ["Giấy khai sinh số 12/2026/GKS", "ẤĐỌ ĸǆ İstanbul ΣΑΣ ﬁ", "가각 東京 Й"] {
            let folded = FoldedText(text)
            #expect(FoldedText(folded.phrase) == folded)
        }
    }

    @Test("terms are words, each once, and phrases where one piece has several")
    func terms() throws {
        let terms = try SearchTerms("Giấy  GIAY 12/2026/GKS hop-dong")
        #expect(terms.words == ["giay", "12", "2026", "gks", "hop", "dong"])
        #expect(terms.phrases == ["12 2026 gks", "hop dong"])
        #expect(throws: VaultError(.detailMalformed, ["field": "WORDS"])) { try SearchTerms(" / … ") }
        #expect(throws: VaultError(.tooManyWords, ["limit": "16"])) {
            try SearchTerms((0...16).map { "w\($0)" }.joined(separator: " "))
        }
        #expect(throws: VaultError(.tooManyWords, ["limit": "16"])) {
            try SearchTerms((0...16).map { "w\($0)" }.joined(separator: "/"))
        }
    }
}
