import Foundation
import TestSupport
import Testing

@testable import kho

/// Who may do what at the terminal, and what `kho accesses` says of it.
@Suite("kho --as, and kho accesses")
struct AccessCommandTests {
    private static let dossier = [
        "--as", "officer", "--dossier", "H37.01-261124-0001", "--purpose", "1.001193", "--basis", "legal-task",
    ]

    private func deskWithDocument() async throws -> (Desk, String) {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.sign("Đơn", as: "don.txt")
        let put = try await desk.kho(Desk.put("don.txt.p7s"))
        return (desk, try #require(put.objects.first?["document"]?.string, "\(put.output)\(put.errors)"))
    }

    @Test("the owner reads who looked at what: an officer, for which dossier, on what basis; never what was seen")
    func ownerReads() async throws {
        let (desk, document) = try await deskWithDocument()
        let got = try await desk.kho(["get", document, "-o", "ra.txt"] + Self.dossier)
        #expect(got.status == 0, "\(got.errors)")
        let accesses = try await desk.kho("accesses", "--owner", DemonstrationKeys.owner, "--json")
        #expect(accesses.status == 0, "\(accesses.errors)")
        let content = try #require(accesses.objects.first { $0["action"]?.string == "content" })
        #expect(content["role"]?.string == "officer" && content["agency"]?.string == "H37.01")
        #expect(content["basis"]?.string == "legal-task" && content["purpose"]?.string == "1.001193")
        #expect(content["dossier"]?.string == "H37.01-261124-0001" && content["document"]?.string == document)
        #expect(content["name"]?.string == "don.txt" && content["result"]?.string == "permitted")
        #expect(!accesses.output.contains("Đơn") && !accesses.output.contains("038093015572"))
        let text = try await desk.kho("accesses", document)
        #expect(text.output.contains("H37.01-261124-0001") && text.output.contains(document))
        // Looking there is an access too.
        let again = try await desk.kho("accesses", document, "--json")
        #expect(again.objects.contains { $0["action"]?.string == "accesses" })
        let auditor = try await desk.kho("accesses", "--as", "auditor", "--json")
        #expect(auditor.status == 0)
        #expect(auditor.objects.allSatisfy { $0["name"] == nil })
    }

    @Test("an officer without a dossier, with one of another agency, or without an owner: denied, status 12")
    func officerDenied() async throws {
        let (desk, document) = try await deskWithDocument()
        for arguments in [
            ["get", document, "-o", "ra.txt", "--as", "officer"],
            ["list"] + Self.dossier, ["search", "don"] + Self.dossier,
            ["check"] + Self.dossier, ["code", "next", "result", "H37.01-261124-0001", "--as", "officer"],
            ["get", document, "-o", "ra.txt", "--as", "operator"], ["copy", document, "--as", "auditor"],
            ["manifest", "--as", "certifier"], ["withdraw", document, "--as", "approver"],
        ] {
            let run = try await desk.kho(arguments)
            #expect(run.status == 12, "\(arguments): \(run.status) \(run.output)\(run.errors)")
        }
        #expect(!desk.folder.entries(below: ".").contains { $0.hasSuffix("ra.txt") })
        let list = try await desk.kho(["list", "--owner", DemonstrationKeys.owner, "--json"] + Self.dossier)
        #expect(list.status == 0 && list.objects.count == 1)
        let denied = try await desk.kho("accesses", "--json").objects.filter { $0["result"]?.string == "denied" }
        #expect(denied.count >= 7)
    }

    @Test(
        "what cannot be said is a usage error",
        arguments: [["--as", "king"], ["--dossier", "x"], ["--purpose", "Nguyễn Văn An"], ["--basis", "x"]])
    func usage(_ arguments: [String]) async throws {
        let desk = try await Desk()
        try await desk.initialise()
        #expect(try await desk.kho(["list"] + arguments).status == 2)
        #expect(try await desk.kho(["list"], environment: ["KHO_AS": "king"]).status == 2)
    }

    @Test("with a local line users are persons: whoever is not named may do nothing")
    func localUsers() async throws {
        let (desk, document) = try await deskWithDocument()
        try desk.folder.write("local somebody CCCD:001200000001\n".utf8, to: "vault-data/roles")
        for arguments in [["list"], ["show", document], ["get", document, "-o", "-"], ["check"], ["accesses"]] {
            #expect(try await desk.kho(arguments).status == 12, "\(arguments)")
        }
        try desk.folder.write("local \(NSUserName()) \(DemonstrationKeys.owner)\n".utf8, to: "vault-data/roles")
        #expect(try await desk.kho("get", document, "-o", "-").status == 0)
        #expect(try await desk.kho("list").status == 12)
        #expect(try await desk.kho("list", "--owner", DemonstrationKeys.owner).status == 0)
        #expect(try await desk.kho("accesses").output.contains("don.txt"))
        try desk.folder.write("local \(NSUserName()) CCCD:001200000001\n".utf8, to: "vault-data/roles")
        #expect(try await desk.kho("get", document, "-o", "-").status == 12)
        #expect(try await desk.kho("get", "khong-co", "-o", "-").status == 12)
        #expect(try await desk.kho("accesses", document).status == 12)
    }

    @Test("the account is the system's word: USER makes nobody somebody else, with or without a name there")
    func account() async throws {
        #expect(SystemAccount.name(of: 0) == "root")
        let unnamed: UInt32 = 3_999_999_999
        #expect(SystemAccount.name(of: unnamed) == "uid:3999999999")
        let (desk, document) = try await deskWithDocument()
        try desk.folder.write("local an \(DemonstrationKeys.owner)\n".utf8, to: "vault-data/roles")
        let spoofed = try await desk.kho(
            ["get", document, "-o", "-"], environment: ["USER": "an", "LOGNAME": "an", "USERNAME": "an"])
        #expect(spoofed.status == 12)
    }

    @Test("a history tells an auditor what happened, and nothing of what documents are called")
    func auditedHistory() async throws {
        let (desk, document) = try await deskWithDocument()
        #expect(try await desk.kho("withdraw", document, "--reason", "Nguyễn Văn An xin rút").status == 0)
        for more in [[], ["--json"]] {
            let whole = try await desk.kho(["history", document] + more)
            #expect(whole.output.contains("Nguyễn Văn An"))
            let audited = try await desk.kho(["history", document, "--as", "auditor"] + more)
            #expect(audited.status == 0 && audited.lines.count == 2, "\(audited.output)\(audited.errors)")
            #expect(!audited.output.contains("An xin") && !audited.output.contains("don.txt"))
        }
    }

    /// As whoever is told to try again does: on a busy machine the others take longer than a vault waits for them.
    private static func again(_ desk: Desk, _ arguments: [String]) async throws -> Int32? {
        for _ in 0..<10 {
            let run = try await desk.kho(arguments)
            guard [["VAULT_LOCKED"], ["ACCESS_NOT_RECORDED"]].contains(run.codes) else { return run.status }
        }
        return try await desk.kho(arguments).status
    }

    @Test("sixty-four processes at once, readers and writers: every access has its own time, and the chain is whole")
    func manyProcesses() async throws {
        let (desk, document) = try await deskWithDocument()
        for number in 0..<8 { try await desk.sign("Đơn \(number)", as: "don-\(number).txt") }
        await withTaskGroup(of: Int32?.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let arguments =
                        number % 8 == 0
                        ? Desk.put("don-\(number / 8).txt.p7s") : ["get", document, "-o", "ra-\(number).txt", "--json"]
                    return try? await Self.again(desk, arguments)
                }
            }
            for await status in group { #expect(status == 0) }
        }
        let accesses = try await desk.kho("accesses", "--json", "--limit", "1000").objects
        let entered = accesses.filter { $0["action"]?.string != "accesses" }
        #expect(entered.count == 1 + 64)
        #expect(Set(entered.compactMap { $0["time"]?.string }).count == 65)
        #expect(entered.compactMap { $0["sequence"]?.integer } == (1...65).reversed().map { Int64($0) })
        #expect(try await desk.kho("check").status == 0)
    }
}
