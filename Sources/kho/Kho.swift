import ArgumentParser
import Foundation
import Messages

/// All commands. Exit statuses are those of docs/design.md section 8, in place of ArgumentParser's own.
struct Kho: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kho",
        abstract: "A vault for files with digital signatures: verify, keep, prove.",
        discussion: """
            Examples:
              kho verify hop-dong.pdf.p7s              is it good, whose, since when?
              kho sign don.pdf --key toi.p12           sign a file (a PDF: inside)
              kho init --origin kho.example.vn/log     make a vault in ./vault-data
              kho put don.pdf.p7s --owner CCCD:038093015572 --category 7
            """,
        version: "0.1.0",
        subcommands: [
            Verify.self, Sign.self, Trust.self, Init.self, Put.self, List.self, Search.self, Find.self, Show.self,
            Get.self,
            Revalidate.self, History.self, Withdraw.self,
            Certify.self, Expire.self, Cite.self, CodeCommand.self, OwnerCommand.self, ConsentCommand.self,
            ReceiptCommand.self, Copy.self, ManifestCommand.self, RotateCommand.self, Accesses.self,
            EraseCommand.self, WebhookCommand.self, Check.self,
            Serve.self, SyncCommand.self, Login.self, Logout.self, WitnessCommand.self,
        ])

    static func status(_ arguments: [String]) async -> ExitStatus {
        let command: any ParsableCommand
        do {
            command = try parseAsRoot(arguments)
        } catch {
            return explain(parsing: error)
        }
        guard let runnable = command as? any KhoCommand else { return await runPlain(command) }
        do {
            return try await runnable.perform()
        } catch {
            return Console(options: runnable.output).explain(error)
        }
    }

    /// `help`, completions, and commands that only hold others.
    private static func runPlain(_ command: any ParsableCommand) async -> ExitStatus {
        var command = command
        do {
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return .success
        } catch {
            return explain(parsing: error)
        }
    }

    /// A usage line names all options of a command: longer than what `SafeText` shows of foreign text.
    private static let longestLine = 2000

    private static func explain(parsing error: any Error) -> ExitStatus {
        let text = fullMessage(for: error)
        if exitCode(for: error) == .success {
            print(text)
            return .success
        }
        // It repeats what was typed, or what a script took from a file's name.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let safe = lines.map { SafeText.escaped(String($0), limit: longestLine) }.joined(separator: "\n")
        FileHandle.standardError.write(Data((safe + "\n").utf8))
        return .usage
    }
}
