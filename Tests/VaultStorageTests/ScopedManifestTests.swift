import PKI
import TestSupport
import Testing
import TransparencyLog

@testable import VaultCore
@testable import VaultStorage

/// Real vaults with scopes, and the chains that their services follow.
@Suite("Manifests of a scope")
struct ScopedManifestTests {
    private static let other = "CCCD:001200000001"
    private static let former = "CMND:012345678"

    private let vault: MintedVault

    init() throws { vault = try MintedVault() }

    private func write(scopes: String) throws { try vault.write(Array((scopes + "\n").utf8), to: "scopes") }

    private func chain(_ folder: String) throws -> ManifestChain { try #require(ManifestChain(folderName: folder)) }

    @discardableResult
    private func issue(_ folder: String) async throws -> (manifests: [Manifest], head: ManifestHead) {
        try await VaultManifests.open(vault.path, chain: try chain(folder), writes: true)
            .issue(seal: vault.seal, at: MintedPKI.now)
    }

    private func link(_ one: String, _ other: String, isLinked: Bool, evidence: VaultCore.Record) async throws {
        let folder = try await VaultFolder.open(vault.path, for: .recording)
        _ = try await folder.vault.enter(
            Owner(one), Owner(other), isLinked: isLinked, evidence: try #require(KeptDocument(evidence)), reason: "",
            uploader: "test", entrance: "test")
        try await folder.close()
    }

    private func named(_ folder: String) async throws -> [UInt64] {
        let manifests = try await VaultManifests.open(vault.path, chain: try chain(folder), writes: false)
        var indices: [UInt64] = []
        guard let last = try await manifests.lastSequence() else { return [] }
        for sequence in 1...last {
            let sealed = try #require(try await manifests.manifest(sequence))
            indices += try Manifest(bytes: sealed.bytes).entries.map(\.index)
        }
        return indices
    }

    @Test("names what is in the scope alone, in ranges without a hole, and a receiver follows it from its files")
    func following() async throws {
        try write(scopes: "scope ho-so 1 category=2")
        try await vault.deposit(one: 0)
        try await vault.deposit(one: 1, category: .dossier)
        try await vault.deposit(one: 2)
        let (first, _) = try await issue("dich-vu.ho-so.1")
        #expect(first.map(\.sequence) == [1])
        #expect(first[0].entries.map(\.index) == [1] && first[0].withheld.isEmpty)
        #expect(first[0].from == 0 && first[0].to == 3)
        try await vault.deposit(one: 3, category: .dossier)
        let (second, head) = try await issue("dich-vu.ho-so.1")
        #expect(second.map(\.from) == [3] && second[0].previous == first[0].digest)
        #expect(head.last?.sequence == 2)

        let policy = try LogPolicy(parsing: "log \(vault.identity.logKeys[0].key.text)\nquorum none\n")
        let verifier = ManifestVerifier(
            vault: PinnedVault(id: vault.identity.id, seals: [vault.seal.certificateDER], policy: policy),
            chain: try chain("dich-vu.ho-so.1"))
        let manifests = try await VaultManifests.open(
            vault.path, chain: try chain("dich-vu.ho-so.1"), writes: false)
        let leaves = try await vault.entries().map(\.leaf.bytes)
        var tiles = TilesInMemory()
        tiles.apply(try TileGrowth.writes(from: TreeFrontier(), appending: leaves, reader: tiles))
        var state: ManifestState?
        for sequence: UInt64 in 1...2 {
            let sealed = try #require(try await manifests.manifest(sequence))
            let (manifest, next) = try verifier.accept(sealed, after: state, at: MintedPKI.now) {
                try TreeProof.consistency(from: $0, to: $1, reader: tiles)
            }
            state = next
            for body in try await manifests.bodies(of: manifest) {
                #expect(try manifest.check(body)?.document?.category == .dossier)
            }
        }
        #expect(state?.to == 4)
        #expect(try await vault.check().findings == [])
    }

    @Test("where nothing in the scope came there is no manifest, and a head whose checkpoint says how far was looked")
    func silence() async throws {
        try write(scopes: "scope ho-so 1 category=2")
        try await vault.deposit(one: 0)
        let (none, head) = try await issue("dich-vu.ho-so.1")
        #expect(none.isEmpty && head.last == nil)
        #expect(try LogReader(identity: vault.identity).checkpoint(head.checkpoint).size == 1)
        try await vault.deposit(one: 1, category: .dossier)
        #expect(try await issue("dich-vu.ho-so.1").manifests.map { [$0.from, $0.to] } == [[0, 2]])
        try await vault.deposit(one: 2)
        let (more, later) = try await issue("dich-vu.ho-so.1")
        #expect(more.isEmpty && later.last?.sequence == 1)
        #expect(try LogReader(identity: vault.identity).checkpoint(later.checkpoint).size == 3)
        #expect(try await vault.check().findings == [])
    }

    @Test("who was told of a document hears of its next version and its end, whatever its type is by then")
    func goingOn() async throws {
        try write(scopes: "scope dat-dai 1 type=KQ.G15.*")
        let one = try await vault.deposit(one: 0, type: "KQ.G15.000031")
        let two = try await vault.deposit(one: 1, type: "KQ.G99.000001")
        try await issue("dich-vu.dat-dai.1")
        try await vault.deposit(one: 2, type: "KQ.G99.000002", replacing: one.shared.subject)
        try await vault.deposit(one: 3, type: "KQ.G99.000002", replacing: two.shared.subject)
        try await issue("dich-vu.dat-dai.1")
        try await vault.withdraw(one)
        try await vault.withdraw(two)
        try await issue("dich-vu.dat-dai.1")
        #expect(try await named("dich-vu.dat-dai.1") == [0, 2, 4])
        // The same when it is told all at once.
        try write(scopes: "scope dat-dai 2 type=KQ.G15.*")
        try await issue("dich-vu.dat-dai.2")
        #expect(try await named("dich-vu.dat-dai.2") == [0, 2, 4])
    }

    @Test("a group has what is under its members' linked numbers when it is issued, and keeps what it was told of")
    func groups() async throws {
        try write(scopes: "scope nhom 1 group=g\ngroup g \(MintedVault.owner)")
        let own = try await vault.deposit(one: 0)
        let under = try await vault.deposit(one: 1, owner: Self.former)
        try await vault.deposit(one: 2, owner: Self.other)
        try await issue("dich-vu.nhom.1")
        #expect(try await named("dich-vu.nhom.1") == [0])
        try await link(MintedVault.owner, Self.former, isLinked: true, evidence: own)
        let later = try await vault.deposit(one: 4, owner: Self.former)
        try await issue("dich-vu.nhom.1")
        #expect(try await named("dich-vu.nhom.1") == [0, later.index])
        try await link(MintedVault.owner, Self.former, isLinked: false, evidence: own)
        try await vault.withdraw(later)
        try await vault.withdraw(under)
        try await issue("dich-vu.nhom.1")
        let end = try await vault.records().count
        #expect(try await named("dich-vu.nhom.1") == [0, later.index, UInt64(end) - 2])
    }

    @Test("an erasure is in every scope, what is pending in none")
    func erasures() async throws {
        try write(scopes: "scope ho-so 1 category=2")
        try await vault.deposit(one: 0, category: .dossier)
        try await vault.deposit(one: 1)
        var pending = PresetValidator()
        pending.indication = .indeterminate
        pending.subIndication = .tryLater
        let folder = try await vault.open(pending)
        _ = try await folder.vault.deposit(MintedVault.request(2, category: .dossier))
        try await folder.close()
        try await issue("dich-vu.ho-so.1")
        #expect(try await named("dich-vu.ho-so.1") == [0])
        let documents = try await vault.records().compactMap { $0.shared.subject }
        try await ErasurePeople(vault).erase(.documents([documents[1]]))
        let (issued, _) = try await issue("dich-vu.ho-so.1")
        let manifests = try await VaultManifests.open(vault.path, chain: try chain("dich-vu.ho-so.1"), writes: false)
        let bodies = try await manifests.bodies(of: try #require(issued.last))
        #expect(bodies.count == 1)
        let body = try #require(bodies.first)
        let shared = try #require(try issued.last?.check(body))
        guard case .erasure(let erasure) = shared.content else {
            Issue.record("\(shared)")
            return
        }
        #expect(erasure.documents == [documents[1]])
        #expect(try await vault.check().findings == [])
    }

    @Test("a scope that means something else under the same version issues nothing; a raised version begins a chain")
    func changed() async throws {
        try write(scopes: "scope ho-so 1 category=2")
        try await vault.deposit(one: 0, category: .dossier)
        try await issue("dich-vu.ho-so.1")
        try write(scopes: "scope ho-so 1 category=2,7")
        await #expect(throws: VaultError(.scopeChanged, ["scope": "ho-so", "version": "1"])) {
            try await issue("dich-vu.ho-so.1")
        }
        // Another service is told nothing by it either.
        await #expect(throws: VaultError.self) { try await issue("khac.ho-so.1") }
        try write(scopes: "scope ho-so 2 category=2,7")
        #expect(try await issue("dich-vu.ho-so.2").manifests.map(\.sequence) == [1])
        await #expect(throws: VaultError(.scopeUnknown, ["scope": "ho-so.1"])) { try await issue("dich-vu.ho-so.1") }
        try write(scopes: "scope ho-so 1 category=2")
        #expect(try await issue("dich-vu.ho-so.1").head.last?.sequence == 1)
        #expect(try await vault.check().findings == [])
        #expect(try vault.isMadeAgainAlike())
    }

    @Test("after a long silence, in entries or by the log's clock, there is a manifest with nothing in it")
    func longSilence() async throws {
        try write(scopes: "scope ho-so 1 category=2")
        try await vault.deposit(11)
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: true)
        defer { opened.staging?.remove() }
        let chain = try chain("dich-vu.ho-so.1")
        func issue(_ silence: ManifestIssuer.Silence) async throws -> [[UInt64]] {
            try await ManifestIssuer(
                identity: opened.identity, chain: chain,
                scope: try #require(try opened.scopes().scope(named: "ho-so")), seal: vault.seal,
                records: opened.records,
                catalogue: SQLiteCatalogue(database: opened.database, pool: WorkerPool.shared),
                store: ManifestFiles(
                    layout: opened.layout, chain: chain, staging: opened.staging, pool: WorkerPool.shared),
                silence: silence
            ).issue(at: MintedPKI.now).manifests.map { manifest in
                #expect(manifest.entries.isEmpty && manifest.withheld.isEmpty)
                return [manifest.from, manifest.to]
            }
        }
        #expect(try await issue(.init()) == [])
        #expect(try await issue(.init(entries: 4)) == [[0, 4], [4, 8]])
        #expect(try await issue(.init(entries: 4)) == [])
        #expect(try await issue(.init(seconds: 0)) == [[8, 11]])
        #expect(try await vault.check().findings == [])
    }

