import Testing

@testable import VaultCore

@Suite("Agencies' codes")
struct AgencyCodeTests {
    @Test("both forms are taken, each as what it is, and kept as written")
    func forms() throws {
        for text in ["H37", "G06.01", "G09.20", "H55.242", "H29.13.5", "H26.1.2.3.4"] {
            let code = try AgencyCode(text)
            #expect(code.form == .levels && code.text == text)
        }
        for text in ["000.00.01.H22", "000.00.00.G09", "000.16.44.H38", "000.00.01.K05"] {
            let code = try AgencyCode(text)
            #expect(code.form == .groups && code.text == text)
        }
        #expect(try AgencyCode("000.00.01.H22").parts == ["000", "00", "01", "H22"])
        #expect(try AgencyCode("G06.01").parts == ["G06", "01"])
    }

    @Test("what looks like the same agency in the other form is another code")
    func neverConverted() throws {
        #expect(try AgencyCode("000.00.00.H22") != AgencyCode("H22"))
        #expect(try AgencyCode("G06.01") != AgencyCode("G06.1"))
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "H", "H3", "H377", "h37", "37H", "HH7", "Đ37", "H37.", ".H37", "H37..1", "H37.0001", "H37.a1", "H37 ",
            " H37", "H37\n", "H37.1.2.3.4.5", "H３７", "H37\u{301}", "H37.1\u{301}", "000.00.01", "00.00.01.H22",
            "0000.00.01.H22", "000.00.1.H22", "000.00.01.h22", "000.00.01.H2", "000.00.01.H22.1", "000-00-01-H22",
            "00A.00.01.H22", "000.00.01.22H",
        ])
    func malformed(_ text: String) {
        #expect(throws: VaultError(.agencyCodeMalformed)) { try AgencyCode(text) }
    }
}
