import ArgumentParser
import Messages
import PKI
import VaultCore
import VaultStorage

/// `kho rotate seal`: gives the vault another seal.
struct RotateSeal: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Give the vault another seal; the old one vouches for it.",
        discussion: """
            Examples:
              kho rotate seal
              kho rotate seal --seal-key con-dau-moi.p12 --passphrase-file mat-khau.txt

            Without a seal of your own a self-signed one is made.
            """)

    @OptionGroup var seal: NewSealOptions
    @Flag(help: "Delete the old key instead of keeping it beside the new one.") var discardOldKey = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let path = try vault.folder()
        let rotation = try await VaultRotation.open(path, as: claim())
        defer { rotation.close() }
        let old = try SealKey.load(vault: path, identity: rotation.identity)
        let now = Instant.now()
        let new = try seal.make(origin: rotation.identity.origin, console.language, now: now)
        // Receivers would refuse whatever it seals, and the old one has ended then.
        guard new.certificate.notBefore <= now, now <= new.certificate.notAfter else {
            throw CommandFailure(
                "ROTATION_SEAL_PERIOD",
                [
                    "notBefore": new.certificate.notBefore.description,
                    "notAfter": new.certificate.notAfter.description,
                ], status: .usage)
        }
        let entry = try await rotation.rotateSeal(
            to: new.entry, keyFile: Array(new.pem.utf8), keepsOldKey: !discardOldKey, seals: (old, new.seal),
            earlier: SealKey.earlier(vault: path, identity: rotation.identity))
        RotationReport(entry: entry).show(console)
        return .success
    }
}
