import ArgumentParser
import CanonicalJSON
import Messages
import VaultCore

/// `kho code check`: whether a code is in the form of its scheme. No vault is needed.
struct CodeCheck: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the form of a code.",
        discussion: "Example:\n  kho code check G06.01_CV_000021_V1 --scheme doc-code")

    @Argument(help: "The code.") var code: String
    @Option(help: "Its scheme: result, paper, component, certified-copy, doc-code or dossier.") var scheme: String
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        do {
            let minted = try MintedCode(reading: DocumentCode(code, scheme: scheme))
            let parts = zip(minted.series.scheme.parts, minted.series.prefix)
            if console.isJSON {
                var object: JSON.Object = [
                    "schema": "kho.code/1", "code": .string(code), "scheme": .string(scheme),
                    "serial": .integer(Int64(minted.serial)),
                ]
                object["parts"] = JSON.Object(parts.map { (key: $0.rawValue, value: JSON.string($1)) }).map {
                    .object($0)
                }
                console.print(.object(object))
            } else {
                console.print(Message(code: "CODE_IN_FORM", facts: ["scheme": scheme]))
                for (part, text) in parts {
                    console.print(
                        "  " + console.word(for: part.rawValue, of: "codePart") + ": " + SafeText.escaped(text))
                }
                console.print("  " + console.text("CODE_SERIAL", ["serial": String(minted.serial)]))
            }
            return .success
        } catch {
            throw CommandFailure(error, vault: "")
        }
    }
}
