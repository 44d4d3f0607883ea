import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore
import VaultStorage

/// `kho trust add-vault`: pins a vault's seal and log key, so that its receipts, manifests and copies can be checked.
struct TrustAddVault: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-vault", abstract: "Pin a vault's seal and log key.",
        discussion: "Example:\n  kho trust add-vault vault.json --fingerprint 9f86d081…")

    @Argument(help: "The vault's vault.json; vault.json.p7s must lie beside it.") var file: String
    @Option(help: "The seal's SHA-256 fingerprint from the vault's operator; without it you are asked.")
    var fingerprint: String?
    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var output: OutputOptions

    /// vault.json with its certificates is a few KB.
    static let maximumSize = 1 << 20

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let bytes = try InputFile.bytes(file, limit: Self.maximumSize)
        let seal = try InputFile.bytes(file + ".p7s", limit: Self.maximumSize)
        let identity: VaultIdentity
        let signers: [[UInt8]]
        do {
            identity = try VaultIdentity(bytes: bytes)
            guard identity.isContinuous, identity.hasReadableSeals else { throw VaultError(.identityMalformed) }
            signers = try PinnedSeals().signers(seal, of: bytes, certificates: identity.seals.map(\.der))
        } catch {
            throw CommandFailure("VAULT_IDENTITY_MALFORMED", status: .notReadable)
        }
        // A certificate is no secret: anybody can name the vault's beside his own. What counts is whose seal is on it.
        let fingerprints = signers.map { Digest.sha256(of: $0).hexadecimal }
        if let fingerprint {
            let given = fingerprint.lowercased().filter { $0.isHexDigit }
            guard fingerprints.contains(given) else {
                throw CommandFailure("FINGERPRINT_MISMATCH", ["sha256": fingerprints[0]], status: .usage)
            }
        } else {
            console.errors.write(
                "  \(SafeText.escaped(identity.origin))\n" + fingerprints.map { "  SHA-256 \($0)\n" }.joined())
            guard try Confirmation(language: console.language).ask(Message(code: "CONFIRM_TRUST")) else {
                throw CommandFailure("NOT_CONFIRMED", status: .usage)
            }
        }
        let target = TrustFolder(path: folder.path)
        try target.pin(identity, seal: seal)
        if console.isJSON {
            console.print([
                "schema": "kho.trust-add-vault/1", "vault": .string(identity.id), "origin": .string(identity.origin),
                "seals": JSON(identity.seals.map { Digest.sha256(of: $0.der).hexadecimal }),
            ])
        } else {
            console.print(Message(code: "VAULT_PINNED", facts: ["vault": identity.id, "origin": identity.origin]))
        }
        return .success
    }
}
