import ArgumentParser
import Dispatch
import Foundation
import Synchronization
import VaultSync

/// `kho sync watch`: follows a vault until it is stopped.
struct SyncWatch: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Follow a vault: pull again and again, until stopped.",
        discussion: """
            Example:
              kho sync watch https://kho.example.vn --into ban-sao --every 2

            Where the server tells of news (/v1/events), it looks at once; else every few seconds.
            Stops at Ctrl-C or SIGTERM, and with status 21 as soon as something contradicts what was pinned or seen
            before. Where nobody answers, it goes on asking.
            """)

    @Argument(help: "The server's address, https:// (http:// on this machine alone).") var url: String
    @Option(help: "Seconds between two looks, where the server tells of no news.") var every = 5
    @OptionGroup var sync: SyncOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...86_400).contains(every) else { throw ValidationError("--every is a number of seconds.") }
    }

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let run = try await ReplicaRun.open(sync, url)
        let following = Task { [every] in try await Self.follow(run, every: every, console) }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { following.cancel() }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        let end = await following.result
        await run.close()
        if case .failure(let error) = end {
            // What was found false is said also where it was about to stop.
            let isProof = (error as? CommandFailure)?.status == .rollbackOrFork
            guard following.isCancelled, !isProof else { throw error }
        }
        return .success
    }

    private static func follow(_ run: ReplicaRun, every: Int, _ console: Console) async throws {
        let shown = Shown()
        let asking = Asking()
        try await ReplicaWatch(VaultNews(run.source), every: .seconds(every)).run {
            do {
                let report = try await run.pull(asksAgain: asking.isDue())
                // Whoever looks again every few seconds is told what is new alone.
                if shown.isFirst() || report.manifests > 0 || report.files > 0 {
                    console.show(report, schema: "kho.sync-watch/1")
                }
                return report.size
            } catch let failure as CommandFailure where failure.status == .temporary && !Task.isCancelled {
                console.warn(failure.message)
                return nil
            }
        }
    }

    /// Files that were not given are asked for again now and then: whoever may not have them would ask at each look.
    private final class Asking: Sendable {
        private let last = Mutex<ContinuousClock.Instant?>(nil)
        private static let interval = Duration.seconds(600)

        func isDue() -> Bool {
            last.withLock { last in
                if let last, last.duration(to: .now) < Self.interval { return false }
                last = .now
                return true
            }
        }
    }

    private final class Shown: Sendable {
        private let wasAsked = Atomic<Bool>(false)

        func isFirst() -> Bool { !wasAsked.exchange(true, ordering: .relaxed) }
    }
}
