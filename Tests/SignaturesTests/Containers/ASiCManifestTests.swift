import PKI
import Signatures
import Testing

@Suite("ASiC manifests")
struct ASiCManifestTests {
    private static let manifest = ASiCManifest(
        signatureName: "META-INF/signature001.p7s",
        objects: [
            .init(name: "hợp đồng & <1>.pdf", mediaType: "application/pdf", digest: .sha256(of: [UInt8(1)])),
            .init(name: "evidence/a b%20.crl", mediaType: "a/b; c=\"d\"", digest: .sha256(of: [UInt8(2)])),
        ])

    @Test("what is written reads back the same")
    func roundTrip() throws {
        #expect(try ASiCManifest(parsing: Self.manifest.bytes) == Self.manifest)
        let empty = ASiCManifest(signatureName: "a", objects: [])
        #expect(try ASiCManifest(parsing: empty.bytes) == empty)
    }

    private func changed(_ old: String, _ new: String) -> [UInt8] {
        let text = String(decoding: Self.manifest.bytes, as: UTF8.self)
        #expect(text.contains(old))
        return Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
    }

    @Test(
        "white space between elements is allowed, and nothing else that is not expected",
        arguments: [
            ("?>", "?><!DOCTYPE a>"),
            ("?>", "?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"),
            ("</asic:ASiCManifest>", "<!-- comment --></asic:ASiCManifest>"),
            ("</asic:ASiCManifest>", "<?target data?></asic:ASiCManifest>"),
            ("</asic:ASiCManifest>", "</asic:ASiCManifest><a/>"),
            ("</asic:ASiCManifest>", "<asic:Other/></asic:ASiCManifest>"),
            ("application/pdf", "application/&x;pdf"),
            ("application/pdf", "application/&#x41;pdf"),
            ("application/pdf\"", "application/pdf\" Rootfile=\"true\""),
            ("xmlenc#sha256", "xmlenc#sha512"),
            ("2001/04/xmlenc#sha256", "2000/09/xmldsig#sha1"),
            ("02918/v1.2.1#", "02918/v1.1.1#"),
            ("%20", " "),
            ("%E1", "%e1"),
            ("<ds:DigestValue>", "<ds:DigestValue> "),
            ("UTF-8", "UTF-16"),
            ("asic:SigReference URI", "asic:SigReference  MimeType"),
        ])
    func strict(_ old: String, _ new: String) throws {
        #expect(throws: ASiCManifestError.self) { try ASiCManifest(parsing: changed(old, new)) }
        let spaced = changed("<asic:DataObjectReference", "\n\t <asic:DataObjectReference")
        #expect(try ASiCManifest(parsing: spaced) == Self.manifest)
    }

    @Test("every truncation is refused")
    func truncated() {
        let bytes = Self.manifest.bytes
        for count in 0..<(bytes.count - 1) {
            #expect(throws: ASiCManifestError.self) { try ASiCManifest(parsing: Array(bytes[..<count])) }
        }
    }
}
