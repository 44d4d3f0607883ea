import PKI
import TestSupport
import Testing
import VaultCore

/// The check of design.md section 6 with stock tools: the command pins the seal, and no other signer passes.
@Suite("Manifests and openssl")
struct ManifestInteroperabilityTests {
    /// The documented command; `-attime`, since the test's certificates live around a fixed time.
    private func openssl(_ sealed: SealedDocument, seal: [UInt8]) throws -> ForeignTool.Result {
        let folder = try TemporaryFolder()
        try folder.write(sealed.bytes, to: "m.json")
        try folder.write(sealed.seal, to: "m.json.p7s")
        try folder.write(Array(PEM.armour(seal, label: "CERTIFICATE").utf8), to: "seal.pem")
        return try ForeignTool.run(
            "openssl",
            [
                "cms", "-verify", "-binary", "-inform", "DER", "-in", "m.json.p7s", "-content", "m.json", "-CAfile",
                "seal.pem", "-partial_chain", "-no-CApath", "-no-CAstore", "-purpose", "any", "-out", "/dev/null",
                "-attime", String(MintedPKI.now.seconds),
            ], in: folder)
    }

    @Test("the documented command accepts the vault's seal and refuses all others")
    func documentedCommand() throws {
        var vault = try MintedManifests()
        try vault.append(2)
        let manifest = try vault.manifest()
        let good = try openssl(vault.sealed(manifest.bytes), seal: vault.sealIdentity.certificate)
        #expect(good.status == 0, "\(good.output)")
        for (name, stranger) in try vault.strangers() {
            let sealed = try vault.sealed(manifest.bytes, by: stranger)
            #expect(try openssl(sealed, seal: vault.sealIdentity.certificate).status != 0, "\(name)")
        }
        let changed = SealedDocument(bytes: manifest.bytes + [0x20], seal: try vault.seal.sign(manifest.bytes))
        #expect(try openssl(changed, seal: vault.sealIdentity.certificate).status != 0)
    }
}
