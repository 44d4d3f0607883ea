import Signatures
import Testing

@testable import VaultCore

@Suite("Owners' identifiers")
struct OwnerTests {
    @Test(
        "numbers in the form of their scheme are taken as they are",
        arguments: [
            "CCCD:038093015572", "CMND:038093015", "MST:0102182292", "MST:0102182292-998", "MST:038093015572",
            "HC:C1234567", "HC:A00-12345", "BHXH:0123456789", "MNS:1047665", "TIN:DE123456789", "PID:1", "PPID:X-1",
        ])
    func wellFormed(_ text: String) throws {
        let owner = try Owner(text)
        #expect(owner.description.utf8.elementsEqual(text.utf8))
        #expect(owner.known?.rawValue == owner.scheme)
    }

    @Test(
        "any other spelling is refused, and nothing is put right in silence",
        arguments: [
            "CCCD:03809301557", "CCCD:0380930155722", "CCCD:038093015572 ", "CCCD: 038093015572", "CCCD:03809301557x",
            "CCCD:０３８０９３０１５５７２", "CCCD:03809301557\u{0662}", "CCCD:038093015572\u{301}", "CMND:038093015572",
            "CMND:12345678", "MST:0102182292-", "MST:0102182292-99", "MST:0102182292-9988", "MST:01021822-998",
            "MST:0102182292998", "MST:0102182292_998", "MST:010218229x-998", "MST:0102182292-99x", "MST:010218229",
            "MST:0102182292-001-002", "HC:", "HC:c1234567", "HC:-1", "HC:1-", "HC:Ă1", "HC:A 1", "MNS:1.2", "PID:1:2",
            "HC:ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456",
        ])
    func malformed(_ text: String) {
        do {
            _ = try Owner(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect([.ownerMalformed, .ownerNumberMalformed].contains(error.code))
            #expect(
                !error.facts.values.contains { $0.contains { $0.isNumber } }, "the number is nobody else's business")
        }
    }

    @Test(
        "a scheme that no certificate uses owns nothing",
        arguments: ["XYZ:1", "UID:038093015572", "CCCDX:038093015572", "CN:An"])
    func unknownScheme(_ text: String) {
        #expect(throws: VaultError(.ownerSchemeUnknown)) { try Owner(text) }
    }

    @Test(
        "prefixes are capitals", arguments: ["cccd:038093015572", "Cccd:038093015572", "ＣＣＣＤ:038093015572", ":1", "1"])
    func prefixes(_ text: String) { #expect(throws: VaultError(.ownerMalformed)) { try Owner(text) } }

    @Test("the error names the form that was wanted")
    func form() {
        #expect(throws: VaultError(.ownerNumberMalformed, ["scheme": "CMND", "form": "nine-digits"])) {
            try Owner("CMND:1")
        }
    }

    @Test("what an older record holds is read, whatever forms are asked for today")
    func recorded() throws {
        #expect(try Owner(recorded: "CCCD:1").id == "1")
        #expect(try Owner(recorded: "XYZ:a.b").known == nil)
        #expect(Owner.isRecordable("MST:1") && !Owner.isRecordable("") && !Owner.isRecordable("cccd:1"))
    }

    @Test("a branch is not its head office, and a former number not the present one")
    func different() throws {
        #expect(try Owner("MST:0102182292") != Owner("MST:0102182292-998"))
        #expect(try Owner("MST:038093015572") != Owner("CCCD:038093015572"))
        #expect(try Owner("CCCD:038093015572") == Owner("CCCD:038093015572"))
    }
}
