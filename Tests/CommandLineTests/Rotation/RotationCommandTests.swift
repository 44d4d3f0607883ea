import CanonicalJSON
import Foundation
import Glibc
import PKI
import Signatures
import TestSupport
import Testing
import TransparencyLog

@Suite("kho rotate")
struct RotationCommandTests {
    private func identity(_ desk: Desk) throws -> JSON {
        try JSON(parsing: desk.folder.bytes("vault-data/vault.json"))
    }

    private func logKeys(_ desk: Desk) throws -> Int { try identity(desk)["logKeys"]?.array?.count ?? 0 }

    @Test(
        "twelve kills at random moments: each time the vault has the old key or the new one, checks clean and goes on")
    func kills() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.deposit("Đơn", as: "don.txt")
        var moment = KillMoment()
        var interrupted = 0
        var changed = 0
        // Fewer than keys that a vault may have.
        for attempt in 0..<50 where interrupted < 12 {
            let before = try logKeys(desk)
            let program = try RunningProgram(
                [BuiltProgram.kho, "rotate", "log"], in: desk.folder.path, environment: desk.environment)
            let run = await moment.kill(program)
            guard run.end == .signal(SIGKILL) else { continue }
            interrupted += 1
            if attempt.isMultiple(of: 2) {
                let check = try await desk.kho("check", "--json")
                #expect(check.status == 0, "after kill \(interrupted): \(check.output)")
            }
            try await desk.deposit("Đơn \(attempt)", as: "don-\(attempt).txt")
            let after = try logKeys(desk)
            #expect([before, before + 1].contains(after))
            changed += after - before
        }
        #expect(interrupted == 12)
        let check = try await desk.kho("check", "--json")
        #expect(check.status == 0 && check.objects.first?["unfinishedRotation"]?.bool == false, "\(check.output)")
        let keys = desk.folder.entries(below: "vault-data/keys")
        #expect(!keys.contains { $0.hasSuffix(".next") }, "\(keys), \(changed) changed")
    }

    @Test("while a server runs: it goes on with the new keys, and receivers take them in from what it serves")
    func served() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let first = try await desk.deposit("Đơn một", as: "mot.txt")
        let seal = try #require(try identity(desk)["seals"]?.array?.first?["certificate"]?.string)
        let der = Array(try #require(Data(base64Encoded: seal)))
        let pinned = try await desk.kho(
            "trust", "add-vault", "vault-data/vault.json", "--trust", "pins", "--fingerprint",
            Digest.sha256(of: der).hexadecimal)
        #expect(pinned.status == 0, "\(pinned.errors)")
        #expect(try await desk.kho("receipt", first, "-o", "mot.zip").status == 0)
        let server = try await ServeProcess(desk)
        let client = try await server.client()
        #expect(try await desk.kho(["login"], environment: client).status == 0)

        for what in ["seal", "log"] {
            let run = try await desk.kho("rotate", what, "--json")
            #expect(run.status == 0 && run.objects.first?["what"]?.string == what, "\(run.output)\(run.errors)")
            try await fetch(["vault.json", "vault.json.p7s", "checkpoint"], from: server.url, desk)
            #expect(try desk.folder.bytes("vault.json") == desk.folder.bytes("vault-data/vault.json"))
            let update = try await desk.kho("trust", "update-vault", "vault.json", "--trust", "pins", "--json")
            #expect(
                update.status == 0 && update.objects.first?["changed"]?.bool == true, "\(update.output)\(update.errors)"
            )
        }
        let note = try SignedNote(parsing: desk.folder.bytes("checkpoint"))
        #expect(note.signatures.count == 2 && note.text.contains("\n3\n"))
        // Through the server, as from before.
        try desk.sign("Đơn hai", as: "hai.txt", by: try await DemonstrationKeys.signer())
        let put = try await desk.kho(Desk.put("hai.txt.p7s"), environment: client)
        #expect(put.status == 0, "\(put.output)\(put.errors)")
        let second = try #require(put.objects.first?["document"]?.string)
        #expect(try await desk.kho(["receipt", second, "-o", "hai.zip"], environment: client).status == 0)
        for name in ["mot.zip", "hai.zip"] {
            let verified = try await desk.kho("verify", name, "--trust", "pins", "--json")
            #expect(verified.status == 0, "\(name): \(verified.output)\(verified.errors)")
        }
        #expect(await server.stop().status == 0)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("a client that pinned the vault goes on with the new keys, and after a compromise is told what to run first")
    func pinnedClient() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.deposit("Đơn một", as: "mot.txt")
        let made = try #require(try identity(desk)["seals"]?.array?.first?["certificate"]?.string)
        let der = Array(try #require(Data(base64Encoded: made)))
        try await desk.kho(
            "trust", "add-vault", "vault-data/vault.json", "--trust", "pins", "--fingerprint",
            Digest.sha256(of: der).hexadecimal)
        let server = try await ServeProcess(desk)
        let client = try await server.client().merging(["KHO_TRUST": desk.folder.file("pins")]) { $1 }
        #expect(try await desk.kho(["login"], environment: client).status == 0)
        let list = ["list", "--owner", DemonstrationKeys.owner]
        for what in ["seal", "log"] {
            #expect(try await desk.kho("rotate", what).status == 0)
            let listed = try await desk.kho(list, environment: client)
            #expect(listed.status == 0, "\(what): \(listed.output)\(listed.errors)")
        }
        let compromised = try await desk.kho("rotate", "log", "--compromised", "--last-good", "3", "-o", "s.json")
        #expect(compromised.status == 0, "\(compromised.output)\(compromised.errors)")
        let refused = try await desk.kho(list, environment: client)
        #expect(
            refused.status == 21 && refused.errors.contains("`kho trust update-vault vault.json`"), "\(refused.errors)")
        try await fetch(["vault.json", "vault.json.p7s"], from: server.url, desk)
        let update = ["trust", "update-vault", "vault.json", "--trust", "pins"]
        #expect(try await desk.kho(update).status == 6)
        let taken = try await desk.kho(update + ["--statement", "s.json"])
        #expect(taken.status == 0, "\(taken.output)\(taken.errors)")
        let listed = try await desk.kho(list, environment: client)
        #expect(listed.status == 0, "\(listed.output)\(listed.errors)")
        #expect(await server.stop().status == 0)
    }

    @Test("the key of a seal that has ended, put back in its place, seals nothing")
    func endedSeal() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.deposit("Đơn một", as: "mot.txt")
        #expect(try await desk.kho("rotate", "seal").status == 0)
        let present = try desk.folder.bytes("vault-data/keys/seal.key")
        let retired = try #require(desk.folder.entries(below: "vault-data/keys").first { $0.hasPrefix("seal-") })
        try desk.folder.write(try desk.folder.bytes("vault-data/keys/\(retired)"), to: "vault-data/keys/seal.key")
        for command in [["manifest"], ["rotate", "log"]] {
            let run = try await desk.kho(command)
            #expect(run.status != 0, "\(run.output)\(run.errors)")
        }
        #expect(!desk.folder.exists("vault-data/manifests/all/head.json"))
        try desk.folder.write(present, to: "vault-data/keys/seal.key")
        #expect(try await desk.kho("manifest").status == 0)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("a certificate that has expired, or does not count yet, is no vault's next seal")
    func periods() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let before = try desk.folder.bytes("vault-data/vault.json")
        let key = try PrivateKey.generate(.p256)
        try desk.folder.write(Array(key.pem.utf8), to: "dau.key")
        for days in [Int64(-2), 1] {
            let begin = Instant.now().adding(seconds: days * 86_400)
            let certificate = try IssuingAuthority.selfSigned(
                .signer([.init(.commonName, "Kho")], notBefore: begin, notAfter: begin.adding(seconds: 43_200)),
                key: key
            ).certificate
            try desk.folder.write(Array(PEM.armour(certificate, label: "CERTIFICATE").utf8), to: "dau.pem")
            let run = try await desk.kho("rotate", "seal", "--seal-key", "dau.key", "--seal-cert", "dau.pem", "--json")
            #expect(run.status != 0 && run.codes == ["ROTATION_SEAL_PERIOD"], "\(run.output)\(run.errors)")
        }
        #expect(try desk.folder.bytes("vault-data/vault.json") == before)
    }

    @Test("a vault.json that names the seal of the fingerprint and is sealed by another is not pinned")
    func namedSeal() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let seal = try #require(try identity(desk)["seals"]?.array?.first)
        let certificate = try #require(seal["certificate"]?.string)
        let der = Array(try #require(Data(base64Encoded: certificate)))
        let key = try PrivateKey.generate(.p256)
        let now = Instant.now()
        let thief = try IssuingAuthority.selfSigned(
            .signer(
                [.init(.commonName, "Kho")], notBefore: now.adding(seconds: -86_400),
                notAfter: now.adding(seconds: 86_400)), key: key
        ).certificate
        let real = String(decoding: seal.canonicalBytes, as: UTF8.self)
        let own = real.replacing(certificate, with: Data(thief).base64EncodedString())
        let forged = Array(
            try desk.folder.text("vault-data/vault.json").replacing(real, with: "\(own),\(real)").utf8)
        try desk.folder.write(forged, to: "gia/vault.json")
        let signature = try CAdESSigner(key: key, certificate: thief).detached(
            MemorySource(forged), signingTime: now)
        try desk.folder.write(signature, to: "gia/vault.json.p7s")
        let run = try await desk.kho(
            "trust", "add-vault", "gia/vault.json", "--trust", "pins", "--fingerprint",
            Digest.sha256(of: der).hexadecimal, "--json")
        #expect(run.status != 0 && run.codes == ["FINGERPRINT_MISMATCH"], "\(run.output)\(run.errors)")
        #expect(!desk.folder.exists("pins/vaults"))
    }

    private func fetch(_ names: [String], from url: String, _ desk: Desk) async throws {
        for name in names {
            let got = try await RunningProgram.run(
                ["curl", "--silent", "--fail", "--noproxy", "*", "-o", name, "\(url)/\(name)"], in: desk.folder.path)
            #expect(got.status == 0, "\(name)")
        }
    }

    @Test(
        "a compromised key: receivers take the statement in by hand, and what it signed above the last good size is bad"
    )
    func compromise() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let document = try await desk.deposit("Đơn một", as: "mot.txt")
        try await desk.deposit("Đơn hai", as: "hai.txt")
        let made = try #require(try identity(desk)["seals"]?.array?.first?["certificate"]?.string)
        let der = Array(try #require(Data(base64Encoded: made)))
        try await desk.kho(
            "trust", "add-vault", "vault-data/vault.json", "--trust", "pins", "--fingerprint",
            Digest.sha256(of: der).hexadecimal)
        #expect(try await desk.kho("receipt", document, "-o", "truoc.zip").status == 0)
        #expect(try await desk.kho("verify", "truoc.zip", "--trust", "pins").status == 0)
        #expect(try await desk.kho("rotate", "statement", "-o", "s.json").status == 6)
        #expect(try await desk.kho("rotate", "log", "--compromised").status == 2)
        #expect(try await desk.kho("rotate", "log", "--compromised", "--last-good", "9").status == 2)
        // Where the statement has no place, nothing is changed.
        try desk.folder.write(Array("mine".utf8), to: "mine.json.p7s")
        let refused = try await desk.kho("rotate", "log", "--compromised", "--last-good", "1", "-o", "mine.json")
        #expect(try refused.status != 0 && logKeys(desk) == 1, "\(refused.output)\(refused.errors)")
        let run = try await desk.kho("rotate", "log", "--compromised", "--last-good", "1", "-o", "s.json")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let update = ["trust", "update-vault", "vault-data/vault.json", "--trust", "pins"]
        #expect(try await desk.kho(update).status == 6)
        #expect(try await desk.kho("rotate", "statement", "-o", "again.json").status == 0)
        for name in ["s.json", "again.json"] {
            let taken = try await desk.kho(update + ["--statement", name])
            #expect(taken.status == 0, "\(taken.output)\(taken.errors)")
        }
        #expect(try await desk.kho("verify", "truoc.zip", "--trust", "pins").status == 1)
        #expect(try await desk.kho("receipt", document, "-o", "sau.zip").status == 0)
        #expect(try await desk.kho("verify", "sau.zip", "--trust", "pins").status == 0)
        #expect(try await desk.kho("manifest").status == 0)
        #expect(try await desk.kho("check").status == 0)
    }
}
