import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing

@Suite("Consents, as their users meet them")
struct ConsentCommandTests {
    /// Drafts, signs beside, and grants.
    private func grant(_ desk: Desk, _ more: [String] = ["--document", "all"]) async throws -> FinishedProgram {
        let drafted = try await desk.kho(
            [
                "consent", "draft", "--owner", DemonstrationKeys.owner, "--to", "H37.01", "--purpose", "1.001193",
                "--until", "2099-12-31", "-o", "dong-y.json", "--force", "--json",
            ] + more)
        try #require(drafted.status == 0, "\(drafted.output)\(drafted.errors)")
        try await sign(desk, "dong-y.json")
        return try await desk.kho("consent", "grant", "dong-y.json.p7s", "--json")
    }

    private func sign(_ desk: Desk, _ name: String, by key: String = "cong-dan") async throws {
        let signature = try await DemonstrationKeys.signer(key).detached(
            MemorySource(try desk.folder.bytes(name)), signingTime: .now())
        try desk.folder.write(signature, to: name + ".p7s")
    }

    @Test("drafted, signed, granted, listed, shown, taken back, answered")
    func whole() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let document = try await desk.deposit()
        let granted = try await grant(desk, ["--document", document, "--from", "2026-01-01"])
        #expect(granted.status == 0, "\(granted.output)\(granted.errors)")
        let id = try #require(granted.objects.first?["consent"]?.string)
        #expect(try await desk.kho("consent", "grant", "dong-y.json.p7s", "--json").codes == ["CONSENT_GRANTED_TWICE"])

        let listed = try await desk.kho("consent", "list", "--owner", DemonstrationKeys.owner, "--json").objects
        #expect(listed.map { $0["state"]?.string } == ["active"])
        #expect(listed.first?["terms"]?["documents"]?.array == [.string(document)])
        for role in ["operator", "auditor"] {
            let seen = try await desk.kho("consent", "list", "--owner", DemonstrationKeys.owner, "--as", role, "--json")
            #expect(seen.status == 0 && seen.objects.count == 1, "\(role): \(seen.output)\(seen.errors)")
        }
        #expect(try await desk.kho("consent", "list", "--to", "H01", "--json").objects.isEmpty)
        #expect(try await desk.kho("consent", "list", "--due", "--json").objects.isEmpty)

        let drafted = try await desk.kho(
            "consent", "draft", "--withdraw", String(id.prefix(8)), "-o", "rut.json")
        #expect(drafted.status == 0)
        try await sign(desk, "rut.json", by: "nhan-vien")
        let foreign = try await desk.kho("consent", "withdraw", id, "--request", "rut.json.p7s", "--json")
        #expect(foreign.status == 6 && foreign.codes == ["CONSENT_NOT_BY_OWNER"])
        try await sign(desk, "rut.json")
        let withdrawn = try await desk.kho("consent", "withdraw", id, "--request", "rut.json.p7s", "--third-party")
        #expect(withdrawn.status == 0, "\(withdrawn.output)\(withdrawn.errors)")
        #expect(withdrawn.lines.count == 3)

