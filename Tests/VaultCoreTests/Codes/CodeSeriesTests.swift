import Testing

@testable import VaultCore

@Suite("What a serial number counts within")
struct CodeSeriesTests {
    @Test("schemes have stable names")
    func names() {
        #expect(
            CodeScheme.allCases.map(\.rawValue)
                == ["result", "paper", "component", "certified-copy", "certification", "doc-code", "dossier"])
        #expect(CodeScheme(rawValue: DocumentCode.unspecifiedScheme) == nil)
    }

    @Test("parts that are missing or too many are refused, and the error names the part and not its text")
    func count() throws {
        for scheme in CodeScheme.allCases {
            let prefix = try GeneratedCode.series(of: scheme).prefix
            for index in prefix.indices {
                #expect(
                    throws: VaultError(
                        .codePartMalformed, ["scheme": scheme.rawValue, "codePart": scheme.parts[index].rawValue])
                ) { try CodeSeries(scheme, prefix: Array(prefix[..<index])) }
            }
            #expect(throws: VaultError.self) { try CodeSeries(scheme, prefix: prefix + ["A"]) }
        }
    }

    @Test("no part may be empty, overlong, or hold a blank, a control, a bracket or a look-alike of its delimiter")
    func alphabet() throws {
        let alien = [
            "", " ", "A B", "A\n", "A\u{0}", "A(1)", "A\u{301}", "A\u{200b}", "A．B", "A‑B", "A＿B", "Ð", "Ɖ", "А",
            "\u{212b}", "A,B", "A:B", "A\"", "A\\B", "A%B", "A@B", "A#B", "🄰", String(repeating: "A", count: 65),
        ]
        for scheme in CodeScheme.allCases {
            let good = try GeneratedCode.series(of: scheme).prefix
            for index in good.indices {
                for text in alien {
                    var prefix = good
                    prefix[index] = text
                    #expect(throws: VaultError.self, "\(scheme) \(text)") { try CodeSeries(scheme, prefix: prefix) }
                }
            }
        }
    }

    @Test("a delimiter in a part is refused where the code could be read in two ways")
    func delimiters() throws {
        let owner = try Owner("CCCD:038093015572")
        // 038093015572.A.B.C.01: one reading only, with the dots in the type.
        #expect(try CodeSeries.papers(of: owner, type: "A.B", number: "C").prefix[1] == "A.B")
        #expect(throws: VaultError.self) { try CodeSeries.papers(of: owner, type: "A", number: "B.C") }
        #expect(throws: VaultError.self) { try CodeSeries.papers(of: owner, type: "A.", number: "C") }
        #expect(throws: VaultError.self) { try CodeSeries.papers(of: owner, type: "A..B", number: "C") }
        #expect(throws: VaultError.self) { try CodeSeries.papers(of: owner, type: ".A", number: "C") }
        // A national procedure with a component that begins as the agency of a provincial one.
        #expect(throws: VaultError(.codePartMalformed, ["scheme": "component", "codePart": "component"])) {
            try CodeSeries.components(of: owner, procedure: "1.010708", component: "000.00.00.H38.TP1")
        }
        #expect(
            try CodeSeries.components(of: owner, procedure: "1.010708.000.00.00.H38", component: "TP1").prefix[2]
                == "TP1")
        #expect(throws: VaultError.self) {
            try CodeSeries.components(of: owner, procedure: "1.010708", component: "000.00.00.H38")
        }
        #expect(throws: VaultError.self) { try CodeSeries.documents(of: AgencyCode("G06"), type: "C_V") }
        #expect(throws: VaultError.self) { try CodeSeries.results(of: "H37-KQ(1)") }
    }

    @Test("an owner whose number has another form than numbers have gets no code")
    func owners() throws {
        for number in ["1.2", "a1", "1 2", "-1", "Đ1"] {
            #expect(throws: VaultError(.codePartMalformed, ["scheme": "paper", "codePart": "owner"])) {
                try CodeSeries(.paper, prefix: [number, "A", "1"])
            }
        }
        #expect(
            try CodeSeries.papers(of: Owner("MST:0102182292-998"), type: "A", number: "1").prefix[0] == "0102182292-998"
        )
    }
}
