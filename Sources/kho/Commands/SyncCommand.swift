import ArgumentParser

/// `kho sync`: verified replicas of other vaults.
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Keep a verified replica of a vault's manifests.",
        discussion: """
            Examples:
              kho sync pull https://kho.example.vn --into ban-sao
              kho sync watch https://kho.example.vn --into ban-sao
              kho sync status ban-sao
              kho sync push https://nhan.example.vn \\
                --client-cert may.pem --client-key may.key

            Everything is verified against the seal and the log key that you pinned (kho trust add-vault); what is
            refused is kept as evidence. docs/sync.md names every refusal.
            """,
        subcommands: [SyncPull.self, SyncWatch.self, SyncStatus.self, SyncPush.self])
}
