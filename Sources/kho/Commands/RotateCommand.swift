import ArgumentParser

/// `kho rotate`: puts other keys in the place of the vault's own.
struct RotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Give the vault's log another key, or the vault another seal.",
        discussion: """
            Examples:
              kho rotate log
              kho rotate seal --seal-key con-dau-moi.p12
              kho rotate log --compromised --last-good 2 -o lo-khoa.json

            Receivers take in the new vault.json with `kho trust update-vault`.
            docs/rotation.md tells the whole story.
            """,
        subcommands: [RotateLog.self, RotateSeal.self, RotateStatement.self])
}
