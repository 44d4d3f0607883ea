import ArgumentParser
import Messages
import VaultCore
import VaultStorage

/// `kho consent acknowledge`: the owner was told that the withdrawal was received.
struct ConsentAcknowledge: ConsentAnswering {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Enter that the owner was told: the withdrawal was received.",
        discussion: "Example:\n  kho consent acknowledge 7d20c4")

    @Argument(help: "The consent's id, or its first six digits or more.") var consent: String
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    var answer: ConsentAnswer { .acknowledge }
}

/// `kho consent extend`: more time for what a withdrawal asks for, once.
struct ConsentExtend: ConsentAnswering {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "Extend the time for a withdrawal, once, by 15 days at most.",
        discussion: "Example:\n  kho consent extend 7d20c4 --days 10")

    @Argument(help: "The consent's id, or its first six digits or more.") var consent: String
    @Option(help: "Days, 1 to 15.") var days: Int
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    var answer: ConsentAnswer { .extend(days: days) }
}

/// `kho consent fulfil`: all that a withdrawal asks for is done.
struct ConsentFulfil: ConsentAnswering {
    static let configuration = CommandConfiguration(
        commandName: "fulfil", abstract: "Enter that all a withdrawal asks for is done.",
        discussion: "Example:\n  kho consent fulfil 7d20c4")

    @Argument(help: "The consent's id, or its first six digits or more.") var consent: String
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    var answer: ConsentAnswer { .fulfil }
}

protocol ConsentAnswering: VaultCommand {
    var consent: String { get }
    var answer: ConsentAnswer { get }
}

extension ConsentAnswering {
    func work(_ console: Console) async throws -> ExitStatus {
        try await opened(.recording) { vault in
            let id = try await consent(consent, in: vault).terms.id
            let committed = try await vault.answer(
                id, answer, uploader: SystemAccount.name, entrance: "command-line")
            try await showDue("CONSENT_ANSWERED", id, committed, in: vault, console)
            return .success
        }
    }
}