        let due = try #require(try await desk.kho("consent", "list", "--due", "--json").objects.first)
        #expect(due["due"]?.array?.map { $0["step"]?.string } == ["acknowledge", "fulfil"])
        #expect(due["due"]?.array?.map { $0["overdue"]?.bool } == [false, false])
        #expect(try await desk.kho("consent", "acknowledge", id).status == 0)
        #expect(try await desk.kho("consent", "extend", id, "--days", "15").status == 0)
        let late = try await desk.kho("consent", "extend", id, "--days", "1", "--json")
        #expect(late.status == 6 && late.codes == ["CONSENT_STEP_TAKEN"])
        #expect(try await desk.kho("consent", "fulfil", id).status == 0)
        #expect(try await desk.kho("consent", "list", "--due", "--json").objects.isEmpty)
        let shown = try #require(try await desk.kho("consent", "show", id, "--json").objects.first)
        #expect(
            shown["events"]?.array?.map { $0["event"]?.string }
                == ["withdrawn", "acknowledged", "extended", "fulfilled"])
        #expect(shown["events"]?.array?.first?["signed"]?.bool == true)
        let text = try await desk.kho("consent", "show", id, "--lang", "vi")
        #expect(text.output.contains("đã rút") && text.output.contains("đã thực hiện xong"))
        #expect(try await desk.kho("check").status == 0)
        let manifest = try await desk.kho("manifest", "-o", "ra", "--json")
        #expect(manifest.status == 0)
        for name in try FileManager.default.subpathsOfDirectory(atPath: desk.folder.file("ra")) {
            guard let bytes = FileManager.default.contents(atPath: desk.folder.file("ra/" + name)) else { continue }
            #expect(!String(decoding: bytes, as: UTF8.self).contains(id), "\(name) tells of a consent")
        }
    }

    @Test("overdue ones come first, counted by the vault's calendar")
    func overdue() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        var ids: [String] = []
        for _ in 0..<3 {
            let granted = try await grant(desk)
            ids.append(try #require(granted.objects.first?["consent"]?.string))
            try await Task.sleep(for: .milliseconds(1))
        }
        for (id, isThirdParty) in [(ids[0], true), (ids[2], false), (ids[1], false)] {
            let done = try await desk.kho(
                ["consent", "withdraw", id, "--reason", "paper-request"] + (isThirdParty ? ["--third-party"] : []))
            #expect(done.status == 0, "\(done.output)\(done.errors)")
        }
        #expect(try await desk.kho("consent", "acknowledge", ids[0]).status == 0)
        #expect(try await desk.kho("consent", "acknowledge", ids[1]).status == 0)
        let order = try await desk.kho("consent", "list", "--due", "--json").objects.map { $0["consent"]?.string }
        // Two working days, 15 days, 20 days.
        #expect(order == [ids[2], ids[1], ids[0]])

        let today = try #require(try await desk.kho("consent", "show", ids[2], "--json").objects.first?["events"])
        let received = try #require(today.array?.first?["received"]?.string)
        let before = try await desk.kho("consent", "show", ids[2], "--json").objects.first?["deadlines"]
        let holiday = try #require(before?["acknowledge"]?.string)
        try desk.folder.write("holiday \(holiday)\n".utf8, to: "vault-data/calendar")
        let after = try await desk.kho("consent", "show", ids[2], "--json").objects.first?["deadlines"]
        #expect(try #require(after?["acknowledge"]?.string) > holiday && received < holiday)
        #expect(after?["fulfil"] == before?["fulfil"])
        #expect(try await desk.kho("check").status == 0)
        try desk.folder.write("holiday soon\n".utf8, to: "vault-data/calendar")
        let broken = try await desk.kho("consent", "list", "--due", "--json")
        #expect(broken.status == 74 && broken.codes == ["CALENDAR_MALFORMED"])
        #expect(try await desk.kho("check").status == 20)
    }

    @Test("what is wrong with a consent is said by its own name, and the status says how to go on")
    func refused() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        let unsigned = try await desk.kho(
            "consent", "draft", "--owner", DemonstrationKeys.owner, "--to", "H37.01", "--purpose", "1.001193",
            "--document", "all", "--until", "2099-12-31", "-o", "dong-y.json")
        #expect(unsigned.status == 0)
        func grant(_ arguments: String...) async throws -> FinishedProgram {
            try await desk.kho(["consent", "grant"] + arguments + ["--json"])
        }
        let plain = try await grant("dong-y.json")
        #expect(plain.status == 6 && plain.codes == ["CONSENT_NOT_SIGNED"])
        #expect(try await grant("khong-co.p7s").status == 74)
        try await sign(desk, "dong-y.json")
        let pending = try await grant("dong-y.json.p7s", "--trust", try desk.certsWithoutLists())
        #expect(pending.status == 7 && pending.codes == ["CONSENT_SIGNATURE_PENDING"])
        let missing = try await desk.kho("consent", "show", "000000", "--json")
        #expect(missing.status == 8 && missing.codes == ["CONSENT_NOT_FOUND"])
        for arguments in [
            ["--owner", DemonstrationKeys.owner], ["--withdraw", "000000", "--to", "H01"],
            ["--owner", DemonstrationKeys.owner, "--to", "H01", "--purpose", "x", "--until", "2099-01-01"],
        ] {
            #expect(try await desk.kho(["consent", "draft", "-o", "x"] + arguments).status == 2)
        }
        let name = try await desk.kho(
            "consent", "draft", "--owner", DemonstrationKeys.owner, "--to", "H01", "--purpose", "Nguyễn Văn An",
            "--document", "all", "--until", "2099-01-01", "-o", "x", "--json")
        #expect(name.status == 2 && name.codes == ["ACCESS_PURPOSE_MALFORMED"])
        #expect(try await desk.kho("consent", "withdraw", "000000").status == 2)
        let reading = try await desk.kho("consent", "list")
        #expect(reading.status == 0)
    }
}
