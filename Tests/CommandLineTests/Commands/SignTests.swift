import CanonicalJSON
import Glibc
import TestSupport
import Testing

@Suite("kho sign and kho trust, as a user meets them")
struct SignTests {
    private func sign(_ desk: Desk, _ arguments: String..., confinement: [String] = []) async throws -> FinishedProgram
    {
        let key = try await DemonstrationKeys.key("cong-dan")
        let passphrase = try await DemonstrationKeys.passphraseFile
        return try await desk.kho(
            ["sign", "--key", key, "--passphrase-file", passphrase, "--json"] + arguments, confinement: confinement)
    }

    @Test("what is signed verifies, also with stock tools")
    func good() async throws {
        let desk = try await Desk()
        try desk.folder.write("Đơn".utf8, to: "don.txt")
        #expect(try await sign(desk, "don.txt").status == 0)
        #expect(desk.folder.entries == ["don.txt", "don.txt.p7s"])
        let openssl = try await RunningProgram.run(
            [
                "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "don.txt.p7s", "-content", "don.txt",
                "-noverify", "-out", "/dev/null",
            ], in: desk.folder.path)
        #expect(openssl.status == 0, "\(openssl.errors)")
        let stream = try await sign(desk, "don.txt", "-o", "-")
        #expect(stream.status == 0 && stream.outputBytes.first == 0x30)
    }

    @Test("an output that is there stays as it is, without --force")
    func outputExists() async throws {
        let desk = try await Desk()
        try desk.folder.write("Đơn".utf8, to: "don.txt")
        try desk.folder.write("của tôi".utf8, to: "don.txt.p7s")
        let refused = try await sign(desk, "don.txt")
        #expect(refused.status == 74 && refused.codes == ["OUTPUT_EXISTS"])
        #expect(try desk.folder.text("don.txt.p7s") == "của tôi")
        #expect(try await sign(desk, "don.txt", "--force").status == 0)
        #expect(try await desk.kho("verify", "don.txt.p7s").status == 0)
        #expect(try await sign(desk, "don.txt", "-o", ".").codes == ["OUTPUT_IS_FOLDER"])
        #expect(desk.folder.entries == ["don.txt", "don.txt.p7s"])
    }

