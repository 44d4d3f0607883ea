import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore

/// `kho owner link`: two numbers become one owner's. What is signed under either opens the spaces of both.
struct OwnerLinkCommand: OwnerLinkingCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Enter that two numbers are of one owner.",
        discussion: """
            Example:
              kho owner link CCCD:038093015572 CMND:012345678 --evidence 3fa9c1

            The evidence is a document in the vault, of either owner, that says so. Both owners' documents are listed
            together from then on; none is moved.
            """)

    @Argument(help: "SCHEME:ID, for example CCCD:038093015572.") var owner: String
    @Argument(help: "The other number of the same person or organisation.") var other: String
    @Option(help: "The document that proves it: its id, code, or the first digits of a digest.") var evidence: String
    @Option(help: "Why, for people.") var reason = ""
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus { try await enter(isLinked: true, console) }
}

/// `kho owner unlink`: a link was a mistake.
struct OwnerUnlinkCommand: OwnerLinkingCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink", abstract: "Enter that two linked numbers are two owners'.",
        discussion: "Example:\n  kho owner unlink CCCD:038093015572 HC:B1234567 --evidence 3fa9c1")

    @Argument(help: "SCHEME:ID, for example CCCD:038093015572.") var owner: String
    @Argument(help: "The number that is linked with it.") var other: String
    @Option(help: "The document that proves it: its id, code, or the first digits of a digest.") var evidence: String
    @Option(help: "Why, for people.") var reason = ""
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus { try await enter(isLinked: false, console) }
}

protocol OwnerLinkingCommand: VaultCommand {
    var owner: String { get }
    var other: String { get }
    var evidence: String { get }
    var reason: String { get }
}

extension OwnerLinkingCommand {
    func enter(isLinked: Bool, _ console: Console) async throws -> ExitStatus {
        try await opened(.recording) { vault in
            let committed = try await vault.enter(
                Owner(owner), Owner(other), isLinked: isLinked, evidence: document(evidence, in: vault),
                reason: reason, uploader: SystemAccount.name, entrance: "command-line")
            if console.isJSON {
                console.print([
                    "schema": "kho.owner/1", "owners": [.string(owner), .string(other)], "linked": .bool(isLinked),
                    "index": .integer(Int64(committed.record.index)),
                    "time": .string(committed.record.leaf.time.description),
                ])
            } else {
                console.print(
                    Message(
                        code: isLinked ? "OWNER_LINKED" : "OWNER_UNLINKED", facts: ["owner": owner, "other": other]))
            }
            return .success
        }
    }
}
