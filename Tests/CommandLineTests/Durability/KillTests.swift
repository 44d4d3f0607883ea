import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("kill -9 during kho put")
struct KillTests {
    /// The files of one deposit: some are kept and some are not when it is killed.
    private static let files = 60
    private static let kills = 20
    /// A deposit that ends before its kill does not count; so many may, before something is wrong with the test itself.
    private static let attempts = 200
    /// Documents whose bytes are fetched again, over all: each is a process.
    private static let fetched = 60

    @Test("twenty kills at random moments: nothing acknowledged is lost, the vault opens and checks clean")
    func twentyKills() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let signer = try await DemonstrationKeys.signer()

        var moment = KillMoment()
        var acknowledged: [String: String] = [:]
        var contents: [String: [UInt8]] = [:]
        var interrupted = 0
        for attempt in 0..<Self.attempts where interrupted < Self.kills {
            // As many files as ever that are not kept yet: what is kept already is answered too fast to be interrupted.
            for number in 0..<(Self.files - desk.folder.entries(below: "hs").count / 2) {
                let name = "hs/don-\(attempt)-\(number).txt"
                try desk.sign("Đơn số \(number), lần \(attempt)", as: name, by: signer)
            }
            let program = try RunningProgram(
                [BuiltProgram.kho] + Desk.put("hs"), in: desk.folder.path, environment: desk.environment)
            let run = await moment.kill(program)
            let killed = run.end == .signal(SIGKILL)
            for line in run.objects where line["document"] != nil {
                let file = String(try #require(line["file"]?.string).dropLast(".p7s".count))
                acknowledged[try #require(line["document"]?.string)] = file
                contents[file] = try desk.folder.bytes(file)
                for kept in [file, file + ".p7s"] { try FileManager.default.removeItem(atPath: desk.folder.file(kept)) }
            }
            // Every second time the vault is read as the crash left it; otherwise the next deposit comes first.
            if killed, interrupted.isMultiple(of: 2) {
                let check = try await desk.kho("check", "--json")
                #expect(check.status == 0, "after kill \(interrupted): \(check.output)")
            }
            if killed { interrupted += 1 }
        }
        #expect(interrupted == Self.kills)
        #expect(!acknowledged.isEmpty)

        let listed = Set(try await desk.kho("list", "--json").objects.compactMap { $0["document"]?.string })
        #expect(Set(acknowledged.keys).subtracting(listed).isEmpty)
        for (document, file) in acknowledged.shuffled().prefix(Self.fetched) {
            let got = try await desk.kho("get", document, "-o", "-")
            #expect(got.outputBytes == contents[file])
        }
        try await desk.deposit("Đơn sau cùng", as: "cuoi.txt")
        let check = try await desk.kho("check", "--json")
        #expect(check.status == 0, "\(check.output)")
        #expect(check.objects.first?["sound"]?.bool == true)
    }
}
