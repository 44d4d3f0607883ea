import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import VaultCore

/// `kho erase apply`: erases again what a sealed list names, in a folder that was put back from a backup.
struct EraseApply: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Erase again, in a folder that was put back, what the list names.",
        discussion: """
            Example:
              kho erase apply da-xoa.json

            The list is one that kho erase list -o wrote, with its .p7s beside it: sealed by this very vault.
            """)

    @Argument(help: "The list; its seal lies beside it under the same name with .p7s.") var list: String
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    /// A seal with its chain is some KB.
    private static let maximumSeal = 1 << 20

    func work(_ console: Console) async throws -> ExitStatus {
        let erasures = try ErasureList(bytes: InputFile.bytes(list, limit: ErasureList.maximumByteCount))
        let signature = try InputFile.bytes(list + ".p7s", limit: Self.maximumSeal)
        return try await opened(.validating(trust: nil)) { vault in
            let applications = try await vault.applyErasures(
                erasures, seal: signature, uploader: SystemAccount.name, entrance: "command-line")
            var statuses: [ExitStatus] = []
            for application in applications {
                switch application.result {
                case .erased(let outcome): statuses.append(show(outcome, console))
                case .nothingThere: statuses.append(.success)
                case .refused(let error):
                    let failure = CommandFailure(error, vault: self.vault.path)
                    if console.isJSON {
                        console.print([
                            "schema": "kho.erase/1", "erasure": .string(application.entry.id.text),
                            "status": "refused", "error": failure.message.json,
                        ])
                    } else {
                        console.warn(failure.message)
                    }
                    statuses.append(failure.status)
                }
            }
            let done = applications.count { if case .erased = $0.result { true } else { false } }
            if !console.isJSON {
                console.print(
                    Message(
                        code: "ERASURES_APPLIED",
                        facts: ["count": String(done), "entries": String(applications.count)]))
            }
            return ExitStatus.worst(of: statuses) ?? .success
        }
    }
}
