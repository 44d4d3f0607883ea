import ArgumentParser

/// `kho code`: codes that the vault gives out itself.
struct CodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "Give out document codes, each once, and check them.",
        discussion: """
            Examples:
              kho code next result H37.01-261124-0001
              kho code check G06.01_CV_000021_V1 --scheme doc-code
            """,
        subcommands: [CodeNext.self, CodeCheck.self])
}
