import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("kho sign --timestamp, as a user meets it")
struct SignTimestampTests {
    private func desk() async throws -> Desk {
        let desk = try await Desk()
        try desk.folder.write(try Data(contentsOf: Desk.document), to: "don.pdf")
        try desk.folder.write("Đơn".utf8, to: "don.txt")
        return desk
    }

    private func sign(_ desk: Desk, _ arguments: String..., confinement: [String] = []) async throws -> FinishedProgram
    {
        try await sign(desk, arguments, confinement: confinement)
    }

    private func sign(_ desk: Desk, _ arguments: [String], confinement: [String] = []) async throws -> FinishedProgram {
        let key = try await DemonstrationKeys.key("cong-dan")
        let passphrase = try await DemonstrationKeys.passphraseFile
        return try await desk.kho(
            ["sign", "--key", key, "--passphrase-file", passphrase, "--json"] + arguments, confinement: confinement,
            // Nothing of these is looked at.
            environment: ["http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"])
    }

    @Test("CAdES with a timestamp is B-T, attached and detached; the authority is asked once, for the signature alone")
    func cades() async throws {
        let desk = try await desk()
        let server = try await DemonstrationKeys.timestamps()
        let detached = try await sign(desk, "don.txt", "--timestamp", server.address("good"))
        #expect(detached.status == 0, "\(detached.output)\(detached.errors)")
        #expect(detached.objects.first?["level"]?.string == "CAdES-BASELINE-T")
        #expect(server.asked == ["/good application/timestamp-query"])
        #expect(try await sign(desk, "don.txt", "--attached", "--timestamp", server.address("good")).status == 0)
        for name in ["don.txt.p7s", "don.txt.p7m"] {
            let verified = try await desk.kho("verify", name, "--json")
            let signature = verified.objects.first?["signatures"]?.array?.first
            #expect(verified.status == 0, "\(verified.output)")
            #expect(signature?["level"]?.string == "CAdES-BASELINE-T")
            #expect(signature?["timestamps"]?.array?.first?["indication"]?.string == "TOTAL-PASSED")
        }
    }

    @Test("PAdES with a timestamp is B-T")
    func pades() async throws {
        let desk = try await desk()
        let server = try await DemonstrationKeys.timestamps()
        let signed = try await sign(desk, "don.pdf", "--timestamp", server.address("good"))
        #expect(signed.status == 0 && signed.objects.first?["level"]?.string == "PAdES-BASELINE-T", "\(signed.output)")
        let seen = try await RunningProgram.run(["pdfsig", "-nocert", "don.signed.pdf"], in: desk.folder.path)
        #expect(seen.output.contains("Signature is Valid."))
        #expect(server.asked.count == 1)
    }

    @Test(
        "where no timestamp comes, nothing is written, and what to do is told",
        arguments: [
            ("nonce", 74, "TSA_WRONG_NONCE"), ("imprint", 74, "TSA_WRONG_IMPRINT"), ("rejection", 74, "TSA_REJECTED"),
            ("forged", 74, "TSA_BAD_SIGNATURE"), ("cut", 74, "TSA_ANSWER_MALFORMED"),
            ("html", 74, "RETRIEVAL_UNEXPECTED_TYPE"), ("error", 75, "RETRIEVAL_STATUS"),
            ("redirect", 75, "RETRIEVAL_STATUS"), ("endless", 74, "RETRIEVAL_TOO_LARGE"),
        ] as [(String, Int32, String)])
    func nothing(_ path: String, _ status: Int32, _ code: String) async throws {
        let desk = try await desk()
        let server = try await DemonstrationKeys.timestamps()
        for name in ["don.pdf", "don.txt"] {
            let run = try await sign(desk, name, "--timestamp", server.address(path))
            #expect(run.status == status && run.codes == [code], "\(run.output)\(run.errors)")
            #expect(run.errors.contains("--timestamp"), "\(run.errors)")
        }
        #expect(desk.folder.entries == ["don.pdf", "don.txt"])
    }

    @Test("a file that somebody changes while it is signed is an error, and nothing is written")
    func changedMeanwhile() async throws {
        for arguments in [["don.pdf"], ["don.txt", "--attached"]] {
            let desk = try await desk()
            let server = try await DemonstrationKeys.timestamps()
            let (name, path) = (arguments[0], desk.folder.file(arguments[0]))
            // A thread of its own: the tests that run beside this one keep the shared ones busy.
            Thread.detachNewThread {
                // The signature is made before its timestamp is asked for, and written after.
                let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
                while server.asked.isEmpty, Date.now < deadline { usleep(2000) }
                let descriptor = open(path, O_WRONLY | O_CLOEXEC)
                pwrite(descriptor, " ", 1, lseek(descriptor, 0, SEEK_END) - 1)
                close(descriptor)
            }
            let run = try await sign(desk, arguments + ["--timestamp", server.address("slow")])
            #expect(run.status == 75 && run.codes == ["SIGN_FILE_CHANGED"], "\(run.output)\(run.errors)")
            #expect(desk.folder.entries == ["don.pdf", "don.txt"], "\(name)")
        }
    }

    @Test("an address that is none is a usage error; nobody is asked where an output is in the way")
    func addresses() async throws {
        let desk = try await desk()
        let wrong = try await sign(desk, "don.txt", "--timestamp", "tsa.example.vn")
        #expect(wrong.status == 2 && wrong.codes == ["RETRIEVAL_ADDRESS"])
        let server = try await DemonstrationKeys.timestamps()
        try desk.folder.write([], to: "don.txt.p7s")
        #expect(try await sign(desk, "don.txt", "--timestamp", server.address("good")).codes == ["OUTPUT_EXISTS"])
        #expect(server.asked.isEmpty)
    }

    @Test("without --timestamp no system call of the network is made")
    func noSocket() async throws {
        let desk = try await desk()
        let tracing = ["strace", "-f", "-e", "trace=%network,io_uring_setup", "-o", desk.folder.file("trace.txt")]
        for name in ["don.pdf", "don.txt"] {
            let run = try await sign(desk, name, confinement: tracing)
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            let calls = try desk.folder.text("trace.txt").split(separator: "\n").filter {
                !$0.contains("+++ ") && !$0.contains("--- SIG")
            }
            #expect(calls.isEmpty)
        }
        // The trace sees a socket where there is one.
        let server = try await DemonstrationKeys.timestamps()
        let asked = try await sign(
            desk, "don.txt", "-o", "hai.p7s", "--timestamp", server.address("good"), confinement: tracing)
        #expect(asked.status == 0)
        #expect(try desk.folder.text("trace.txt").contains("connect("))
    }
}
