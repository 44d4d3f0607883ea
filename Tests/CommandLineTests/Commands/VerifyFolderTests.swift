import CanonicalJSON
import Glibc
import PKI
import TestSupport
import Testing

@Suite("kho verify of many files")
struct VerifyFolderTests {
    /// Signs so many texts: `hs/0000.txt` and on.
    private func sign(_ count: Int, at desk: Desk) async throws {
        let signer = try await DemonstrationKeys.signer()
        for number in 0..<count {
            let digits = String(10000 + number).dropFirst()
            try desk.sign("Đơn số \(number)", as: "hs/\(digits).txt", by: signer)
        }
    }

    @Test("a folder with more files than a process may hold open is verified whole, in the order of names")
    func fewDescriptors() async throws {
        let desk = try await Desk()
        try await sign(100, at: desk)
        let run = try await desk.kho(
            ["verify", "hs", "--json"], confinement: ["sh", "-c", "ulimit -n 64; exec \"$0\" \"$@\""])
        #expect(run.status == 0)
        let names = run.objects.compactMap { $0["file"]?.string }
        #expect(names.count == 100 && names == names.sorted())
        #expect(run.objects.allSatisfy { $0["indication"]?.string == "TOTAL-PASSED" })
    }

    @Test("a result waits for those before it, however much longer they take")
    func slowFirst() async throws {
        let desk = try await Desk()
        try await sign(20, at: desk)
        // The first original is long now, and no longer what was signed.
        try #require(truncate(desk.folder.file("hs/0000.txt"), 1 << 30) == 0, "cannot set up a sparse file")
        let run = try await desk.kho("verify", "hs", "--json")
        #expect(run.status == 1)
        let names = run.objects.compactMap { $0["file"]?.string }
        #expect(names.count == 20 && names == names.sorted())
        #expect(run.objects.first?["indication"]?.string == "TOTAL-FAILED")
    }

    @Test("Ctrl-C: what was under way is finished and shown in whole lines, nothing new is begun")
    func interrupted() async throws {
        let desk = try await Desk()
        try await sign(40, at: desk)
        try #require(truncate(desk.folder.file("hs/0001.txt"), 4 << 30) == 0, "cannot set up a sparse file")
        let program = try RunningProgram(
            [BuiltProgram.kho, "verify", "hs", "--json"], in: desk.folder.path, environment: desk.environment)
        while program.outputSoFar.isEmpty { usleep(1000) }
        program.signal(SIGINT)
        let run = await program.finish()
        #expect(run.end == .signal(SIGINT))
        #expect(run.output.hasSuffix("\n"))
        #expect(run.objects.count == run.lines.count)
        let names = run.objects.compactMap { $0["file"]?.string }
        #expect(names.contains("hs/0001.txt.p7s") && names.count < 40, "\(names)")
    }
}
