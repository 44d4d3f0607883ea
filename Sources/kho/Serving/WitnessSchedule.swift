import Messages
import VaultCore
import VaultStorage

/// Has the newest checkpoint cosigned beside a server, whoever committed it.
///
/// Without the file `witnesses` it only looks, once a second, whether there is one by now.
struct WitnessSchedule: Sendable {
    let folder: String
    let host: VaultHost
    let transport: any WitnessTransport
    let console: Console

    /// Between two rounds: a log that grows faster has its newest state cosigned, and what lies between with it.
    private static let pause = Duration.seconds(1)

    /// Runs until its task is cancelled.
    func run() async {
        let rounds = WitnessRounds(transport: transport) { warn($0) }
        var said: VaultErrorCode?
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    // Who has not answered yet is left out of the next, so that there are never more of them than witnesses.
                    if let round = try await rounds.begin(for: try await host.witnessing()) {
                        group.addTask { await rounds.finish(round) }
                    }
                    said = nil
                } catch let error as VaultError {
                    // Once for each trouble: it is tried again every second.
                    if said != error.code { warn(error) }
                    said = error.code
                } catch {
                    guard !Task.isCancelled else { return }
                    console.warn(CommandFailure(unexpected: error).message)
                }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func warn(_ error: VaultError) { console.warn(CommandFailure(error, vault: folder).message) }
}
