import CanonicalJSON
import PKI
import TestSupport
import Testing
import TransparencyLog

@testable import VaultCore
@testable import VaultStorage

/// A vault with people at its terminals, as it decides, looks and remembers for whoever searches here and elsewhere.
@Suite("Searching here and elsewhere: the vault's own step, who may, and what is remembered")
struct ResolutionTests {
    private static let number = "038093015572"
    private static let roles = """
        officer CCCD:001200000002 of H37.01
        auditor CCCD:001200000004
        operator CCCD:001200000005
        approver CCCD:001200000006
        certifier CCCD:001200000007 of MST:0400260612
        local chu CCCD:038093015572
        local can-bo CCCD:001200000002
        local kiem-tra CCCD:001200000004
        local van-hanh CCCD:001200000005
        local duyet CCCD:001200000006
        local chung-thuc CCCD:001200000007
        service dich-vu all
        """

    private let vault: MintedVault

    /// 0: in force. 1: withdrawn (2). 3: pending. 4 and 5: one code in two schemes.
    init() async throws {
        vault = try MintedVault()
        try await deposit(0, "CON")
        let gone = try await deposit(1, "RUT")
        let folder = try await VaultFolder.open(vault.path, for: .recording)
        _ = try await folder.vault.enter(
            .withdrawn, of: try #require(KeptDocument(gone)), reason: "", uploader: "test", entrance: "test")
        try await folder.close()
        var pending = PresetValidator()
        pending.indication = .indeterminate
        pending.subIndication = .tryLater
        try await deposit(3, "CHO", by: pending)
        try await deposit(4, "HAI", scheme: "mot")
        try await deposit(5, "HAI", scheme: "hai")
        try vault.write(Array(Self.roles.utf8), to: "roles")
    }

    @discardableResult
    private func deposit(
        _ place: Int, _ code: String, scheme: String = "result", by validator: PresetValidator = PresetValidator()
    ) async throws -> VaultCore.Record {
        let folder = try await vault.open(validator)
        var request = try MintedVault.request(place)
        request.code = try DocumentCode("\(Self.number).\(code)", scheme: scheme)
        let outcome = try await folder.vault.deposit(request)
        try await folder.close()
        guard case .kept(let committed, _) = outcome else { throw VaultError(.notFound) }
        return committed.record
    }

    private func open(_ account: String, _ role: AccessRole?, isOnDossier: Bool = false) async throws
        -> AccessControlledVault
    {
        let claim = AccessClaim(
            role: role, account: account, entrance: "test",
            dossier: isOnDossier ? try DossierCode("H37.01-261124-0001") : nil,
            purpose: isOnDossier ? try AccessPurpose("1.001193") : nil, basis: isOnDossier ? .legalTask : nil)
        return try await VaultFolder.open(vault.path, for: .reading, as: claim).vault
    }

    private func officer() async throws -> AccessControlledVault {
        try await open("can-bo", .officer, isOnDossier: true)
    }

    private func journal() async throws -> [AccessEntry] {
        let auditor = try await open("kiem-tra", .auditor)
        return try await auditor.accesses(of: nil, nil, AccessQuery()).dropFirst().reversed().map(\.entry)
            .filter { $0.actor.entrance == "test" }
    }

    private func query(_ code: String, scheme: String? = nil, withContents: Bool = false) -> CodeQuery {
        CodeQuery(code: "\(Self.number).\(code)", scheme: scheme, wantsContents: withContents)
    }

    @Test("what is in force is found with its proof; what ended, is pending, is not there, or is another's, is not")
    func ownStep() async throws {
        let officer = try await officer()
        guard case .found(let proof) = try await officer.ownFinding(of: query("CON", withContents: true)) else {
            Issue.record("not found")
            return
        }
        let policy = try LogPolicy(parsing: "log \(vault.identity.logKeys[0].key.text)\nquorum none\n")
        let statement = try proof.receipt.verify(
            policy: policy, seals: [vault.seal.certificate.der], verifier: PinnedSeals())
        #expect(statement.index == 0 && proof.contents?.count == 2 && !proof.record.record.isWhole)
        guard case .ended(.withdrawn) = try await officer.ownFinding(of: query("RUT", withContents: true)) else {
            Issue.record("in force")
            return
        }
        for code in ["CHO", "KHONG-CO", ""] {
            guard case .none = try await officer.ownFinding(of: query(code)) else {
                Issue.record("\(code) found")
                return
            }
        }
        await #expect(throws: VaultError(.ambiguous, ["count": "2"])) {
            try await officer.ownFinding(of: query("HAI"))
        }
        guard case .found = try await officer.ownFinding(of: query("HAI", scheme: "hai")) else {
            Issue.record("not found by its scheme")
            return
        }
        // The owner reads who was told of which document, and who tried.
        let entries = try await journal()
        #expect(entries.map(\.action) == [.content, .describe, .describe, .describe])
        #expect(entries.map(\.result) == [.permitted, .permitted, .denied, .permitted])
        #expect(entries.allSatisfy { $0.document != nil && $0.space != nil })
    }

