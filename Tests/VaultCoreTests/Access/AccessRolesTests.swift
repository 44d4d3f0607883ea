import Testing
import VaultCore

@Suite("Lines of roles about access")
struct AccessRolesTests {
    private static let text = """
        certifier CCCD:001200000009
        officer CCCD:001200000001 of H37.01
        officer CCCD:001200000001 of H37.02
        auditor CCCD:001200000002
        operator CCCD:001200000003   # the machine
        approver CCCD:001200000004
        service cong-dvc all
        local can-bo CCCD:001200000001
        local kiem-tra CCCD:001200000002
        local van-hanh CCCD:001200000003
        local duyet CCCD:001200000004
        local chung-thuc CCCD:001200000009
        """

    private func actor(_ role: AccessRole?, _ account: String, dossier: String? = nil) throws -> Actor {
        try Roles(parsing: Self.text).access.actor(
            AccessClaim(role: role, account: account, dossier: try dossier.map { try DossierCode($0) }))
    }

    @Test("an account is the person that its line names, in the roles of that person alone")
    func persons() throws {
        let accounts: [(String, AccessRole)] = [
            ("can-bo", .officer), ("kiem-tra", .auditor), ("van-hanh", .operator), ("duyet", .approver),
            ("chung-thuc", .certifier), ("cong-dvc", .service),
        ]
        for (account, own) in accounts {
            for role in AccessRole.allCases {
                let isHis = role == own || role == .owner && own != .service
                let found = try? actor(role, account)
                #expect((found != nil) == isHis, "\(account) as \(role)")
            }
        }
        #expect(try actor(nil, "can-bo").person?.description == "CCCD:001200000001")
        #expect(try actor(nil, "can-bo").role == .owner)
        #expect(try !actor(nil, "can-bo").isSole)
    }

    @Test("an account without a line may nothing")
    func strangers() {
        for role in AccessRole.allCases {
            #expect(throws: VaultError(.accessDenied, ["role": role.rawValue])) { try actor(role, "la") }
        }
        #expect(throws: VaultError(.accessDenied, ["role": "owner"])) { try actor(nil, "") }
    }

    @Test("an officer of several agencies acts for the one that the dossier lies under")
    func agencies() throws {
        #expect(try actor(.officer, "can-bo", dossier: "H37.01-261124-0001").agency?.text == "H37.01")
        #expect(try actor(.officer, "can-bo", dossier: "H37.02-261124-0001").agency?.text == "H37.02")
    }

    @Test("without a local line there is one user, and a role is as declared")
    func oneUser() throws {
        let roles = try Roles(parsing: "agency MST:0100000000\nauditor CCCD:001200000002").access
        #expect(roles.isOfOneUser)
        #expect(try roles.actor(AccessClaim(account: "ai")).isSoleOwner)
        #expect(try roles.actor(AccessClaim(role: .auditor, account: "ai")).role == .auditor)
        let officer = try roles.actor(
            AccessClaim(role: .officer, dossier: try DossierCode("H37.01-261124-0001")))
        #expect(officer.agency?.text == "H37.01")
    }

    @Test(
        "a line that is not understood is refused with its number",
        arguments: [
            "officer CCCD:001200000001", "officer CCCD:001200000001 at H37", "officer CCCD:1 of H37",
            "officer CCCD:001200000001 of h37", "auditor", "auditor CCCD:1", "approver CCCD:001200000001 x",
            "service cong", "service cong All", "client cong",
            "client cong sha256:00", "client cong \(String(repeating: "0", count: 64))",
            "client cong sha512:\(String(repeating: "0", count: 128))",
            "client cong sha256:\(String(repeating: "A", count: 64))",
            "client cong sha256:\(String(repeating: "0", count: 64)) x",
            "client cong sha256:\(String(repeating: "0", count: 64))\nclient khac sha256:\(String(repeating: "0", count: 64))",
            "local an", "local an CCCD:1",
            "local an CCCD:001200000001\nlocal an CCCD:001200000002", "owner CCCD:001200000001",
        ])
    func malformed(_ text: String) {
        let line = String(text.split(separator: "\n").count)
        #expect(throws: VaultError(.rolesMalformed, ["line": line])) { try Roles(parsing: text) }
    }

    @Test("an agency lies under another of its own form only")
    func containment() throws {
        func contains(_ one: String, _ other: String) throws -> Bool {
            try AgencyCode(one).contains(AgencyCode(other))
        }
        #expect(try contains("H37", "H37"))
        #expect(try contains("H37", "H37.01"))
        #expect(try !contains("H37.01", "H37"))
        #expect(try !contains("H37.1", "H37.10"))
        #expect(try !contains("H37", "H38.37"))
        #expect(try contains("000.00.00.H22", "000.00.01.H22"))
        #expect(try contains("000.00.01.H22", "000.07.01.H22"))
        #expect(try !contains("000.00.01.H22", "000.00.02.H22"))
        #expect(try !contains("000.00.00.H22", "000.07.00.H22"))
        #expect(try !contains("H22", "000.00.01.H22"))
    }

    @Test(
        "a purpose is a slug, and never holds a person's number",
        arguments: [
            "", "giấy", "a b", "038093015572", "x.123456789", "a/b", String(repeating: "a", count: 65),
        ])
    func purposes(_ text: String) {
        #expect(throws: VaultError(.accessPurposeMalformed)) { try AccessPurpose(text) }
    }

    @Test("a dossier's code is strict", arguments: ["H37.01", "H37.01-261324-0001", "H37-261124-1", "37-261124-0001"])
    func dossiers(_ text: String) {
        #expect(throws: VaultError(.dossierCodeMalformed)) { try DossierCode(text) }
        #expect(throws: Never.self) { try AccessPurpose("1.001193") }
    }
}
