import CanonicalJSON
import PKI
import TestSupport
import Testing
import TransparencyLog

@testable import VaultCore
@testable import VaultStorage

/// A vault with accounts, a service of a scope and one of everything, officers, and an operator.
@Suite("What sync services ask for")
struct SyncTests {
    private static let other = "CCCD:001200000001"
    private static let roles = """
        officer CCCD:001200000002 of H37.01
        auditor CCCD:001200000004
        operator CCCD:001200000005
        local chu CCCD:038093015572
        local can-bo CCCD:001200000002
        local kiem-tra CCCD:001200000004
        local van-hanh CCCD:001200000005
        service dich-vu ho-so
        service tong-hop all
        service khong khong-co
        """

    private let vault: MintedVault

    /// 0: a dossier with a code. 1: a file of his own. 2: another's dossier. 3: a dossier that is withdrawn (4).
    /// 5: the next version of 0. 6: a dossier that is pending.
    init() async throws {
        vault = try MintedVault()
        let one = try await Self.deposit(0, code: "MA-1", into: vault)
        try await Self.deposit(1, category: .ownFile, code: "MA-2", into: vault)
        try await Self.deposit(2, owner: Self.other, into: vault)
        let gone = try await Self.deposit(3, code: "MA-3", into: vault)
        let folder = try await VaultFolder.open(vault.path, for: .recording)
        _ = try await folder.vault.enter(
            .withdrawn, of: try #require(KeptDocument(gone)), reason: "", uploader: "test", entrance: "test")
        try await folder.close()
        try await Self.deposit(5, replacing: one.shared.subject, into: vault)
        var pending = PresetValidator()
        pending.indication = .indeterminate
        pending.subIndication = .tryLater
        try await Self.deposit(6, code: "MA-6", by: pending, into: vault)
        try vault.write(Array(Self.roles.utf8), to: "roles")
        try vault.write(Array("scope ho-so 1 category=2\n".utf8), to: "scopes")
    }

    @discardableResult
    private static func deposit(
        _ number: Int, owner: String = MintedVault.owner, category: VaultCore.Category = .dossier, code: String? = nil,
        replacing: DocumentID? = nil, by validator: PresetValidator? = nil, into vault: MintedVault
    ) async throws -> VaultCore.Record {
        let folder = try await vault.open(validator ?? PresetValidator(identifiers: [owner]))
        var request = try MintedVault.request(number, owner: owner, category: category)
        request.code = try code.map { try DocumentCode($0, scheme: "rieng") }
        request.replaces = try replacing.map { try DocumentReference($0.text) }
        let outcome = try await folder.vault.deposit(request)
        try await folder.close()
        guard case .kept(let committed, _) = outcome else { throw VaultError(.notFound) }
        return committed.record
    }

    private func open(_ account: String, _ role: AccessRole?, dossier: String? = nil) async throws -> any SyncVault {
        let claim = AccessClaim(
            role: role, account: account, entrance: "test", dossier: try dossier.map { try DossierCode($0) },
            purpose: dossier == nil ? nil : try AccessPurpose("1.001193"), basis: dossier == nil ? nil : .legalTask)
        return try await VaultFolder.open(vault.path, for: .reading, as: claim).vault
    }

    private func service(_ name: String = "dich-vu") async throws -> any SyncVault { try await open(name, .service) }

    private func officer() async throws -> any SyncVault {
        try await open("can-bo", .officer, dossier: "H37.01-261124-0001")
    }

    private func indices(_ page: CataloguePage) -> [UInt64] { page.documents.map(\.record.record.index) }

    private func journal() async throws -> [AccessEntry] {
        let claim = AccessClaim(role: .auditor, account: "kiem-tra", entrance: "test")
        let auditor = try await VaultFolder.open(vault.path, for: .reading, as: claim).vault
        // What was there before came in by the library.
        return try await auditor.accesses(of: nil, nil, AccessQuery()).dropFirst().reversed().map(\.entry)
            .filter { $0.actor.entrance == "test" }
    }

    // MARK: The catalogue

    @Test(
        "a service gets what is in force of its scope, each by its newest version; the whole scope, everything in force"
    )
    func scopes() async throws {
        let page = try await service().catalogue(CatalogueQuery())
        #expect(indices(page) == [2, 5] && page.next == nil)
        #expect(try await indices(service("tong-hop").catalogue(CatalogueQuery())) == [1, 2, 5])
        #expect(try await journal().map(\.action) == [.readCatalogue, .readCatalogue])
    }

    @Test("a file of scopes that nobody understands shuts out those whose scope it defines, and not who has everything")
    func brokenScopes() async throws {
        try vault.write(Array("scope\n".utf8), to: "scopes")
        await #expect(throws: VaultError(.scopesMalformed, ["line": "1"])) {
            try await service().catalogue(CatalogueQuery())
        }
        #expect(try await indices(service("tong-hop").catalogue(CatalogueQuery())) == [1, 2, 5])
        #expect(try await service("tong-hop").bodies(of: .all, 1) == nil)
    }

