import ArgumentParser

/// `kho trust`: which roots are trusted, and for what.
struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "See and change which roots are trusted, and for what.",
        discussion: """
            Examples:
              kho trust add goc-quoc-gia.pem --for signers --fingerprint SHA256
              kho trust add-vault vault.json --fingerprint SHA256
              kho trust update-vault vault.json
              kho trust list
              kho trust remove f04ba4b4
            """,
        subcommands: [
            TrustList.self, TrustAdd.self, TrustAddVault.self, TrustUpdateVault.self, TrustRemove.self, TrustCheck.self,
            TrustSnapshot.self,
        ])
}

/// The folder that the `trust` commands work on.
struct TrustFolderOptions: ParsableArguments {
    @Option(help: "The folder of certificates (else KHO_TRUST, else your own under ~/.config/kho).")
    var trust: String?
}
