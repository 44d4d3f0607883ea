import PKI
import TestSupport
import Testing
import VaultCore

/// What docs/verifying.md tells a stranger to do with a bundle, with tools that know nothing of kho.
@Suite("Copy bundles and stock tools")
struct BundleInteroperabilityTests {
    private let bundle: MintedBundle
    private let folder: TestSupport.TemporaryFolder

    init() throws {
        bundle = try MintedBundle()
        folder = try TestSupport.TemporaryFolder()
        try folder.write(bundle.archive, to: "b.asice")
        try folder.write(
            Array(PEM.armour(bundle.sealIdentity.certificate, label: "CERTIFICATE").utf8), to: "seal.pem")
    }

    @Test("unzip unpacks it, its files are listed with the SHA-256 that sha256sum finds, and openssl accepts the seal")
    func stockTools() throws {
        let unpacked = try ForeignTool.run("unzip", ["-q", "b.asice", "-d", "b"], in: folder)
        #expect(unpacked.status == 0, "\(unpacked.output)")
        let script = #"""
            set -e
            cd b
            # one line for each file: its name, percent-encoded, and its SHA-256 in base64
            sed -n 's/.*DataObjectReference URI="\([^"]*\)".*/\1/p' META-INF/ASiCManifest001.xml > ../names
            sed -n 's/.*<ds:DigestValue>\(.*\)<\/ds:DigestValue>.*/\1/p' META-INF/ASiCManifest001.xml > ../sums
            paste -d' ' ../names ../sums | while read -r name sum; do
                file=$(printf '%b' "${name//%/\\x}")
                test "$(sha256sum < "$file" | cut -c 1-64)" = "$(printf %s "$sum" | base64 -d | od -An -v -tx1 | tr -d ' \n')"
                echo "$file"
            done > ../checked
            # nothing else is in it
            { cat ../checked; printf '%s\n' mimetype META-INF/ASiCManifest001.xml META-INF/signature001.p7s; } | LC_ALL=C sort > ../all
            find . -type f | sed 's/^..//' | LC_ALL=C sort | cmp - ../all
            """#
        let checked = try ForeignTool.run("bash", ["-c", script], in: folder)
        #expect(checked.status == 0, "\(checked.output)")
        let list = String(decoding: try folder.read("checked"), as: UTF8.self)
        #expect(list.contains("hợp đồng.pdf\n") && list.contains("receipt.tlog-proof\n"))
        let seal = try ForeignTool.run(
            "openssl",
            [
                "cms", "-verify", "-binary", "-inform", "DER", "-in", "b/META-INF/signature001.p7s", "-content",
                "b/META-INF/ASiCManifest001.xml", "-CAfile", "seal.pem", "-partial_chain", "-no-CApath", "-no-CAstore",
                "-purpose", "any", "-out", "/dev/null", "-attime", String(MintedPKI.now.seconds),
            ], in: folder)
        #expect(seal.status == 0, "\(seal.output)")
    }

    @Test("another seal does not pass the same command")
    func anotherSeal() throws {
        let other = try bundle.pki.signer()
        let manifest = try #require(bundle.members().first { $0.name == "META-INF/ASiCManifest001.xml" }).bytes
        let seal = try CAdESSeal(
            key: other.key, certificate: other.certificate, chain: [bundle.pki.issuing.certificate])
        try folder.write(seal.sign(manifest), to: "other.p7s")
        try folder.write(manifest, to: "m.xml")
        let refused = try ForeignTool.run(
            "openssl",
            [
                "cms", "-verify", "-binary", "-inform", "DER", "-in", "other.p7s", "-content", "m.xml", "-CAfile",
                "seal.pem", "-partial_chain", "-no-CApath", "-no-CAstore", "-purpose", "any", "-out", "/dev/null",
                "-attime", String(MintedPKI.now.seconds),
            ], in: folder)
        #expect(refused.status != 0)
    }

    @Test("the media type is where file managers look for it")
    func mediaType() throws {
        #expect(Array(bundle.archive[38..<69]) == Array("application/vnd.etsi.asic-e+zip".utf8))
    }
}
