import ArgumentParser

/// `kho erase`: two people take something out of the vault for good.
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erase documents, or all of an owner: one asks, another approves.",
        discussion: """
            Examples:
              kho erase request 3fa9c1 --reason owner-request --key toi.p12
              kho erase approve 7d31e0 --key nguoi-duyet.p12
              kho erase list -o da-xoa.json     for backups that are put back

            What stays are the leaves of the log, so that it verifies, and sealed minutes without the owner's data.
            docs/erasure.md tells what goes and what no vault can call back.
            """,
        subcommands: [
            EraseRequest.self, EraseApprove.self, EraseShow.self, EraseList.self, EraseFinish.self, EraseApply.self,
        ])
}
