import TestSupport

@testable import VaultCore

/// Random parts of codes, from few pieces that are often alike: what is a boundary in one list is a piece in another.
struct GeneratedCode: Hashable {
    let scheme: CodeScheme
    let prefix: [String]
    let serial: Int
    let version: Int

    /// Parts that look like each other, like serial numbers and like delimiters.
    private static let pieces = [
        "A", "B", "AB", "1", "01", "001", "V1", "KQ", "KQ1", "000", "00", "H38", "010708", "1.010708",
        "H38-251124-0001", "000.00.00.H38", "A.B", "A.B.C", ".", "A.", ".A", "A..B", "A-B", "-", "A_B", "_", "A/B",
        "-KQ(1)", "A-KQ(1)", "MST:0100000000", "MNS:A-1",
        "(", ")", "12/QĐ-UBND", "STP-SCT", "251124", "G06.01", "1.010708.000.00.00.H38", "000.00.00.H38.A", "đ", "Ế",
    ]
    private static let alphabet = Array("A1.-_/&(").map(String.init) + ["Đ", "ế", "01", "H38", "KQ", "V"]

    init(using random: inout SeededNumbers) {
        let scheme = CodeScheme.allCases[Int.random(in: 0..<CodeScheme.allCases.count, using: &random)]
        self.scheme = scheme
        prefix = scheme.parts.map { _ in
            if Int.random(in: 0..<4, using: &random) > 0 {
                return Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
            }
            let length = Int.random(in: 1...4, using: &random)
            return (0..<length).map { _ in Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &random)] }
                .joined()
        }
        let serials = [1, 2, 9, 10, 99, 100, 1000, 9_999, 100_000, 999_999]
        serial = serials[Int.random(in: 0..<serials.count, using: &random)]
        version = scheme == .docCode ? Int.random(in: 1...12, using: &random) : 1
    }

    /// What kho makes of them; nil where it refuses.
    var minted: MintedCode? {
        guard let series = try? CodeSeries(scheme, prefix: prefix) else { return nil }
        return try? MintedCode(series, serial: serial, version: version)
    }

    /// One good series of a scheme.
    static func series(of scheme: CodeScheme) throws -> CodeSeries {
        let prefix =
            switch scheme {
            case .result: ["H37-251124-0001"]
            case .paper: ["038093015572", "KQ.G15.000031", "12/QĐ-UBND"]
            case .component: ["038093015572", "1.010708", "000.00.00.G09-KQ002269"]
            case .certifiedCopy: ["038093015572", "KQ.G15.000031", "STP-SCT"]
            case .certification: ["MST:0100000000", "01/2026-SCT/BS"]
            case .docCode: ["G06.01", "CV"]
            case .dossier: ["H37", "251124"]
            }
        return try CodeSeries(scheme, prefix: prefix)
    }
}
