import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultStorage

/// `kho trust remove`: ends the trust in a root from now on, or with `--compromised` for all time.
struct TrustRemove: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Stop trusting a root; what is proven to be older stays good.",
        discussion: """
            Examples:
              kho trust remove f04ba4b4                  files signed before stay good
              kho trust remove f04ba4b4 --compromised    nothing signed under it does
            """)

    @Argument(help: "The fingerprint, or its first digits (8 or more).") var fingerprint: String
    @Option(name: .customLong("for"), help: "Only for this purpose.") var purpose: String?
    @Flag(help: "The root's key was compromised.") var compromised = false
    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var output: OutputOptions

    /// Fewer digits are too easy to mistype.
    static let minimumDigits = 8

    func validate() throws {
        guard fingerprint.count >= Self.minimumDigits, fingerprint.allSatisfy(\.isHexDigit) else {
            throw ValidationError("Give the fingerprint, or at least its first \(Self.minimumDigits) digits.")
        }
    }

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let (target, contents) = try folder.load()
        let matching = contents.files.filter {
            $0.anchor.sha256.hexadecimal.hasPrefix(fingerprint.lowercased())
                && (purpose == nil || $0.anchor.purpose.rawValue == purpose)
        }
        guard let first = matching.first else {
            throw CommandFailure("TRUST_NOT_THERE", ["reference": fingerprint], status: .noSuchDocument)
        }
        guard matching.allSatisfy({ $0.anchor.sha256 == first.anchor.sha256 }) else {
            throw CommandFailure("TRUST_AMBIGUOUS", ["reference": fingerprint], status: .usage)
        }
        let now = Instant.now()
        for entry in matching {
            if compromised { try target.remove(entry) } else { try target.end(entry.anchor, at: now) }
        }
        let sha256 = first.anchor.sha256.hexadecimal
        if console.isJSON {
            console.print([
                "schema": "kho.trust-remove/1", "sha256": .string(sha256), "compromised": .bool(compromised),
            ])
        } else {
            console.print(
                Message(
                    code: compromised ? "TRUST_REMOVED" : "TRUST_ENDED",
                    facts: ["sha256": sha256, "until": now.localText]))
        }
        return .success
    }
}
