import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore

/// `kho code next`: the next codes of a series.
struct CodeNext: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "Give out the next codes of a series.",
        discussion: """
            Examples:
              kho code next result H37.01-261124-0001
              kho code next doc-code G06.01 CV --count 20
              kho code next paper 038093015572 KQ.G15.000031 12/2026/GKS

            Schemes and their parts: result DOSSIER, paper OWNER TYPE NUMBER,
            component OWNER PROCEDURE COMPONENT, certified-copy OWNER TYPE REGISTER,
            certification AUTHORITY BOOK, doc-code AGENCY TYPE, dossier AGENCY YYMMDD (docs/codes.md).

            --purpose says what they are for, in your words.
            What was given out is entered in the log, and never given out again.
            """)

    @Argument(help: "The scheme: result, paper, component, certified-copy, certification, doc-code or dossier.")
    var scheme: String
    @Argument(help: "The parts of the code before the number.") var parts: [String]
    @Option(help: "How many, up to 1000.") var count = 1
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func claim() throws -> AccessClaim { try vault.access.claim(purposeIsText: true) }

    func work(_ console: Console) async throws -> ExitStatus {
        let series = try CodeSeries(CodeScheme(minted: scheme), prefix: parts)
        return try await opened(.recording) { vault in
            let (allocation, committed) = try await vault.issue(
                series, count: count, purpose: self.vault.access.purpose, uploader: SystemAccount.name,
                entrance: "command-line")
            for minted in try allocation.codes() {
                if console.isJSON {
                    console.print([
                        "schema": "kho.code/1", "code": .string(minted.code.value), "scheme": .string(scheme),
                        "serial": .integer(Int64(minted.serial)), "index": .integer(Int64(committed.record.index)),
                        "time": .string(committed.record.leaf.time.description),
                    ])
                } else {
                    console.print(SafeText.escaped(minted.code.value))
                }
            }
            return .success
        }
    }
}
