import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import TransparencyLog
import VaultCore
import VaultStorage

/// `kho init`: makes a vault.
struct Init: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a new vault.",
        discussion: """
            Examples:
              kho init --origin kho.example.vn/log
              kho init --origin kho.example.vn/log --seal-key con-dau.p12

            Without a seal of your own a self-signed one is made; whoever relies on the vault pins its fingerprint.
            """)

    @Option(help: "The log's name: a domain and a path that are yours.") var origin: String
    @OptionGroup var seal: NewSealOptions
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let now = Instant.now()
        let new = try seal.make(origin: origin, console.language, now: now)
        let identity = try VaultInitialisation(
            origin: origin, seal: new.seal, sealCertificate: new.entry,
            writeSealKey: { folder in
                try NewKeyFile.write(new.pem, to: folder + "/" + SealKey.fileName)
            }, madeAt: now
        ).make(at: vault.folder())
        report(identity, new.certificate, console)
        return .success
    }

    private func report(_ identity: VaultIdentity, _ seal: Certificate, _ console: Console) {
        if console.isJSON {
            console.print([
                "schema": "kho.init/1", "vault": .string(identity.id), "origin": .string(identity.origin),
                "sealSha256": .string(seal.sha256.hexadecimal),
                "logKeys": JSON(identity.logKeys.map(\.key.text)),
            ])
            return
        }
        console.print(Message(code: "VAULT_MADE", facts: ["folder": vault.path, "origin": identity.origin]))
        console.print("  SHA-256 \(seal.sha256.hexadecimal)")
        console.print(Message(code: "VAULT_MADE.NEXT", facts: ["folder": vault.path]))
    }
}