    @Test("behind more documents of one code than are looked through, none is said not to be there")
    func many() async throws {
        try vault.write([], to: "roles")
        let folder = try await vault.open(PresetValidator())
        for number in 0...AccessControlledVault.maximumCandidates {
            var request = try MintedVault.request(100 + number)
            request.code = try DocumentCode("\(Self.number).NHIEU", scheme: "s\(number)")
            _ = try await folder.vault.deposit(request)
        }
        try await folder.close()
        try vault.write(Array(Self.roles.utf8), to: "roles")
        let last = "s\(AccessControlledVault.maximumCandidates)"
        await #expect(throws: VaultError(.ambiguous, ["count": "65"])) {
            try await officer().ownFinding(of: query("NHIEU", scheme: last))
        }
    }

    @Test("an officer on a dossier and an owner for codes of his own numbers may search; nobody else")
    func whoMay() async throws {
        try await officer().beginResolution(of: query("GI-CUNG-DUOC"))
        let owner = try await open("chu", nil)
        try await owner.beginResolution(of: query("CON"))
        for code in ["001200000001.X", "03809301557.X", "038093015572", "x\(Self.number).X", "", "."] {
            await #expect(throws: VaultError(.accessDenied, ["role": "owner"]), "\(code)") {
                try await owner.beginResolution(of: CodeQuery(code: code))
            }
        }
        await #expect(throws: VaultError(.accessNotDeclared, ["role": "officer"])) {
            try await open("can-bo", .officer).beginResolution(of: query("CON"))
        }
        for (account, role) in [
            ("kiem-tra", .auditor), ("van-hanh", .operator), ("duyet", .approver), ("chung-thuc", .certifier),
            ("dich-vu", .service),
        ] as [(String, AccessRole)] {
            await #expect(throws: VaultError(.accessDenied, ["role": role.rawValue])) {
                try await open(account, role, isOnDossier: true).beginResolution(of: query("CON"))
            }
        }
        let entries = try await journal()
        #expect(entries.allSatisfy { $0.action == .resolve && $0.document == nil && $0.space == nil })
        #expect(entries.map(\.result) == [.permitted, .permitted] + Array(repeating: .denied, count: 12))
    }

    @Test("an owner learns of what is his at other vaults, under any of his numbers, and of nothing else")
    func learning() async throws {
        let own = try #require(try await vault.records()[0].shared.document)
        try vault.write([], to: "roles")
        let folder = try await vault.open(PresetValidator(identifiers: ["CCCD:001200000001"]))
        let outcome = try await folder.vault.deposit(MintedVault.request(9, owner: "CCCD:001200000001"))
        try await folder.close()
        try vault.write(Array(Self.roles.utf8), to: "roles")
        guard case .kept(let committed, _) = outcome else { throw VaultError(.notFound) }
        let other = try #require(committed.record.shared.document)
        let owner = try await open("chu", nil)
        #expect(try await owner.mayLearn(of: own))
        #expect(try await !owner.mayLearn(of: other))
        #expect(try await officer().mayLearn(of: other))
    }

    @Test("what came of a search is entered, and read back as it was; the journal stays sound")
    func entered() async throws {
        let resolution = AccessResolution(
            answer: .undecided,
            steps: [
                .init(step: 1, source: "own", outcome: .miss),
                .init(step: 2, source: "tinh", outcome: .error, code: "SERVER_TIMED_OUT"),
                .init(step: 3, source: "dvcqg", outcome: .ended),
            ], vault: nil, index: nil)
        let officer = try await officer()
        try await officer.beginResolution(of: query("CON"))
        try await officer.enter(resolution, of: query("CON"))
        let found = AccessResolution(
            answer: .onFile, steps: [.init(step: 1, source: "own", outcome: .hit)], vault: vault.identity.id, index: 0)
        try await officer.enter(found, of: query("CON"))
        let entries = try await journal()
        #expect(entries.map(\.resolution) == [nil, resolution, found])
        #expect(entries.allSatisfy { $0.dossier?.text == "H37.01-261124-0001" && $0.basis == .legalTask })
        let page = try await open("kiem-tra", .auditor).accesses(of: nil, nil, AccessQuery())
        let wire = try AccessPage(wire: AccessPage(page).wire(isWhole: false))
        #expect(wire.records.contains { $0.entry.resolution == found })
        #expect(try await vault.check().isClean)
    }

    @Test("what was seen of another vault stays, for what continues it alone, and a row that is none is found")
    func seen() async throws {
        let key = try #require(NoteSigningKey.generate(name: "khac.example/log"))
        let id = String(repeating: "ab", count: 16)
        func checkpoint(_ size: UInt64) throws -> SeenCheckpoint {
            let root = MerkleHash.leaf([UInt8(size)])
            return try #require(
                SeenCheckpoint(Checkpoint(origin: "khac.example/log", size: size, root: root).signed(by: key).bytes))
        }
        func seen(_ head: UInt64, _ newest: UInt64, _ sequence: UInt64?) throws -> SeenVault {
            SeenVault(
                vault: id, head: try checkpoint(head), newest: try checkpoint(newest),
                last: sequence.map { .init(sequence: $0, digest: .sha256(of: [UInt8($0)])) })
        }
        let officer = try await officer()
        #expect(try await officer.seen(id) == nil)
        #expect(try await officer.remember(seen(3, 5, 1), after: nil) == nil)
        #expect(try await officer.seen(id) == seen(3, 5, 1))
        // Whoever continues something else is told what is there, and changes nothing.
        #expect(try await officer.remember(seen(4, 5, 2), after: nil) == seen(3, 5, 1))
        #expect(try await officer.remember(seen(4, 5, 2), after: seen(2, 5, 1)) == seen(3, 5, 1))
        #expect(try await officer.remember(seen(4, 5, 2), after: seen(4, 5, 2)) == seen(3, 5, 1))
        #expect(try await officer.seen(id) == seen(3, 5, 1))
        #expect(try await officer.remember(seen(4, 9, 2), after: seen(3, 5, 1)) == nil)
        #expect(try await officer.remember(seen(4, 9, 2), after: seen(4, 9, 2)) == nil)
        #expect(try await self.officer().seen(id) == seen(4, 9, 2))
        #expect(try seen(2, 9, nil).merged(with: seen(4, 5, 2)) == seen(4, 9, 2))
        #expect(try seen(7, 3, nil).newest == checkpoint(7))
        #expect(try SeenVault(bytes: seen(4, 9, 2).bytes) == seen(4, 9, 2))
        #expect(try await vault.check().isClean)
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        try database.write { try LocalState.set("seen-\(id)", "{}", $0) }
        database.close()
        #expect(try await !vault.check().isClean)
        await #expect(throws: VaultError(.integrity, ["part": "catalogue", "reason": "seen"])) {
            try await officer.seen(id)
        }
    }

    @Test("the sources are those of the vault's file as it is now; one that cannot be understood is named by its line")
    func sources() async throws {
        let officer = try await officer()
        #expect(try await officer.sources().all.isEmpty)
        let id = String(repeating: "ab", count: 16)
        try vault.write(Array("bilateral tinh https://kho.tinh.example \(id)\n".utf8), to: "sources")
        #expect(try await officer.sources().all.map(\.name) == ["tinh"])
        #expect(try await vault.check().isClean)
        let own = "# x\nportal minh https://kho.tinh.example \(vault.identity.id)\n"
        for (bytes, line) in [
            (Array("# x\nbilateral\n".utf8), "2"), (Array(own.utf8), "2"), ([0xff], "0"),
        ] as [([UInt8], String)] {
            try vault.write(bytes, to: "sources")
            await #expect(throws: VaultError(.sourcesMalformed, ["line": line])) { try await officer.sources() }
            #expect(try await vault.check().findings.map(\.code) == [.rulesUnreadable])
        }
    }

    @Test("an answer of a vault's reads back as it was; what is missing in it is named")
    func codeAnswers() async throws {
        let answer = try await open("dich-vu", .service).document(by: query("CON", withContents: true))
        let read = try CodeAnswer(JSON(parsing: answer.json.canonicalBytes))
        #expect(read.record == answer.record && read.proof == answer.proof && read.contents == answer.contents)
        #expect(read.end == nil && read.json == answer.json)
        let gone = try await open("dich-vu", .service).document(by: query("RUT"))
        #expect(try CodeAnswer(gone.json).end == .withdrawn && CodeAnswer(gone.json).contents == nil)
        for field in ["files", "proof", "record", "standing", "v"] {
            var object = try #require(answer.json.object)
            object[field] = nil
            #expect(throws: VaultError.self, "\(field)") { try CodeAnswer(.object(object)) }
        }
        for standing in [["status": "in-force", "version": 2], ["status": "good", "version": 1], "in-force"] as [JSON] {
            var object = try #require(answer.json.object)
            object["standing"] = standing
            #expect(throws: VaultError(.partMalformed, ["field": "standing"])) { try CodeAnswer(.object(object)) }
        }
    }
}
