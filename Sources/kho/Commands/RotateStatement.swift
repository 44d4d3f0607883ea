import ArgumentParser
import Messages
import VaultCore
import VaultStorage

/// `kho rotate statement`: writes the sealed statement of compromised log keys once more.
struct RotateStatement: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement", abstract: "Write the sealed statement of compromised log keys once more.",
        discussion: "Example:\n  kho rotate statement -o lo-khoa.json")

    @Option(name: .short, help: "Where to write it; its seal gets a name beside it.") var o: String
    @Flag(help: "Overwrite files that are there.") var force = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard o != "-" else { throw ValidationError("-o wants a file name: there are two files to write.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let path = try vault.folder()
        let rotation = try await VaultRotation.open(path, as: claim())
        defer { rotation.close() }
        let seal = try SealKey.load(vault: path, identity: rotation.identity)
        try CompromiseFiles.write(rotation.identity, sealedBy: seal, to: o, force: force)
        if !console.isJSON { console.print(Message(code: "ROTATION_STATEMENT_WRITTEN", facts: ["file": o])) }
        return .success
    }
}