    @Test("what scopes mean is kept while the file is the same, and never after it changed, broke or went")
    func kept() throws {
        let scopes = KeptScopes("\(vault.path)/scopes", isSettled: { _ in true })
        #expect(try scopes.scopes() == ManifestScopes.none)
        for version in [1, 20, 300] {
            try write(scopes: "scope ho-so \(version) category=2")
            for _ in 1...2 { #expect(try scopes.scopes().scope(named: "ho-so")?.version == version) }
        }
        try write(scopes: "scope ho-so")
        for _ in 1...2 {
            #expect(throws: VaultError(.scopesMalformed, ["line": "1"])) { try scopes.scopes() }
        }
        try Shell.run("rm scopes", in: vault.path)
        #expect(try scopes.scopes() == ManifestScopes.none)
    }

    @Test("a chain that is far behind is issued by and by, and no head counts before it has caught up")
    func behind() async throws {
        try write(scopes: "scope ho-so 1 category=2")
        try await vault.deposit(10)
        try await vault.deposit(one: 10, category: .dossier)
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: true)
        defer { opened.staging?.remove() }
        let chain = try chain("dich-vu.ho-so.1")
        let issuer = ManifestIssuer(
            identity: opened.identity, chain: chain,
            scope: try #require(try opened.scopes().scope(named: "ho-so")), seal: vault.seal,
            records: opened.records,
            catalogue: SQLiteCatalogue(database: opened.database, pool: WorkerPool.shared),
            store: ManifestFiles(
                layout: opened.layout, chain: chain, staging: opened.staging, pool: WorkerPool.shared),
            silence: .init(entries: 4))
        for range: [UInt64] in [[0, 4], [4, 8]] {
            let (manifests, head) = try await issuer.issue(at: MintedPKI.now, atMost: 1)
            #expect(manifests.map { [$0.from, $0.to] } == [range])
            // Also for a receiver whose clock is a minute behind.
            #expect(head.last == nil && head.freshUntil < MintedPKI.now.adding(seconds: -60))
            // Depositors may have their turn in between.
            try await opened.records.lease().release()
        }
        let (rest, head) = try await issuer.issue(at: MintedPKI.now, atMost: 1)
        #expect(rest.map { [$0.from, $0.to] } == [[8, 11]] && rest.first?.entries.map(\.index) == [10])
        #expect(head.last?.sequence == 3 && head.madeAt == MintedPKI.now)
        #expect(try await vault.check().findings == [])
    }