    @Test("whoever gets a page verifies each document offline: parts, leaf, inclusion in the signed checkpoint")
    func verified() async throws {
        let json = try await service("tong-hop").catalogue(CatalogueQuery()).json
        let page = try CataloguePage(JSON(parsing: json.canonicalBytes))
        let checkpoint = try LogReader(identity: vault.identity).checkpoint(page.checkpoint)
        #expect(checkpoint.size == 7 && page.documents.count == 3)
        for document in page.documents {
            try document.record.verify(document.proof, in: checkpoint)
            #expect(!document.record.record.isWhole)
            #expect(throws: VaultError.self) {
                try document.record.verify(Array(document.proof.dropLast()), in: checkpoint)
            }
        }
        let text = String(decoding: json.canonicalBytes, as: UTF8.self)
        for (one, other) in [("hop-dong-2", "hop-dong-3"), ("\"index\":2", "\"index\":3")] {
            let changed = try JSON(parsing: Array(text.replacing(one, with: other).utf8))
            #expect(throws: VaultError.self) {
                for document in try CataloguePage(changed).documents {
                    try document.record.verify(document.proof, in: checkpoint)
                }
            }
        }
    }

    @Test("pages follow on each other, are entered once, and filters narrow them")
    func pages() async throws {
        let service = try await service("tong-hop")
        var query = CatalogueQuery(limit: 1)
        var found: [UInt64] = []
        while true {
            let page = try await service.catalogue(query)
            #expect(page.documents.count <= 1)
            found += indices(page)
            guard let next = page.next else { break }
            query.after = next
        }
        #expect(found == [1, 2, 5])
        #expect(try await journal().map(\.action) == [.readCatalogue])
        // Behind what is not in the scope, and what was withdrawn.
        let narrow = try await self.service()
        let first = try await narrow.catalogue(CatalogueQuery(limit: 1))
        let second = try await narrow.catalogue(CatalogueQuery(after: first.next, limit: 1))
        #expect(indices(first) == [2] && first.next == 2 && indices(second) == [5] && second.next == 5)
        #expect(try await narrow.catalogue(CatalogueQuery(after: 5, limit: 1)).next == nil)
        #expect(try await indices(service.catalogue(CatalogueQuery(category: .ownFile))) == [1])
        #expect(try await indices(service.catalogue(CatalogueQuery(owner: Owner(Self.other)))) == [2])
        #expect(try await indices(service.catalogue(CatalogueQuery(paperType: "KQ.1"))) == [])
    }

    @Test("an officer has one owner's for a dossier; whoever else asks has nothing, and that he asked is entered")
    func others() async throws {
        let officer = try await officer()
        #expect(try await indices(officer.catalogue(CatalogueQuery(owner: Owner(Self.other)))) == [2])
        let denied: [(String, AccessRole?)] = [
            ("can-bo", .officer), ("van-hanh", .operator), ("kiem-tra", .auditor), ("chu", nil), ("khong", .service),
        ]
        await #expect(throws: VaultError(.accessDenied, ["role": "officer"])) {
            try await officer.catalogue(CatalogueQuery())
        }
        for (account, role) in denied {
            await #expect(throws: VaultError.self, "\(account)") {
                try await open(account, role).catalogue(CatalogueQuery(owner: Owner(Self.other)))
            }
        }
        #expect(try await journal().count { $0.result == .denied } == denied.count + 1)
    }

    // MARK: A document by its code

    @Test("a document is found by its code, with its standing and a proof that anybody verifies")
    func byCode() async throws {
        let answer = try await service().document(by: CodeQuery(code: "MA-1", scheme: "rieng"))
        #expect(answer.record.record.index == 5 && answer.end == nil && answer.document.version == 2)
        let json = try JSON(parsing: answer.json.canonicalBytes)
        let proof = try InclusionProofFile(parsing: Array(try #require(json["proof"]?.string).utf8))
        let checkpoint = try LogReader(identity: vault.identity).checkpoint(proof.checkpoint)
        try DisclosedRecord(try #require(json["record"])).verify(proof.hashes, in: checkpoint)
        #expect(json["standing"] == ["status": "in-force", "version": 2])
        let id = answer.document.document.text
        #expect(
            json["files"]?.array?.compactMap { $0["link"]?.string }
                == (0...1).map { "/v1/documents/\(id)/2/files/\($0)" })
        let gone = try await service().document(by: CodeQuery(code: "MA-3"))
        #expect(gone.end == .withdrawn)
        #expect(try await journal().map(\.action) == [.describe, .describe])
    }

    @Test("bytes come in the answer where they are asked for, and are entered as read")
    func inline() async throws {
        let answer = try await service().document(by: CodeQuery(code: "MA-1", wantsContents: true))
        let contents = try #require(answer.contents)
        #expect(contents.map(Digest.sha256(of:)) == answer.document.files.map(\.digest))
        #expect(answer.json["files"]?[0]?["content"]?.string == Base64.encode(contents[0]))
        #expect(answer.json["files"]?[0]?["link"] == nil)
        #expect(try await journal().map(\.action) == [.content])
    }

    @Test("a service whose scope nobody defined is told so, and not that a document is not there")
    func undefinedScope() async throws {
        for code in ["MA-1", "MA-9"] {
            await #expect(throws: VaultError(.scopeUnknown, ["scope": "khong-co"]), "\(code)") {
                try await service("khong").document(by: CodeQuery(code: code))
            }
        }
        #expect(try await journal().map(\.result) == [.denied, .denied])
    }

    @Test("what is out of the scope, pending, or not there has one answer")
    func misses() async throws {
        let codes = ["MA-2", "MA-6", "MA-9", "kho:vault", "\u{7}", "", "sha256:" + String(repeating: "a", count: 64)]
        for code in codes {
            await #expect(throws: VaultError(.notFound), "\(code)") {
                try await service().document(by: CodeQuery(code: code))
            }
        }
        await #expect(throws: VaultError(.notFound)) {
            try await service().document(by: CodeQuery(code: "MA-1", scheme: "khac"))
        }
        // An id and a digest are no codes.
        let record = try await vault.records()[5]
        for text in [record.shared.subject?.text, record.shared.document?.files[0].digest.hexadecimal] {
            await #expect(throws: VaultError(.notFound)) {
                try await service().document(by: CodeQuery(code: try #require(text)))
            }
        }
        #expect(try await journal().allSatisfy { $0.result == .denied })
    }

    @Test(
        "what is committed and not published yet has no proof: it comes with the next question, and nothing is damaged")
    func unpublished() async throws {
        try Shell.run("cp log/checkpoint old", in: vault.path)
        try vault.write([], to: "roles")
        try await Self.deposit(7, code: "MA-7", into: vault)
        try vault.write(Array(Self.roles.utf8), to: "roles")
        #expect(try await service().document(by: CodeQuery(code: "MA-7")).record.record.index == 7)
        try Shell.run("mv old log/checkpoint", in: vault.path)
        await #expect(throws: VaultError(.committedNotPublished, ["size": "8"])) {
            try await service().document(by: CodeQuery(code: "MA-7"))
        }
        let page = try await service().catalogue(CatalogueQuery())
        #expect(indices(page) == [2, 5] && page.next == 5)
    }

    @Test("a service reads the files of its scope, and nothing else of them")
    func contents() async throws {
        let claim = AccessClaim(role: .service, account: "dich-vu", entrance: "test")
        let service = try await VaultFolder.open(vault.path, for: .reading, as: claim).vault
        let records = try await vault.records()
        let inScope = try #require(KeptDocument(records[5]))
        #expect(try await service.content(of: inScope.description.files[0], in: inScope).count > 0)
        let denied = VaultError(.accessDenied, ["role": "service"])
        for index in [1, 6] {
            let document = try #require(KeptDocument(records[index]))
            await #expect(throws: denied) {
                try await service.content(of: document.description.files[0], in: document)
            }
        }
        await #expect(throws: denied) { try await service.history(of: inScope.description.document) }
        await #expect(throws: denied) { try await service.list(DocumentQuery()) }
        await #expect(throws: denied) { try await service.evidence(of: inScope) }
        await #expect(throws: denied) { try await service.receipt(for: records[5], disclosesPrivate: false) }
    }

    // MARK: Bodies of manifests

    @Test("bodies go to the service that a chain is for, to one of everything and to operators")
    func bodies() async throws {
        for name in ["all", "dich-vu.ho-so.1"] {
            let chain = try #require(ManifestChain(folderName: name))
            try await VaultManifests.open(
                vault.path, chain: chain, writes: true,
                as: AccessClaim(role: .operator, account: "van-hanh", entrance: "test")
            ).issue(seal: vault.seal, at: MintedPKI.now)
        }
        func count(_ name: String, _ account: String, _ role: AccessRole?) async throws -> Int? {
            let chain = try #require(ManifestChain(folderName: name))
            let claim = AccessClaim(role: role, account: account, entrance: "test", scope: chain.scope)
            let reader = try await VaultFolder.open(vault.path, for: .reading, as: claim).vault
            guard let bodies = try await reader.bodies(of: chain, 1) else { return nil }
            var count = 0
            for page in 0..<bodies.pageCount {
                for body in try await bodies.page(page) {
                    #expect(try bodies.manifest.check(body) != nil)
                    count += 1
                }
            }
            return count
        }
        #expect(try await count("dich-vu.ho-so.1", "dich-vu", .service) == 5)
        #expect(try await count("all", "tong-hop", .service) == 6)
        #expect(try await count("dich-vu.ho-so.1", "tong-hop", .service) == 5)
        #expect(try await count("all", "van-hanh", .operator) == 6)
        #expect(try await count("khac.ho-so.1", "tong-hop", .service) == nil)
        for (name, account, role) in [
            ("all", "dich-vu", .service), ("khac.ho-so.1", "dich-vu", .service),
            ("dich-vu.khac.1", "dich-vu", .service),
            ("all", "chu", nil), ("all", "can-bo", .officer), ("all", "kiem-tra", .auditor),
        ] as [(String, String, AccessRole?)] {
            await #expect(throws: VaultError.self, "\(name) \(account)") { try await count(name, account, role) }
        }
    }
}
