import Messages
import PKI
import Testing

@testable import VaultCore

@Suite("References to a vault, for others to cite")
struct VaultReferenceTests {
    private let vault = "00112233445566778899aabbccddeeff"
    private let document: DocumentID
    private let digest = Digest.sha256(of: Array("nội dung".utf8))

    init() throws { document = try #require(DocumentID("0f1e2d3c4b5a69788796a5b4c3d2e1f0")) }

    @Test("the line names the vault, the document and, where they are meant, the version and its digest")
    func lines() throws {
        let base = "kho:00112233445566778899aabbccddeeff/0f1e2d3c4b5a69788796a5b4c3d2e1f0"
        #expect(try VaultReference(vault: vault, document: document).text == base)
        #expect(try VaultReference(vault: vault, document: document, version: 12).text == base + "/12")
        let pinned = try VaultReference(vault: vault, document: document, version: 1, pin: digest.hexadecimal)
        #expect(pinned.text == base + "/1/" + digest.hexadecimal)
        #expect(pinned.description == pinned.text)
    }

    @Test("the longest line fits in the bound, and a QR code holds the same line in capitals")
    func qr() throws {
        let longest = try VaultReference(
            vault: vault, document: document, version: 999_999_999, pin: digest.hexadecimal)
        #expect(longest.text.utf8.count == VaultReference.maximumLength)
        #expect(longest.qrPayload == longest.text.uppercased())
        #expect(longest.qrPayload.allSatisfy("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains))
        #expect(try VaultReference(longest.qrPayload) == longest)
    }

    @Test("values that are none are refused")
    func values() throws {
        func refuses(_ make: () throws -> VaultReference) {
            #expect(throws: VaultError(.vaultReferenceMalformed)) { try make() }
        }
        let digits = digest.hexadecimal
        for vault in ["", "00112233445566778899AABBCCDDEEFF", vault + "0", String(vault.dropLast()), "shared"] {
            refuses { try VaultReference(vault: vault, document: document) }
        }
        for version in [Int.min, -1, 0, 1_000_000_000, Int.max] {
            refuses { try VaultReference(vault: vault, document: document, version: version) }
        }
        for pin in ["", String(digits.prefix(15)), digits + "0", digits.uppercased(), "sha256:" + digits, "x" + digits]
        {
            refuses { try VaultReference(vault: vault, document: document, version: 1, pin: pin) }
        }
        refuses { try VaultReference(vault: vault, document: document, pin: digits) }
        #expect(throws: Never.self) {
            try VaultReference(vault: vault, document: document, version: 1, pin: String(digits.prefix(16)))
        }
    }

    @Test(
        "every other line is refused",
        arguments: [
            "", "kho:", "kho:/", "kho://{v}/{d}", "kho:{v}", "kho:{v}/", "kho:{v}0/{d}", "kho:{v}/{d}0", "kho:/{d}",
            "{v}/{d}", "{d}", "khoo:{v}/{d}", "{line}/", "{line}/0", "{line}/01", "{line}/+1", "{line}/-1", "{line}/1/",
            "{line}/1.0", "{line}/١", "{line}/1 ", "{line}/x", "{line}/1000000000", "{line}/99999999999999999999",
            "{line}//{p}", "{line}/1/{p}/", "{line}/1/{p}0", "{line}/1/{p}/2", "{line}/1/9d5ed678fe57bcc",
            "{line}/1/sha256:{p}", "{line}?x", "{line}#1", "{line}@1", " {line}", "{line} ", "{line}\n",
            "\u{feff}{line}", "{line}/1\u{301}", "<{line}>", "{line} {line}", "kho:{v}%2F{d}", "kho:{v}\\{d}",
            "kho:{v}.{d}", "kho：{v}/{d}", "khо:{v}/{d}",
            // Capitals and small letters never mix.
            "Kho:{v}/{d}", "KHO:{v}/{d}", "{LINE}/1/{p}", "kho:{V}/{D}", "kho:{V}/{d}", "kho:{v}/{D}", "{line}/1/{P}",
        ])
    func malformed(_ pattern: String) {
        let line = "kho:\(vault)/\(document)"
        let words = [
            "v": vault, "d": document.text, "p": digest.hexadecimal, "line": line,
        ]
        var text = pattern
        for (word, value) in words {
            text = text.replacing("{\(word)}", with: value)
            text = text.replacing("{\(word.uppercased())}", with: value.uppercased())
        }
        #expect(!text.contains("{"))
        #expect(throws: VaultError(.vaultReferenceMalformed), "\(text)") { try VaultReference(text) }
    }

    @Test("a pin holds for its digest alone")
    func pins() throws {
        let other = Digest.sha256(of: Array("nội dung khác".utf8))
        for length in [16, 40, 64] {
            let reference = try VaultReference(
                vault: vault, document: document, version: 1, pin: String(digest.hexadecimal.prefix(length)))
            #expect(reference.pins(digest) && !reference.pins(other))
        }
        #expect(try VaultReference(vault: vault, document: document, version: 1).pins(other))
    }

    @Test("its sentence says in both languages what it leads to, and holds the line")
    func sentences() throws {
        let now = try VaultReference(vault: vault, document: document)
        let version = try VaultReference(vault: vault, document: document, version: 2)
        let pinned = try VaultReference(vault: vault, document: document, version: 2, pin: digest.hexadecimal)
        for reference in [now, version, pinned] {
            for language in [Language.vi, .en] {
                let text = reference.sentence.text(in: language)
                #expect(text.contains(reference.text) && text.contains(vault) && !text.contains("{"), "\(text)")
            }
            #expect(reference.sentence.text(in: .vi).hasPrefix("Dẫn nguồn từ Kho \(vault)"))
        }
        #expect(Set([now, version, pinned].map { $0.sentence.code }).count == 3)
        #expect(version.sentence.text(in: .vi).contains("phiên bản 2"))
    }
}
