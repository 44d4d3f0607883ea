import CanonicalJSON
import Foundation
import Messages
import PKI
import Signatures
import TestSupport
import Testing

@Suite("Text from files, certificates and names")
struct HostileTextTests {
    /// Clears the screen, claims validity in green, goes back to the line's start, writes from right to left, ends the line
    /// in four ways.
    private static let attack = "\u{1B}[2J\u{1B}[32mVALID\r\nHỢP LỆ\u{202E}\u{2066}\u{2028}\u{85}\u{9B}1m"

    /// Code points that steer a terminal or turn its text around, but for the line feed that kho itself writes.
    private func steering(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
            default: false
            }
        }
    }

    private func expectHarmless(_ run: FinishedProgram, first line: String) {
        for text in [run.output, run.errors] { #expect(steering(text).isEmpty) }
        #expect(run.lines.first == line)
        #expect(!run.lines.dropFirst().contains { $0.hasPrefix("VALID") || $0.hasPrefix("HỢP LỆ") })
    }

    /// A folder of trust with a signer of that name under it.
    private func signer(named name: String, _ desk: Desk) throws -> CAdESSigner {
        let pki = try MintedPKI()
        let now = Instant.now()
        let identity = try pki.signer(
            MintedPKI.citizen(name: name), notBefore: now.adding(seconds: -MintedPKI.day),
            notAfter: now.adding(seconds: MintedPKI.day))
        try desk.folder.write(pki.root.certificate, to: "certs/signers/root.der")
        try desk.folder.write(pki.issuing.certificate, to: "certs/intermediates/issuing.der")
        for (number, list) in try pki.lists(at: now).enumerated() {
            try desk.folder.write(list, to: "certs/crls/\(number).crl")
        }
        return try CAdESSigner(key: identity.key, certificate: identity.certificate, chain: [pki.issuing.certificate])
    }

    @Test("a certificate's name cannot change what the verdict line says", arguments: Language.allCases)
    func certificateName(language: Language) async throws {
        let desk = try await Desk()
        try desk.sign("một trăm", as: "don.txt", by: try signer(named: Self.attack, desk))
        let flags = ["--trust", "certs", "--lang", language.rawValue]
        let good = try await desk.kho(["verify", "don.txt.p7s"] + flags)
        #expect(good.status == 0)
        expectHarmless(good, first: language == .vi ? "HỢP LỆ" : "VALID")
        #expect(good.output.contains(#"\u{1b}[2J"#), "the name is shown, made harmless")

        try desk.folder.write("một nghìn".utf8, to: "don.txt")
        let bad = try await desk.kho(["verify", "don.txt.p7s"] + flags)
        #expect(bad.status == 1)
        expectHarmless(bad, first: language == .vi ? "KHÔNG HỢP LỆ" : "NOT VALID")
        let json = try await desk.kho("verify", "don.txt.p7s", "--json", "--trust", "certs")
        #expect(json.lines.count == 1 && !json.outputBytes.dropLast().contains { $0 < 0x20 })
        #expect(json.objects.first?["indication"]?.string == "TOTAL-FAILED")
    }

    @Test("a file's name cannot either, in whatever becomes of the file")
    func fileName() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let name = Self.attack.replacingOccurrences(of: "/", with: "") + ".txt"
        try await desk.sign("Đơn", as: name)
        expectHarmless(try await desk.kho("verify", name + ".p7s", "--lang", "en"), first: "VALID")
        expectHarmless(try await desk.kho("verify", name, "--lang", "en"), first: "NOT READABLE")
        for arguments in [
            ["verify", name + "x", "--lang", "en"], ["verify", "a", "--content", name + "x"],
            ["get", name, "--lang", "en"], ["show", name], ["list", "--vault", name], ["check", "--since", name + "x"],
            ["sign", name + "x", "--key", name], ["verify", "a", "--trust", name],
            ["trust", "add", name, "--for", "signers"],
            ["put", name + ".p7s", "--owner", DemonstrationKeys.owner, "--category", "7"],
            ["put", name + ".p7s", "--owner", name, "--category", "7"], ["list"], ["list", "--owner", name],
            ["verify", "a", "--at", name], ["list", name], [name],
        ] {
            let run = try await desk.kho(arguments)
            #expect(
                steering(run.output + run.errors).isEmpty,
                "\(arguments.map { SafeText.escaped($0) }): \(SafeText.escaped(run.output + run.errors))")
        }
    }
}
