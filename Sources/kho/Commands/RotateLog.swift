import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore
import VaultStorage

/// `kho rotate log`: gives the log another key.
struct RotateLog: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Give the vault's log another key.",
        discussion: """
            Examples:
              kho rotate log
              kho rotate log --compromised --last-good 2 -o lo-khoa.json

            Where somebody else may have the old key, --last-good is the last size of the log that was
            certainly yours: what the key signed above it does not count any more.
            """)

    @Flag(help: "Somebody else may have the old key.") var compromised = false
    @Option(help: ArgumentHelp("The last size for which a compromised key counts.", valueName: "size"))
    var lastGood: UInt64?
    @Option(name: .short, help: "Where to write the sealed statement for receivers; its seal gets a name beside it.")
    var o: String?
    @Flag(help: "Overwrite files that are there.") var force = false
    @Flag(help: "Delete the old key instead of keeping it beside the new one.") var discardOldKey = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard compromised == (lastGood != nil) else {
            throw ValidationError("--compromised and --last-good belong together.")
        }
        guard o == nil || compromised else { throw ValidationError("-o wants --compromised: it is its statement.") }
        guard o != "-" else { throw ValidationError("-o wants a file name: there are two files to write.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let path = try vault.folder()
        // Before anything is committed: the statement belongs to what cannot be done twice.
        if let o { try CompromiseFiles.check(o, force: force) }
        let rotation = try await VaultRotation.open(path, as: claim())
        defer { rotation.close() }
        let seal = try SealKey.load(vault: path, identity: rotation.identity)
        let entry = try await rotation.rotateLog(
            lastGood: lastGood, keepsOldKey: !discardOldKey, seal: seal,
            earlier: SealKey.earlier(vault: path, identity: rotation.identity))
        RotationReport(entry: entry).show(console)
        if let o {
            try CompromiseFiles.write(entry.identity, sealedBy: seal, to: o, force: force)
        } else if compromised, !console.isJSON {
            console.print(Message(code: "ROTATION_STATEMENT_NEEDED"))
        }
        return .success
    }
}
