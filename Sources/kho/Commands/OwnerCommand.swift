import ArgumentParser

/// `kho owner`: who is who.
struct OwnerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "owner", abstract: "Link the numbers of one person or organisation, and part them again.",
        discussion: """
            Examples:
              kho owner show CCCD:038093015572
              kho owner link CCCD:038093015572 CMND:012345678 --evidence 3fa9c1
            """,
        subcommands: [OwnerShow.self, OwnerLinkCommand.self, OwnerUnlinkCommand.self])
}
