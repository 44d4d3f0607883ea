import CanonicalJSON
import Foundation
import TestSupport
import Testing

@Suite("Codes and citations, as a user meets them")
struct CodeTests {
    @Test("codes are given out in order, checked, and refused with what is wrong")
    func next() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let two = try await desk.kho(
            "code", "next", "paper", "038093015572", "KQ.G15.000031", "12/2026/GKS", "--count", "2")
        #expect(two.output == "038093015572.KQ.G15.000031.12/2026/GKS.01\n038093015572.KQ.G15.000031.12/2026/GKS.02\n")
        let third = try await desk.kho("code", "next", "result", "H37.01-261124-0001", "--json")
        #expect(third.objects.first?["code"]?.string == "H37.01-261124-0001-KQ(1)")
        let malformed = try await desk.kho("code", "next", "doc-code", "h37", "CV", "--json")
        #expect(malformed.status == 2 && malformed.codes == ["CODE_PART_MALFORMED"])
        let foreign = try await desk.kho("code", "next", "cua-toi", "1", "--json")
        #expect(foreign.status == 2 && foreign.codes == ["CODE_SCHEME_NOT_MINTED"])
        let checked = try await desk.kho("code", "check", "G06.01_CV_000021_V1", "--scheme", "doc-code", "--json")
        #expect(checked.objects.first?["serial"]?.integer == 21)
        let wrong = try await desk.kho("code", "check", "G06.01_CV_21_V1", "--scheme", "doc-code", "--json")
        #expect(wrong.status == 2 && wrong.codes == ["CODE_NOT_MINTED"])
        #expect(try await desk.kho(Desk.put("don.p7s") + ["--code-scheme", "result"]).status == 2)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("processes that are killed while they give out codes: none is given twice, and the log has every number")
    func killed() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        var seen: [Int64] = []
        var moment = KillMoment()
        for _ in 0..<12 {
            let asked = ["code", "next", "result", "H37.01-261124-0001", "--count", "3", "--json"]
            let rival = try RunningProgram(
                [BuiltProgram.kho] + asked, in: desk.folder.path, environment: desk.environment)
            let victim = try RunningProgram(
                [BuiltProgram.kho] + asked, in: desk.folder.path, environment: desk.environment)
            let runs = [await moment.kill(victim), await rival.finish()]
            #expect(runs[1].status == 0, "\(runs[1].output)\(runs[1].errors)")
            seen += runs.flatMap(\.objects).compactMap { $0["serial"]?.integer }
        }
        #expect(Set(seen).count == seen.count)
        // Every number up to the next one is an entry's, whether anybody saw it or not.
        let last = try await desk.kho("code", "next", "result", "H37.01-261124-0001", "--json").objects.first
        let next = try #require(last?["serial"]?.integer)
        let entries = try #require(last?["index"]?.integer)
        #expect(next == entries * 3 + 1)
        #expect(seen.allSatisfy { $0 < next })
        let check = try await desk.kho("check", "--json")
        #expect(check.status == 0, "\(check.output)")
    }

    @Test("a citation leads to the document across its versions, a pinned one to the very bytes")
    func cite() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let document = try await desk.deposit("Bản một")
        let now = try #require(try await desk.kho("cite", document, "--json").objects.first)
        let pinned = try #require(try await desk.kho("cite", document, "--pin", "--json").objects.first)
        try await desk.sign("Bản hai", as: "hai.txt")
        #expect(try await desk.kho(Desk.put("hai.txt.p7s") + ["--replaces", document]).status == 0)
        let first = try #require(try await desk.kho("cite", "\(document)@1", "--json").objects.first)
        for (citation, text) in [(now, "Bản hai"), (pinned, "Bản một"), (first, "Bản một")] {
            for field in ["reference", "qr"] {
                let reference = try #require(citation[field]?.string)
                #expect(!reference.contains("038093015572"))
                #expect(try await desk.kho("get", reference, "-o", "-").output == text)
            }
        }
        #expect(try await desk.kho("get", "\(document)@1", "-o", "-").output == "Bản một")
        #expect(try await desk.kho("get", "\(document)@3", "-o", "-", "--json").status == 8)
        let reference = try #require(now["reference"]?.string)
        let other = reference.replacing(/kho:[0-9a-f]{32}/, with: "kho:" + String(repeating: "0", count: 32))
        let elsewhere = try await desk.kho("show", other, "--json")
        #expect(elsewhere.status == 8 && elsewhere.codes == ["REFERENCE_OF_OTHER_VAULT"])
    }
}
