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
        var parsed: [Certificate] = []
        let location = try TrustLocation(
            option: trust, vault: VaultOptions.existing(VaultOptions.path(vault)), keeping: &parsed)
        for file in location.contents.brokenFiles {
            console.warn(Message(code: "TRUST_FILE_BROKEN", facts: ["file": file]))
        }
        let targets = try VerificationItem.targets(files: files, contents: contents)
        let run = VerificationRun(
            location: location, now: at.flatMap { Instant($0) } ?? .now(), isAsOf: at != nil, console: console)
        return run.run(targets, parsed: parsed) ?? .noSignature
    }
}
