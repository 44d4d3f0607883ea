import Messages
import PKI
import VaultStorage

/// What `kho verify` was asked to do, whoever read the arguments.
struct VerificationRequest: Hashable, Sendable {
    /// Signed files, or folders of them.
    var files: [String] = []
    /// Originals that were named.
    var contents: [String] = []
    var trust: String?
    /// A time that `Instant` reads.
    var at: String?
    var vault: String?
    var isJSON = false
    var language: Language?

    func run() throws -> ExitStatus {
        let console = Console(language: language, isJSON: isJSON)
        let location = try TrustLocation(option: trust, vault: VaultOptions.existing(VaultOptions.path(vault)))
        for file in location.contents.brokenFiles {
            console.warn(Message(code: "TRUST_FILE_BROKEN", facts: ["file": file]))
        }
        let verification = FileVerification(
            location: location, now: at.flatMap { Instant($0) } ?? .now(), isAsOf: at != nil, console: console)
        var statuses: [ExitStatus] = []
        for item in try VerificationItem.items(files: files, contents: contents) {
            statuses.append(verification.verify(item))
        }
        return ExitStatus.worst(of: statuses) ?? .noSignature
    }
}
