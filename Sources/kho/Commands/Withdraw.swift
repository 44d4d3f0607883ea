import ArgumentParser
import CanonicalJSON
import Messages
import VaultCore

/// `kho withdraw`: says in the log that a document is taken back. Nothing is removed.
struct Withdraw: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take a document back: entered in the log, for good.",
        discussion: """
            Example:
              kho withdraw 3fa9c1 --reason "Nộp nhầm"

            The document stays readable for its owner; whoever got it by a manifest is told. To put another in its
            place instead, use kho put --replaces.
            """)

    @Argument(help: "The document's id, code, or the first digits of a digest.") var reference: String
    @Option(help: "Why, for people; subscribers who got the document read it too.") var reason = ""
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        try await opened(.recording) { vault in
            let document = try await document(reference, in: vault)
            try await enter(.withdrawn, of: document, reason: reason, in: vault, console)
            return .success
        }
    }
}
