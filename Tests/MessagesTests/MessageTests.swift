import Testing

@testable import Messages

@Suite("Messages")
struct MessageTests {
    @Test("a sentence is made in the reader's language, with its facts")
    func rendersFacts() {
        let message = Message(code: "FILE_NOT_FOUND", facts: ["file": "hợp đồng.pdf"])
        #expect(message.text(in: .vi) == "Không có tệp hợp đồng.pdf.")
        #expect(message.text(in: .en) == "There is no file hợp đồng.pdf.")
    }

    @Test("a hostile fact reaches the terminal escaped, and cannot bring in another fact")
    func escapesFacts() {
        let hostile = "\u{1B}[2J{cause}\u{202E}\nHỢP LỆ"
        let message = Message(code: "FILE_NOT_READABLE", facts: ["file": hostile, "cause": "EACCES"])
        #expect(
            message.text(in: .en)
                == #"The file \u{1b}[2J{cause}\u{202e}\u{a}HỢP LỆ cannot be read: you have no permission."#)
    }

    @Test("a fact with a closed list of values is translated, any other value is shown as it is")
    func translatesWords() {
        let facts = ["subject": "CN=A", "time": "2024-05-01 09:00 +07:00", "reason": "keyCompromise"]
        #expect(Message(code: "REVOKED_AFTER_SIGNING", facts: facts).text(in: .vi).contains("(lộ khóa)"))
        #expect(Message(code: "REVOKED_AFTER_SIGNING", facts: facts).text(in: .en).contains("(key compromised)"))
        let other = facts.merging(["reason": "x.y"]) { _, new in new }
        #expect(Message(code: "REVOKED_AFTER_SIGNING", facts: other).text(in: .en).contains("(x.y)"))
    }

    @Test("a missing fact leaves its name to be seen, a superfluous one does no harm")
    func missingFacts() {
        #expect(Message(code: "FILE_EMPTY", facts: ["other": "x"]).text(in: .en) == "The file {file} is empty.")
    }

    @Test("an unknown code is shown as the code")
    func unknownCode() {
        #expect(Message(code: "NO_SUCH_CODE\u{7}").text(in: .vi) == #"NO_SUCH_CODE\u{7}"#)
        #expect(Message(code: "NO_SUCH_CODE").nextStep == nil)
        #expect(!Catalogue.contains("NO_SUCH_CODE"))
    }

    @Test("the next step is found by its code and has the same facts")
    func nextStep() {
        let message = Message(code: "OUTPUT_EXISTS", facts: ["file": "a"])
        #expect(message.nextStep?.code == "OUTPUT_EXISTS.NEXT")
        #expect(message.nextStep?.facts == ["file": "a"])
        #expect(message.nextStep?.nextStep == nil)
    }

    @Test("the verdicts are worded as the contract fixes them")
    func verdicts() {
        for (code, vi, en) in [
            ("TOTAL-PASSED", "HỢP LỆ", "VALID"), ("TOTAL-FAILED", "KHÔNG HỢP LỆ", "NOT VALID"),
            ("INDETERMINATE", "CHƯA ĐỦ CĂN CỨ", "UNDECIDED"),
        ] {
            #expect(Message(code: MessageCode(code)).text(in: .vi) == vi)
            #expect(Message(code: MessageCode(code)).text(in: .en) == en)
        }
    }

    @Test("without anchors, the exact command to add one is named")
    func trustCommand() {
        for language in Language.allCases {
            let next = Message(code: "NO_TRUST_ANCHORS").nextStep?.text(in: language)
            #expect(
                next?.contains(
                    language == .en ? "`kho trust add FILE --for signers`" : "`kho trust add TỆP --for signers`")
                    == true)
        }
    }
}

@Suite("Choice of language")
struct LanguageTests {
    @Test("the option decides before the environment")
    func option() {
        #expect(Language.preferred(option: .en, environment: ["LC_ALL": "vi_VN.UTF-8"]) == .en)
    }

    @Test(
        "of LC_ALL, LC_MESSAGES and LANG the first that is set decides",
        arguments: [
            ([:], .vi), (["LANG": ""], .vi), (["LANG": "vi_VN.UTF-8"], .vi), (["LANG": "VI"], .vi),
            (["LANG": "C.UTF-8"], .en), (["LANG": "POSIX"], .en), (["LANG": "vie"], .en),
            (["LANG": "vi_VN", "LC_MESSAGES": "en_GB"], .en), (["LANG": "en_US", "LC_MESSAGES": "vi_VN"], .vi),
            (["LANG": "en_US", "LC_ALL": "vi_VN", "LC_MESSAGES": "fr"], .vi), (["LANG": "vi", "LC_ALL": ""], .vi),
            (["LC_ALL": "%s\u{1B}"], .en),
        ] as [([String: String], Language)])
    func environment(environment: [String: String], expected: Language) {
        #expect(Language.preferred(option: nil, environment: environment) == expected)
    }
}
