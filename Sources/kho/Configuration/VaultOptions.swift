import ArgumentParser
import Foundation

/// Which vault a command works on: `--vault`, else `KHO_VAULT`, else `./vault-data`.
struct VaultOptions: ParsableArguments {
    @Option(help: "The vault's folder (else KHO_VAULT, else ./vault-data).") var vault: String?
    @OptionGroup var access: AccessOptions

    var path: String { Self.path(vault) }

    /// Where the vault is, as the option says it.
    static func path(_ option: String?) -> String {
        option ?? Environment.variables["KHO_VAULT"].flatMap { $0.isEmpty ? nil : $0 } ?? "vault-data"
    }

    /// The path, where a vault is there: `vault.json` makes a folder a vault.
    static func existing(_ path: String) -> String? {
        FileManager.default.fileExists(atPath: path + "/vault.json") ? path : nil
    }
}
