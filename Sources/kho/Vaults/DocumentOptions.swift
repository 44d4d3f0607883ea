import ArgumentParser
import VaultCore

/// What the commands that describe a document share.
struct DocumentOptions: ParsableArguments {
    @Option(help: "The paper's type, as in the national catalogue: KQ.G15.000031.") var type: String?
    @Option(help: "The paper's number and symbol: 12/2026/GKS.") var number: String?
    @Option(help: "Who issued the paper.") var issuer: String?
    @Option(help: "When it was issued: 2026-11-24.") var issued: String?
    @Option(help: "The last day on which it is valid: 2027-11-23.") var validUntil: String?
    @Option(help: "Sensitivity: 1 open, 2 internal (the usual), 3 restricted, 4 confidential.") var sensitivity: Int?

    @Option(help: "What the paper is marked with: mat, toi-mat, tuyet-mat. Secret papers are not taken.")
    var secrecy: String?

    func degree() throws -> Secrecy? {
        try secrecy.map {
            guard let degree = Secrecy(rawValue: $0) else {
                throw VaultError(.detailMalformed, ["field": "--secrecy"])
            }
            return degree
        }
    }

    /// - Throws: `DETAIL_MALFORMED` with the option.
    func details() throws -> DocumentDetails {
        DocumentDetails(
            paperType: type, notation: number, issuer: issuer, issued: try Self.day(issued, "--issued"),
            validUntil: try Self.day(validUntil, "--valid-until"))
    }

    func level() throws -> Sensitivity? {
        try sensitivity.map {
            guard let level = Sensitivity(rawValue: $0) else {
                throw VaultError(.detailMalformed, ["field": "--sensitivity"])
            }
            return level
        }
    }

    /// - Throws: `DETAIL_MALFORMED` with the option.
    static func day(_ text: String?, _ option: String) throws -> DocumentDay? {
        try text.map {
            guard let day = DocumentDay($0) else { throw VaultError(.detailMalformed, ["field": option]) }
            return day
        }
    }
}
