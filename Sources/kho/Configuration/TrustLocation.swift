import Foundation
import Messages
import PKI
import VaultStorage

/// Which folder of trust a command goes by: `--trust`, else `KHO_TRUST`, else the vault's own, else the user's, else the
/// system's (docs/design.md section 8). Never a folder beside the file: whoever sends a file would send its roots too.
struct TrustLocation: Sendable {
    /// nil where there is no such folder at all.
    let folder: TrustFolder?
    let contents: TrustFolder.Contents

    /// - Parameter parsed: gains the certificates of `contents`, as they were parsed in reading them.
    /// - Throws: `CommandFailure` where a named folder is not there, or the folder cannot be understood.
    init(
        option: String?, vault: String?, environment: [String: String] = Environment.variables,
        keeping parsed: inout [Certificate]
    ) throws {
        folder = try Self.folder(option: option, vault: vault, environment: environment)
        do {
            contents = try folder?.load(keeping: &parsed) ?? .none
        } catch {
            throw CommandFailure(error, folder: folder?.path ?? "")
        }
    }

    /// The folder alone; nil where there is no such folder at all.
    /// - Throws: `CommandFailure` where a named folder is not there.
    static func folder(
        option: String?, vault: String?, environment: [String: String] = Environment.variables
    ) throws(CommandFailure) -> TrustFolder? {
        guard let named = option ?? environment["KHO_TRUST"].flatMap({ $0.isEmpty ? nil : $0 }) else {
            return usual(vault: vault, environment: environment).map(TrustFolder.init).first(where: \.exists)
        }
        let folder = TrustFolder(path: named)
        guard folder.exists else {
            throw CommandFailure("TRUST_FOLDER_MISSING", ["folder": named], status: .inputOutput)
        }
        return folder
    }

    init(option: String?, vault: String?) throws {
        var parsed: [Certificate] = []
        try self.init(option: option, vault: vault, keeping: &parsed)
    }

    /// The folders that are looked at where none is named, in order.
    static func usual(vault: String?, environment: [String: String]) -> [String] {
        var folders: [String] = []
        if let vault { folders.append(FilePath.sibling("certs", of: vault)) }
        folders.append(Self.own(environment: environment))
        folders.append("/etc/kho/certs")
        return folders
    }

    /// The user's own folder: `$XDG_CONFIG_HOME/kho/certs`.
    static func own(environment: [String: String]) -> String {
        let configured = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return (configured ?? (environment["HOME"] ?? "/root") + "/.config") + "/kho/certs"
    }
}

private enum FilePath {
    /// `certs/` stands beside `vault-data/`.
    static func sibling(_ name: String, of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().appending(path: name).path
    }
}
