import PKI
import TestSupport
import Testing
import VaultCore

/// What the lines of `roles` give to those who come over the network.
@Suite("Visitors and roles")
struct VisitorRolesTests {
    private static let certificate = Digest.sha256(of: Array("certificate".utf8))
    private static let other = Digest.sha256(of: Array("other".utf8))

    private static let lines = """
        officer CCCD:001200000001 of H37.01
        officer MST:0100000000 of H37
        auditor CCCD:001200000002
        operator CCCD:001200000003
        approver CCCD:001200000004
        certifier CCCD:001200000009
        service cong-dvc tax
        service cong-dvc land
        service thue tax
        service tat-ca all
        service tat-ca tax
        client cong-dvc \(certificate)
        client cong-dvc \(other)
        client thue \(Digest.sha256(of: [1]))
        client tat-ca \(Digest.sha256(of: [2]))
        client khong \(Digest.sha256(of: [3]))

        """
    /// The same vault with and without people at its terminals.
    static let texts = [lines, lines + "local lan CCCD:001200000002\n"]

    private static func person(
        _ numbers: String..., user: String? = nil, isOwner: Bool = true
    ) throws -> Visitor {
        .person(
            SignedInPerson(
                user: try Owner(user ?? numbers[0]), numbers: Set(try numbers.map { try Owner($0) }), isOwner: isOwner,
                certificate: certificate, validUntil: MintedPKI.now))
    }

    private static func actor(
        _ text: String, _ visitor: Visitor, _ role: AccessRole? = nil, dossier: String? = nil, scope: String? = nil
    ) throws -> Actor {
        // The account is what the server runs as: it says nothing of who comes.
        try Roles(parsing: text).access.actor(
            AccessClaim(
                role: role, account: "lan", entrance: "http", dossier: try dossier.map { try DossierCode($0) },
                visitor: visitor, scope: scope))
    }

    @Test("a person has the roles of his lines, is the owner of what is his, and never the only user", arguments: texts)
    func persons(_ text: String) throws {
        let own: [(String, AccessRole?)] = [
            ("CCCD:001200000001", .officer), ("CCCD:001200000002", .auditor), ("CCCD:001200000003", .operator),
            ("CCCD:001200000004", .approver), ("CCCD:001200000009", .certifier), ("CCCD:038093015572", nil),
        ]
        for (number, own) in own {
            for role in AccessRole.allCases {
                let found = try? Self.actor(text, try Self.person(number), role)
                #expect((found != nil) == (role == own || role == .owner), "\(number) as \(role)")
                #expect(found?.isSole ?? false == false)
                #expect(try found == nil || found?.person == Owner(number))
                #expect(found == nil || found?.account == "" && found?.entrance == "http")
            }
        }
        #expect(try Self.actor(text, try Self.person("CCCD:038093015572")).role == .owner)
    }

    @Test("whoever may not act as the owner does not, whatever his certificate names", arguments: texts)
    func notOwner(_ text: String) throws {
        let employee = try Self.person("CCCD:001200000002", "MST:0100109106", isOwner: false)
        #expect(throws: VaultError(.accessDenied, ["role": "owner"])) { try Self.actor(text, employee) }
        #expect(throws: VaultError(.accessDenied, ["role": "owner"])) { try Self.actor(text, employee, .owner) }
        #expect(try Self.actor(text, employee, .auditor).person?.description == "CCCD:001200000002")
    }

    @Test("what a local line gives to an account of the machine, it gives to nobody who comes over the network")
    func localLines() throws {
        let text = "local lan CCCD:001200000002\n"
        for role in AccessRole.allCases where role != .owner {
            #expect(throws: VaultError(.accessDenied, ["role": role.rawValue])) {
                try Self.actor(text, try Self.person("CCCD:001200000002"), role)
            }
        }
        #expect(throws: VaultError(.accessDenied, ["role": "auditor"])) {
            try Self.actor("", try Self.person("CCCD:001200000002"), .auditor)
        }
    }

    @Test("any number of the certificate counts, and the person answers for what is done", arguments: texts)
    func numbers(_ text: String) throws {
        let employee = try Self.person("MST:0100000000", "CCCD:001200000007", isOwner: true)
        let officer = try Self.actor(text, employee, .officer, dossier: "H37.05-261124-0001")
        #expect(officer.person?.description == "CCCD:001200000007")
        #expect(officer.agency?.text == "H37")
        let both = try Self.person("MST:0100000000", "CCCD:001200000001")
        #expect(try Self.actor(text, both, .officer, dossier: "H37.01-261124-0001").agency?.text == "H37.01")
        #expect(try Self.actor(text, both, .officer, dossier: "H37.02-261124-0001").agency?.text == "H37")
        let seal = try Self.person("MST:0100000000")
        #expect(try Self.actor(text, seal, .officer).person?.description == "MST:0100000000")
        // A number that is linked with one of the certificate's is not in it.
        let linked = try Self.person("CCCD:038093015572", user: "CCCD:001200000002")
        #expect(throws: VaultError.self) { try Self.actor(text, linked, .auditor) }
    }

    @Test("a service is known by its pinned certificate, and is nothing else", arguments: texts)
    func services(_ text: String) throws {
        let roles = try Roles(parsing: text).access
        #expect(roles.service(by: Self.certificate) == "cong-dvc")
        #expect(roles.service(by: Self.other) == "cong-dvc")
        #expect(roles.service(by: Digest.sha256(of: [9])) == nil)
        let thue = Visitor.service(name: "thue", certificate: Digest.sha256(of: [1]))
        #expect(try Self.actor(text, thue) == Actor(role: .service, account: "thue", entrance: "http", scope: "tax"))
        for role in AccessRole.allCases where role != .service {
            #expect(throws: VaultError(.accessDenied, ["role": role.rawValue])) { try Self.actor(text, thue, role) }
        }
        let strangers: [Visitor] = [
            .service(name: "thue", certificate: Self.certificate),
            .service(name: "cong-dvc", certificate: Digest.sha256(of: [1])),
            .service(name: "thue", certificate: Digest.sha256(of: [9])),
            .service(name: "", certificate: Self.certificate),
            // Without a scope.
            .service(name: "khong", certificate: Digest.sha256(of: [3])),
        ]
        for stranger in strangers {
            #expect(throws: VaultError(.accessDenied, ["role": "service"])) { try Self.actor(text, stranger) }
        }
    }

    @Test(
        "of several scopes a service names the one it comes for; without a name it has none of them", arguments: texts)
    func scopes(_ text: String) throws {
        let service = Visitor.service(name: "cong-dvc", certificate: Self.certificate)
        #expect(try Self.actor(text, service, scope: "tax").scope == "tax")
        #expect(try Self.actor(text, service, scope: "land").scope == "land")
        #expect(try Self.actor(text, service).scope == nil)
        for scope in ["all", "", "TAX", "health"] { #expect(try Self.actor(text, service, scope: scope).scope == nil) }
        let all = Visitor.service(name: "tat-ca", certificate: Digest.sha256(of: [2]))
        for scope in [nil, "all", "tax", "land"] { #expect(try Self.actor(text, all, scope: scope).scope == "all") }
    }
}
