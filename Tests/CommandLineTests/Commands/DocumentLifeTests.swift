import CanonicalJSON
import Foundation
import TestSupport
import Testing

@Suite("A document's life, as a user meets it")
struct DocumentLifeTests {
    private func versions(_ desk: Desk, _ document: String) async throws -> [String] {
        try await desk.kho("history", document, "--json").objects.map {
            "\($0["version"]?.integer ?? 0) \($0["cause"]?.string ?? $0["event"]?.string ?? "")"
        }
    }

    @Test("a replacement is the next version; what was there before stays, and the list names the newest alone")
    func replaced() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let document = try await desk.deposit("Bản một")
        try await desk.sign("Bản hai", as: "hai.txt")
        let put = try await desk.kho(
            Desk.put("hai.txt.p7s")
                + ["--replaces", document, "--valid-until", "2020-01-31", "--type", "KQ.G15.000031"])
        #expect(put.status == 0 && put.objects.first?["document"]?.string == document)
        #expect(put.objects.first?["version"]?.integer == 2)
        #expect(try await versions(desk, document) == ["1 deposit", "2 replacement"])
        #expect(try await desk.kho("get", document, "-o", "-").output == "Bản hai")
        let first = try #require(
            try await desk.kho("history", document, "--json").objects.first?["files"]?.array?.last?["digest"]?.string)
        #expect(try await desk.kho("get", first, "-o", "-").output == "Bản một")
        let listed = try await desk.kho("list", "--json").objects
        #expect(listed.map { $0["version"]?.integer } == [2])

        let due = try await desk.kho("expire", "--due", "--json")
        #expect(due.status == 0 && due.objects.map { $0["event"]?.string } == ["expired"])
        #expect(try await desk.kho("expire", "--due", "--json").objects.isEmpty)
        #expect(try await desk.kho("list", "--json").objects.first?["end"]?.string == "expired")
        try await desk.sign("Bản ba", as: "ba.txt")
        #expect(try await desk.kho(Desk.put("ba.txt.p7s") + ["--replaces", document]).status == 0)
        #expect(try await desk.kho("show", document, "--json").objects.first?["end"] == nil)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("what was withdrawn stays readable, is told to subscribers, and takes nothing more")
    func withdrawn() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let document = try await desk.deposit("Nộp nhầm")
        let withdrawn = try await desk.kho("withdraw", document, "--reason", "Nộp nhầm", "--json")
        #expect(withdrawn.status == 0)
        #expect(try await desk.kho("get", document, "-o", "-").output == "Nộp nhầm")
        #expect(try await desk.kho("show", document, "--lang", "en").output.contains("withdrawn"))
        let copy = try await desk.kho("copy", document, "-o", "ban-sao.asice", "--lang", "en")
        #expect(copy.status == 0 && copy.errors.contains("withdrawn"))
        let again = try await desk.kho("withdraw", document, "--json")
        #expect(again.status == 6 && again.codes == ["DOCUMENT_ENDED"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.folder.file("vault-data/staging")).isEmpty)
        try await desk.sign("Bản hai", as: "hai.txt")
        let put = try await desk.kho(Desk.put("hai.txt.p7s") + ["--replaces", document])
        #expect(put.status == 6 && put.codes == ["DOCUMENT_ENDED"])
        let manifest = try await desk.kho("manifest", "-o", "ra", "--json")
        #expect(manifest.status == 0, "\(manifest.output)\(manifest.errors)")
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("another's document is not replaced, and one that is not there neither")
    func anothers() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.sign("Của công ty", as: "cong-ty.txt", by: "nhan-vien")
        let put = try await desk.kho(
            "put", "cong-ty.txt.p7s", "--owner", DemonstrationKeys.company, "--category", "7", "--json")
        let document = try #require(put.objects.first?["document"]?.string, "\(put.output)\(put.errors)")
        try await desk.sign("Của tôi", as: "toi.txt")
        let mine = try await desk.kho(Desk.put("toi.txt.p7s") + ["--replaces", document])
        #expect(mine.status == 6 && mine.codes == ["DOCUMENT_OF_ANOTHER_OWNER"])
        let missing = try await desk.kho(Desk.put("toi.txt.p7s") + ["--replaces", "khong-co"])
        #expect(missing.status == 8)
    }

    @Test("linked numbers open each other's space and list together; parted again, they do neither")
    func owners() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let proof = try await desk.deposit("Giấy xác nhận số CMND")
        let former = "CMND:012345678"
        try await desk.sign("Đơn cũ", as: "cu.txt")
        let put = ["put", "cu.txt.p7s", "--owner", former, "--category", "7", "--json"]
        #expect(try await desk.kho(put).codes == ["ADMISSION_OWNER_MISMATCH"])

        let linked = try await desk.kho("owner", "link", former, DemonstrationKeys.owner, "--evidence", proof, "--json")
        #expect(linked.status == 0, "\(linked.output)\(linked.errors)")
        #expect(try await desk.kho(put).status == 0)
        for owner in [former, DemonstrationKeys.owner] {
            #expect(try await desk.kho("list", "--owner", owner, "--json").objects.count == 2)
        }
        let twice = try await desk.kho("owner", "link", former, DemonstrationKeys.owner, "--evidence", proof, "--json")
        #expect(twice.codes == ["OWNER_LINK_UNCHANGED"])
        let second = try await desk.kho("owner", "link", former, "CCCD:001200000001", "--evidence", proof, "--json")
        #expect(second.codes == ["OWNER_LINK_CONTRADICTS"])
        let organisation = try await desk.kho("owner", "link", former, "MST:0100109106", "--evidence", proof, "--json")
        #expect(organisation.codes == ["OWNER_LINK_UNFIT"])

        let parted = try await desk.kho(
            "owner", "unlink", DemonstrationKeys.owner, former, "--evidence", proof, "--json")
        #expect(parted.status == 0)
        #expect(try await desk.kho("list", "--owner", former, "--json").objects.count == 1)
        try await desk.sign("Đơn sau", as: "cu.txt")
        #expect(try await desk.kho(put).codes == ["ADMISSION_OWNER_MISMATCH"])
        let shown = try await desk.kho("owner", "show", former, "--json")
        #expect(shown.objects.first?["entries"]?.array?.map { $0["linked"]?.bool } == [true, false])
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("evidence must be the vault's own, in force, of one of the two, and signed by whom it is about")
    func evidence() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let proof = try await desk.deposit("Giấy xác nhận")
        let strangers = try await desk.kho(
            "owner", "link", "CCCD:001200000001", "CMND:012345678", "--evidence", proof, "--json")
        #expect(strangers.codes == ["OWNER_LINK_EVIDENCE"])
        // Anybody can deposit working files under anybody's number.
        try await desk.sign("Giấy xác nhận", as: "cong-ty.txt", by: "nhan-vien")
        let put = try await desk.kho(
            "put", "cong-ty.txt.p7s", "--owner", DemonstrationKeys.owner, "--category", "3", "--json")
        let foreign = try #require(put.objects.first?["document"]?.string, "\(put.output)\(put.errors)")
        let unattested = try await desk.kho(
            "owner", "link", DemonstrationKeys.owner, "CMND:012345678", "--evidence", foreign, "--json")
        #expect(unattested.codes == ["OWNER_LINK_EVIDENCE"])
        #expect(try await desk.kho("withdraw", proof).status == 0)
        let ended = try await desk.kho(
            "owner", "link", DemonstrationKeys.owner, "CMND:012345678", "--evidence", proof, "--json")
        #expect(ended.codes == ["OWNER_LINK_EVIDENCE"])
    }
}
