import Foundation
import Testing

@testable import VaultCore

@Suite("Codes that kho makes")
struct MintedCodeTests {
    private let citizen: Owner
    private let day: DossierDay

    init() throws {
        citizen = try Owner("CCCD:038093015572")
        day = try DossierDay("251124")
    }

    private func text(_ series: CodeSeries, _ serial: Int, version: Int = 1) throws -> String {
        let minted = try MintedCode(series, serial: serial, version: version)
        #expect(minted.code.scheme == series.scheme.rawValue)
        #expect(try MintedCode(reading: minted.code) == minted)
        return minted.code.value
    }

    @Test("each scheme writes its codes in the shape that is in use")
    func shapes() throws {
        let dossier = "000.00.01.H29-240115-0001"
        #expect(try text(.results(of: dossier), 1) == "000.00.01.H29-240115-0001-KQ(1)")
        #expect(
            try text(.papers(of: citizen, type: "KQ.G15.000031", number: "12/QĐ-UBND"), 1)
                == "038093015572.KQ.G15.000031.12/QĐ-UBND.01")
        #expect(
            try text(.components(of: citizen, procedure: "1.010708", component: "000.00.00.G09-KQ002269"), 7)
                == "038093015572.1.010708.000.00.00.G09-KQ002269.07")
        #expect(
            try text(
                .components(of: citizen, procedure: "1.011442.000.00.00.H38", component: "000.00.00.G09-KQ002269"), 7)
                == "038093015572.1.011442.000.00.00.H38.000.00.00.G09-KQ002269.07")
        #expect(
            try text(.certifiedCopies(of: citizen, type: "KQ.G15.000031"), 3)
                == "038093015572.KQ.G15.000031.STP-SCT.03")
        #expect(
            try text(.certifiedCopies(of: citizen, type: "KQ.G15.000031", register: "SCT/BS"), 3)
                == "038093015572.KQ.G15.000031.SCT/BS.03")
        #expect(try text(.documents(of: AgencyCode("G06.01"), type: "CV"), 21) == "G06.01_CV_000021_V1")
        #expect(try text(.dossiers(of: AgencyCode("H37.12"), on: day), 42) == "H37.12-251124-0042")
        #expect(try text(.dossiers(of: AgencyCode("000.00.01.H29"), on: day), 1) == "000.00.01.H29-251124-0001")
    }

    @Test("serial numbers are padded as their scheme says, and grow beyond that where it lets them")
    func padding() throws {
        let result = try CodeSeries.results(of: "H37-251124-0001")
        #expect(try text(result, 9).hasSuffix("-KQ(9)") && text(result, 10).hasSuffix("-KQ(10)"))
        let paper = try CodeSeries.papers(of: citizen, type: "A", number: "1")
        for (serial, end) in [(1, ".01"), (99, ".99"), (100, ".100"), (100_000, ".100000")] {
            #expect(try text(paper, serial).hasSuffix(end))
        }
        let document = try CodeSeries.documents(of: AgencyCode("H37"), type: "QD")
        #expect(try text(document, 999_999, version: 12) == "H37_QD_999999_V12")
        #expect(try text(.dossiers(of: AgencyCode("H37"), on: day), 9_999) == "H37-251124-9999")
    }

    @Test("numbers outside of a scheme's are refused, never cut")
    func exhausted() throws {
        for scheme in CodeScheme.allCases {
            let series = try GeneratedCode.series(of: scheme)
            for serial in [Int.min, -1, 0, scheme.greatestSerial + 1, Int.max] {
                #expect(throws: VaultError(.codeSeriesExhausted, ["limit": String(scheme.greatestSerial)])) {
                    try MintedCode(series, serial: serial)
                }
            }
            #expect(try text(series, scheme.greatestSerial).utf8.count <= scheme.maximumLength)
        }
    }

    @Test("only DocCodes have versions")
    func versions() throws {
        for scheme in CodeScheme.allCases {
            let series = try GeneratedCode.series(of: scheme)
            for version in [0, -1, 1000, Int.max] {
                #expect(throws: VaultError.self) { try MintedCode(series, serial: 1, version: version) }
            }
            if scheme != .docCode {
                #expect(throws: VaultError(.codePartMalformed, ["scheme": scheme.rawValue, "codePart": "version"])) {
                    try MintedCode(series, serial: 1, version: 2)
                }
            }
        }
    }

    @Test("a DocCode has 30 characters at most")
    func length() throws {
        let agency = try AgencyCode("000.00.01.H22")
        let series = try CodeSeries.documents(of: agency, type: "ABCDEF")
        #expect(try text(series, 1).utf8.count == 30)
        #expect(throws: VaultError(.codeTooLong, ["limit": "30"])) { try MintedCode(series, serial: 1, version: 10) }
        #expect(throws: VaultError(.codeTooLong, ["limit": "30"])) {
            try CodeSeries.documents(of: agency, type: "ABCDEFG")
        }
    }

    @Test("one number under two schemes is one series: its codes cannot meet")
    func ownersWithOneNumber() throws {
        let business = try Owner("MST:038093015572")
        #expect(
            try CodeSeries.papers(of: citizen, type: "A", number: "1")
                == CodeSeries.papers(of: business, type: "A", number: "1"))
    }

    @Test("capitals and small letters make different series")
    func cases() throws {
        #expect(
            try CodeSeries.papers(of: citizen, type: "A", number: "12/TTr")
                != CodeSeries.papers(of: citizen, type: "A", number: "12/TTR"))
    }

    @Test("letters of Vietnamese in the decomposed spelling are refused, not composed")
    func decomposed() throws {
        let number = "1/ỦY-QĐ"
        _ = try CodeSeries.papers(of: citizen, type: "A", number: number.precomposedStringWithCanonicalMapping)
        #expect(throws: VaultError(.codePartMalformed, ["scheme": "paper", "codePart": "number"])) {
            try CodeSeries.papers(of: citizen, type: "A", number: number.decomposedStringWithCanonicalMapping)
        }
    }

    @Test("codes of a foreign scheme are never read", arguments: ["unspecified", "Paper", "paper-", "STP", "result/1"])
    func foreign(_ scheme: String) throws {
        let code = try DocumentCode("038093015572.A.1.01", scheme: scheme)
        #expect(throws: VaultError(.codeSchemeNotMinted, ["scheme": scheme])) { try MintedCode(reading: code) }
        #expect(code.value == "038093015572.A.1.01")
    }

    @Test(
        "what kho would not have written is not read",
        arguments: [
            ("result", "-KQ(1)"), ("result", "H37-KQ(0)"), ("result", "H37-KQ(01)"), ("result", "H37-KQ()"),
            ("result", "H37-KQ(1"), ("result", "H37-kq(1)"), ("result", "H37KQ(1)"), ("result", "KQ(1)"),
            ("result", "(1)"), ("result", ")"), ("result", "H37-KQ(1)-KQ(1)"), ("result", "H37-KQ(+1)"),
            ("result", "H37-KQ(1000000000)"), ("result", "H37-KQ(99999999999999999999)"), ("result", "H 7-KQ(1)"),
            ("paper", "038093015572.A.01"), ("paper", "038093015572.A.1.1"), ("paper", "038093015572.A.1.001"),
            ("paper", "038093015572.A.1.00"), ("paper", "038093015572.A..01"), ("paper", "038093015572.A.1.٠١"),
            ("paper", "038093015572..1.01"), ("paper", ".A.1.01"), ("paper", "CCCD:1.A.1.01"),
            ("paper", "038093015572.A.1 2.01"), ("paper", "038093015572.A.1.01."), ("paper", "038093015572.A.Ð.01"),
            ("component", "038093015572.10.010708.A.01"), ("component", "038093015572.1.10708.A.01"),
            ("component", "038093015572.1.010708.01"), ("component", "038093015572.1.010708.000.00.00.H38.01"),
            ("doc-code", "G06.01_CV_000021"), ("doc-code", "G06.01_CV_21_V1"), ("doc-code", "G06.01_CV_0000021_V1"),
            ("doc-code", "G06.01_CV_000021_V0"), ("doc-code", "G06.01_CV_000021_V01"),
            ("doc-code", "G06.01_CV_000021_1"), ("doc-code", "G06.01_CV_000000_V1"),
            ("doc-code", "G06.01_C_V_000021_V1"), ("doc-code", "G06.01_cv_000021_V1"),
            ("dossier", "H37-251124-42"), ("dossier", "H37-251124-00042"), ("dossier", "H37-251324-0042"),
            ("dossier", "H37-251124-0000"), ("dossier", "H37-251124-10000"), ("dossier", "-251124-0001"),
        ])
    func notMinted(_ scheme: String, _ text: String) throws {
        let code = try DocumentCode(text, scheme: scheme)
        #expect(throws: VaultError(.codeNotMinted, ["scheme": scheme])) { try MintedCode(reading: code) }
    }
}
