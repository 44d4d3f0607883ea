import ArgumentParser

/// `kho consent`: what owners let agencies read, and taking it back.
struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent", abstract: "Consents: draft, grant, list, withdraw, and answer in time.",
        discussion: """
            Examples:
              kho consent list --owner CCCD:038093015572
              kho consent list --due                what is to be done by when

            An owner lets an agency read documents for one purpose and a time: a statement is drafted, the owner signs
            it with kho sign, and it is granted here (docs/consent.md).
            """,
        subcommands: [
            ConsentDraft.self, ConsentGrant.self, ConsentList.self, ConsentShow.self, ConsentWithdraw.self,
            ConsentAcknowledge.self, ConsentExtend.self, ConsentFulfil.self,
        ])
}
