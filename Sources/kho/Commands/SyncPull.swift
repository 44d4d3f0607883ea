import ArgumentParser

/// `kho sync pull`: brings a replica up to date.
struct SyncPull: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Bring a replica up to date, and verify all of it.",
        discussion: """
            Examples:
              kho sync pull https://kho.example.vn --into ban-sao
              kho sync pull https://kho.example.vn --into ban-sao --content \\
                --client-cert may.pem --client-key may.key
              kho sync pull https://kho.example.vn --into ban-sao \\
                --audience cong-dvc --scope dat-dai --client-cert may.pem --client-key may.key

            It goes on where it was stopped. Exit status: 0 up to date, 21 something contradicts what was pinned or seen
            before (both sides lie in the replica's evidence/), 75 nobody answered.
            """)

    @Argument(help: "The server's address, https:// (http:// on this machine alone).") var url: String
    @OptionGroup var sync: SyncOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let run = try await ReplicaRun.open(sync, url)
        do {
            let report = try await run.pull()
            await run.close()
            console.show(report, schema: "kho.sync-pull/1")
            return .success
        } catch {
            await run.close()
            throw error
        }
    }
}
