import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("kill -9 during kho put")
struct KillTests {
    private static let files = 120
    private static let kills = 20
    /// Documents whose bytes are fetched again, over all: each is a process.
    private static let fetched = 60

    @Test("twenty kills at random moments: nothing acknowledged is lost, the vault opens and checks clean")
    func twentyKills() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let signer = try await DemonstrationKeys.signer()
        for number in 0..<Self.files { try desk.sign("Đơn số \(number)", as: "hs/don-\(number).txt", by: signer) }

        var acknowledged: [String: String] = [:]
        var interrupted = 0
        for round in 0..<Self.kills {
            let program = try RunningProgram(
                [BuiltProgram.kho] + Desk.put("hs"), in: desk.folder.path, environment: desk.environment)
            try await wait(round, program)
            program.signal(SIGKILL)
            let run = await program.finish()
            if run.end == .signal(SIGKILL) { interrupted += 1 }
            for line in run.objects where line["document"] != nil {
                acknowledged[try #require(line["document"]?.string)] = try #require(line["file"]?.string)
            }
            // Every second time the vault is read as the crash left it; otherwise the next deposit comes first.
            if round.isMultiple(of: 2) {
                let check = try await desk.kho("check", "--json")
                #expect(check.status == 0, "after kill \(round): \(check.output)")
            }
        }
        #expect(interrupted >= Self.kills / 2, "most were killed in the middle")
        #expect(!acknowledged.isEmpty)

        let listed = Set(try await desk.kho("list", "--json").objects.compactMap { $0["document"]?.string })
        #expect(Set(acknowledged.keys).subtracting(listed).isEmpty)
        for (document, file) in acknowledged.shuffled().prefix(Self.fetched) {
            let got = try await desk.kho("get", document, "-o", "-")
            #expect(got.outputBytes == (try desk.folder.bytes(String(file.dropLast(".p7s".count)))))
        }
        try await desk.deposit("Đơn sau cùng", as: "cuoi.txt")
        let check = try await desk.kho("check", "--json")
        #expect(check.status == 0, "\(check.output)")
        #expect(check.objects.first?["sound"]?.bool == true)
    }

    /// Half of the kills come after some acknowledgements, the others at any time from the start.
    private func wait(_ round: Int, _ program: RunningProgram) async throws {
        if round.isMultiple(of: 2) {
            try await Task.sleep(for: .milliseconds(Int.random(in: 20...400)))
            return
        }
        let count = Int.random(in: 1...Self.files / 2)
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        while program.outputSoFar.count(where: { $0 == "\n" }) < count, Date.now < deadline {
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}
