import ArgumentParser

/// `kho witness`: cosigns the checkpoints of other people's logs.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness", abstract: "Cosign the checkpoints of other vaults' logs.",
        discussion: """
            Examples:
              kho witness init nhan-chung.example.vn/w1
              kho witness --log kho.example.vn/log+1f2e3d4c+AQ…

            docs/witness.md tells the whole story.
            """,
        subcommands: [WitnessServe.self, WitnessInit.self], defaultSubcommand: WitnessServe.self)
}

/// Where a witness keeps its key and what it has cosigned.
struct WitnessOptions: ParsableArguments {
    @Option(help: "The witness's folder.") var state = "witness-data"
}
