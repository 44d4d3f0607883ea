import ArgumentParser
import CanonicalJSON
import Messages
import VaultCore

/// `kho erase finish`: takes away what an erasure could not, since a process was cut off or another was reading.
struct EraseFinish: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "finish", abstract: "Take away what an erasure had to leave for the moment.",
        discussion: """
            Example:
              kho erase finish

            Every opening for deposits tries so too. Exit status: 0 nothing is left, 75 somebody still reads an old
            state: try again.
            """)

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        try await opened(.validating(trust: nil)) { vault in
            let isFinished = try await vault.finishErasures()
            if console.isJSON {
                console.print(["schema": "kho.erase/1", "finished": .bool(isFinished)])
            } else {
                console.print(Message(code: isFinished ? "ERASURE_FINISHED" : "ERASURE_UNFINISHED"))
            }
            return isFinished ? .success : .temporary
        }
    }
}
