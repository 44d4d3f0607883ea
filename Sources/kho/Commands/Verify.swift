import ArgumentParser
import Messages
import PKI

/// `kho verify`: is this signature good, whose, since when, and what to do next (docs/design.md section 8).
struct Verify: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Validate the signatures of files; needs no vault.",
        discussion: """
            Examples:
              kho verify hop-dong.pdf.p7s                finds hop-dong.pdf beside it
              kho verify chu-ky.p7s --content hop-dong.pdf
              kho verify thu-muc/ --json
              kho verify hop-dong.p7m --at 2026-06-30    as of the end of that day

            Exit status: 0 all valid, 1 proven bad, 3 undecided, 4 no signature, 5 not readable.
            """)

    @Argument(help: "Signed files, or folders of them; - for standard input.") var files: [String]
    @Option(help: "An original that a detached signature covers; may be repeated.") var content: [String] = []
    @Option(help: "The folder of trusted roots (else KHO_TRUST, the vault's, your own, /etc/kho/certs).")
    var trust: String?
    @Option(help: "As if the clock said this: RFC 3339, or a date for its last second.") var at: String?
    @Flag(help: "Open no network connection.") var offline = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if files.isEmpty { throw ValidationError("Name at least one file.") }
        if let at, Instant(at) == nil {
            throw ValidationError("--at takes a time like 2026-06-30T12:00:00Z, or a date.")
        }
    }

    func perform() async throws -> ExitStatus { try request.run() }

    var request: VerificationRequest {
        VerificationRequest(
            files: files, contents: content, trust: trust, at: at, vault: vault.vault, isJSON: output.json,
            language: output.lang)
    }
}