    @Test("keys: none, not one, a wrong passphrase, without a certificate; nothing is written")
    func keys() async throws {
        let desk = try await Desk()
        try desk.folder.write("Đơn".utf8, to: "don.txt")
        try desk.folder.write("sai\n".utf8, to: "sai.txt")
        let key = try await DemonstrationKeys.key("cong-dan")
        let passphrase = try await DemonstrationKeys.passphraseFile
        let made = try await RunningProgram.run(
            ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "khoa.pem"],
            in: desk.folder.path)
        try #require(made.status == 0)
        let before = desk.folder.entries
        let cases: [(arguments: [String], status: Int32, code: String)] = [
            (["--key", "nowhere.p12"], 74, "KEY_MISSING"),
            (["--key", "don.txt", "--passphrase-file", passphrase], 74, "KEY_MALFORMED"),
            (["--key", key, "--passphrase-file", "sai.txt"], 74, "WRONG_PASSPHRASE"),
            (["--key", key, "--passphrase-file", "nowhere"], 74, "FILE_NOT_FOUND"),
            (["--key", "khoa.pem"], 2, "CERTIFICATE_MISSING"),
        ]
        for (arguments, status, code) in cases {
            let run = try await desk.kho(["sign", "don.txt", "--json"] + arguments)
            #expect(run.status == status && run.codes == [code], "\(arguments): \(run.output)")
        }
        // Nobody sits at a terminal here.
        let asked = try await desk.kho(["sign", "don.txt", "--key", key, "--json"], confinement: ["setsid", "-w"])
        #expect(asked.status == 2 && asked.codes == ["NO_TERMINAL"])
        #expect(desk.folder.entries == before)
    }

    @Test("a folder that cannot be written to, and a disk that is full: nothing is left behind")
    func faults() async throws {
        let desk = try await Desk()
        try desk.folder.write([UInt8](repeating: 7, count: 3 << 20), to: "lon.bin")
        try desk.folder.write([], to: "ra/.keep")
        let probe = try await RunningProgram.run(
            Confinement.readOnly(desk.folder.file("ra")) + ["touch", "ra/x"], in: desk.folder.path)
        try #require(
            probe.status == 1 && probe.errors.contains("Read-only"), "cannot set up a read-only folder: \(probe.errors)"
        )
        let readOnly = try await sign(
            desk, "lon.bin", "-o", "ra/lon.p7s", confinement: Confinement.readOnly(desk.folder.file("ra")))
        #expect(readOnly.status == 74 && readOnly.codes == ["READ_ONLY_FOLDER"])

        let full = Confinement.smallVolume(desk.folder.file("ra"), kilobytes: 1024)
        let kho = try await sign(desk, "lon.bin", "--attached", "-o", "ra/lon.p7m", confinement: full)
        #expect(kho.status == 74 && kho.codes == ["DISK_FULL"], "\(kho.output)\(kho.errors)")
        let key = try await DemonstrationKeys.key("cong-dan")
        let passphrase = try await DemonstrationKeys.passphraseFile
        let script = "\"$0\" sign lon.bin --attached -o ra/x --key '\(key)' --passphrase-file '\(passphrase)'; ls -A ra"
        let left = try await RunningProgram.run(
            full + ["sh", "-c", script, BuiltProgram.kho], in: desk.folder.path, environment: desk.environment)
        #expect(left.lines == [".keep"], "\(left.output)\(left.errors)")
    }

    @Test("an empty file is not signed, and a missing one is said to be missing")
    func noContent() async throws {
        let desk = try await Desk()
        try desk.folder.write([], to: "rong.txt")
        #expect(try await sign(desk, "rong.txt").codes == ["FILE_EMPTY"])
        let missing = try await sign(desk, "nowhere.txt")
        #expect(missing.status == 74 && missing.codes == ["FILE_NOT_FOUND"])
        #expect(desk.folder.entries == ["rong.txt"])
    }

    @Test("a root is trusted by its fingerprint alone, listed, ended, and none is trusted by mistake")
    func trust() async throws {
        let desk = try await Desk()
        let root = try await DemonstrationKeys.certs + "/signers/demo-root.pem"
        let add = ["trust", "add", root, "--for", "signers", "--json", "--trust", "rieng"]
        let unasked = try await desk.kho(add, confinement: ["setsid", "-w"])
        #expect(unasked.status == 2 && unasked.codes == ["NO_TERMINAL"])
        let mismatch = try await desk.kho(add + ["--fingerprint", String(repeating: "0", count: 64)])
        #expect(mismatch.status == 2 && mismatch.codes == ["FINGERPRINT_MISMATCH"])
        #expect(!desk.folder.exists("rieng/signers") || desk.folder.entries(below: "rieng/signers").isEmpty)
        let listed = try await desk.kho("trust", "list", "--json")
        let sha256 = try #require(
            listed.objects.first { $0["subject"]?.string?.contains("National Root") == true }?["sha256"]?.string)
        #expect(try await desk.kho(add + ["--fingerprint", sha256]).status == 0)
        #expect(try await desk.kho("trust", "list", "--trust", "rieng", "--json").objects.count == 1)
        #expect(try await desk.kho("trust", "check", "--trust", "rieng").status == 0)
        let unknown = try await desk.kho("trust", "remove", "00000000", "--trust", "rieng", "--json")
        #expect(unknown.status == 8)
        #expect(try await desk.kho("trust", "remove", String(sha256.prefix(8)), "--trust", "rieng").status == 0)
        try desk.folder.write("no certificate".utf8, to: "hong.pem")
        let broken = try await desk.kho(
            "trust", "add", "hong.pem", "--for", "signers", "--fingerprint", sha256, "--trust", "rieng", "--json")
        #expect(broken.status == 74)
        #expect(try await desk.kho("trust", "add", root, "--for", "nothing").status == 2)
    }
}