    @Test("on a schedule a young head stays, a changed one does not, and nothing is entered in the journal")
    func schedule() async throws {
        try vault.write(Array("service dich-vu ho-so\nservice Khac all\nservice khac khong-co\n".utf8), to: "roles")
        try write(scopes: "scope ho-so 1 category=2")
        try await vault.deposit(one: 0, category: .dossier)
        let host = try await VaultHost.open(vault.path, validator: { PresetValidator() })
        let chains = try await host.ownChains(as: AccessClaim())
        #expect(chains.chains.map(\.chain.folderName) == ["all", "dich-vu.ho-so.1"])
        #expect(Set(chains.unfit) == [.service("Khac"), .scope("khong-co")])
        let before = try await journalCount()
        let schedule = VaultManifests.Schedule(headAge: 60)
        func heads(at seconds: Int64) async throws -> [Instant] {
            var times: [Instant] = []
            for chain in chains.chains {
                times.append(
                    try await chain.issue(
                        seal: vault.seal, at: MintedPKI.now.adding(seconds: seconds), on: schedule
                    ).head.madeAt)
            }
            return times.map { $0.adding(seconds: -MintedPKI.now.seconds) }
        }
        func ages(_ seconds: Int64...) -> [Instant] { seconds.map { Instant(seconds: $0) } }
        #expect(try await heads(at: 0) == ages(0, 0))
        #expect(try await heads(at: 59) == ages(0, 0))
        #expect(try await heads(at: 60) == ages(60, 60))
        // A clock that was put back makes a head that nobody takes for fresh: it is made again.
        #expect(try await heads(at: 30) == ages(30, 30))
        try Shell.run("echo >> manifests/all/head.json", in: vault.path)
        #expect(try await heads(at: 31) == ages(31, 30))
        try await vault.deposit(one: 1)
        #expect(try await heads(at: 32) == ages(32, 30))
        #expect(try await journalCount() == before + 1, "the deposit alone")
        try await host.close()
        #expect(try await vault.check().findings == [])
    }

    private func journalCount() async throws -> Int {
        let vault = try await VaultFolder.open(vault.path, for: .reading).vault
        return try await vault.guardian.journal.entries(AccessQuery()).count
    }
}
