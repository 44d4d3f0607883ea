import ArgumentParser
import Foundation
import Messages

/// Which vault a command works on: the one behind `--server`, the folder of `--vault`, else `KHO_SERVER`, else `KHO_VAULT`,
/// else `./vault-data`.
struct VaultOptions: ParsableArguments {
    @Option(help: "The vault's folder (else KHO_VAULT, else ./vault-data).") var vault: String?
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var access: AccessOptions

    /// Where a vault is.
    enum Place: Equatable {
        case folder(String)
        case server(String)
    }

    /// - Throws: `VAULT_OR_SERVER` where both were typed.
    func place() throws(CommandFailure) -> Place {
        if vault != nil, remote.server != nil { throw CommandFailure("VAULT_OR_SERVER", status: .usage) }
        if vault == nil, let server = remote.named { return .server(server) }
        return .folder(path)
    }

    /// The folder, for what a server does not do.
    /// - Throws: `NOT_WITH_A_SERVER`, `VAULT_OR_SERVER`.
    func folder() throws(CommandFailure) -> String {
        guard case .folder(let path) = try place() else { throw CommandFailure("NOT_WITH_A_SERVER", status: .usage) }
        return path
    }

    /// What the vault is called where something is said of it.
    var path: String {
        if vault == nil, let server = remote.named { return server }
        return Self.path(vault)
    }

    /// Where the vault is, as the option says it.
    static func path(_ option: String?) -> String {
        option ?? Environment.variables["KHO_VAULT"].flatMap { $0.isEmpty ? nil : $0 } ?? "vault-data"
    }

    /// The path, where a vault is there: `vault.json` makes a folder a vault.
    static func existing(_ path: String) -> String? {
        FileManager.default.fileExists(atPath: path + "/vault.json") ? path : nil
    }
}
