import PKI
import Signatures
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultStorage

@Suite("Issuing manifests")
struct ManifestIssuingTests {
    private let seal: CAdESSeal
    private let temporary: VaultStorageTests.TemporaryFolder
    private let path: String
    private let identity: VaultIdentity

    init() throws {
        let pki = try MintedPKI()
        let signer = try pki.signer([.init(.commonName, "Kho Test Seal")])
        seal = try CAdESSeal(
            key: signer.key, certificate: signer.certificate, chain: [pki.issuing.certificate], now: { MintedPKI.now })
        temporary = try VaultStorageTests.TemporaryFolder()
        path = temporary.file("vault-data")
        let certificate = SealCertificate(
            der: signer.certificate, notBefore: MintedPKI.now.adding(seconds: -365 * MintedPKI.day),
            notAfter: MintedPKI.now.adding(seconds: 365 * MintedPKI.day))
        identity = try VaultInitialisation(
            origin: "kho.example.vn/log", seal: seal, sealCertificate: certificate, writeSealKey: nil,
            madeAt: MintedPKI.now
        ).make(at: path)
    }

    private func deposit(_ numbers: Range<Int>) async throws {
        let folder = try await VaultFolder.open(path, for: .depositing(PresetValidator()))
        for number in numbers { _ = try await folder.vault.deposit(MintedVault.request(number)) }
        try await folder.close()
    }

    private func manifests() async throws -> VaultManifests { try await VaultManifests.open(path, writes: true) }

    private func verifier() throws -> ManifestVerifier {
        let policy = try LogPolicy(parsing: "log \(identity.logKeys[0].key.text)\nquorum none\n")
        return ManifestVerifier(
            vault: PinnedVault(id: identity.id, seals: [seal.certificateDER], policy: policy), chain: .all)
    }

    private func noProof(_ from: UInt64, _ to: UInt64) throws -> [MerkleHash] {
        throw ManifestError(.fork, ["unexpected": "\(from) \(to)"])
    }

    @Test("an empty vault has a head and no manifest; what is deposited comes in the next one")
    func following() async throws {
        let manifests = try await manifests()
        let (none, head) = try await manifests.issue(seal: seal, at: MintedPKI.now)
        #expect(none.isEmpty && head.last == nil)
        try await deposit(0..<3)
        let (first, _) = try await manifests.issue(seal: seal, at: MintedPKI.now)
        #expect(first.map(\.sequence) == [1])
        try await deposit(3..<5)
        let (second, newest) = try await manifests.issue(seal: seal, at: MintedPKI.now.adding(seconds: 100))
        #expect(second.map(\.sequence) == [2] && newest.last?.sequence == 2)
        #expect(try await manifests.issue(seal: seal, at: MintedPKI.now).manifests.isEmpty)

        // A receiver follows from the files alone, and builds the consistency proof from the log's tiles.
        var tiles = TilesInMemory()
        let folder = try await VaultManifests.open(path, writes: false)
        var state: ManifestState?
        let leaves = try EntryBundle.entries(
            TemporaryFolder.bytes("\(path)/log/tile/entries/000.p/5"),
            of: #require(TileCoordinate(path: "tile/entries/000.p/5")))
        tiles.apply(try TileGrowth.writes(from: TreeFrontier(), appending: leaves, reader: tiles))
        for sequence: UInt64 in 1...2 {
            let sealed = try #require(try await folder.manifest(sequence))
            let (manifest, next) = try verifier().accept(sealed, after: state, at: MintedPKI.now) {
                try TreeProof.consistency(from: $0, to: $1, reader: tiles)
            }
            state = next
            let bodies = try await folder.bodies(of: manifest)
            #expect(bodies.count == manifest.entries.count)
            for body in bodies {
                let shared = try manifest.check(ManifestBody(bytes: body.bytes))
                #expect(shared?.document?.owner.description == MintedVault.owner)
            }
        }
        #expect(state?.to == 5)
        let sealedHead = try #require(try await folder.head())
        let (seen, _) = try verifier().accept(
            head: sealedHead, after: state, at: MintedPKI.now, consistency: noProof)
        #expect(seen.last?.digest == state?.last?.digest)
    }

    @Test("the files have the names of the layout, and nothing personal is in them")
    func files() async throws {
        try await deposit(0..<2)
        try await manifests().issue(seal: seal, at: MintedPKI.now)
        let names = TemporaryFolder.files(below: "\(path)/manifests")
        #expect(names == ["all/1.json", "all/1.json.p7s", "all/head.json", "all/head.json.p7s"])
        for name in names {
            let text = String(decoding: try TemporaryFolder.bytes("\(path)/manifests/\(name)"), as: UTF8.self)
            #expect(!text.contains("038093015572") && !text.contains("hop-dong"), "\(name)")
        }
    }

    @Test("pending documents are named, not told")
    func pending() async throws {
        let validator = PresetValidator(indication: .indeterminate, subIndication: .tryLater)
        let folder = try await VaultFolder.open(path, for: .depositing(validator))
        _ = try await folder.vault.deposit(MintedVault.request(0))
        try await folder.close()
        let (issued, _) = try await manifests().issue(seal: seal, at: MintedPKI.now)
        #expect(issued.first?.withheld == [0])
        #expect(issued.first?.entries == [])
    }

    @Test("a last manifest that was changed or lost its seal stops the issuing")
    func damaged() async throws {
        try await deposit(0..<1)
        try await manifests().issue(seal: seal, at: MintedPKI.now)
        try await deposit(1..<2)
        let file = "\(path)/manifests/all/1.json"
        let bytes = try TemporaryFolder.bytes(file)
        try TemporaryFolder.write(
            Array(String(decoding: bytes, as: UTF8.self).replacing("\"to\":1", with: "\"to\":2").utf8), to: file)
        await #expect(throws: VaultError.self) { try await manifests().issue(seal: seal, at: MintedPKI.now) }
        try TemporaryFolder.write(bytes, to: file)
        try await manifests().issue(seal: seal, at: MintedPKI.now)
    }

    @Test("a seal that the vault's identity does not name issues nothing")
    func foreignSeal() async throws {
        try await deposit(0..<1)
        let other = try MintedPKI().signer()
        let foreign = try CAdESSeal(key: other.key, certificate: other.certificate)
        await #expect(throws: VaultError(.keyForeign, ["key": "seal"])) {
            try await manifests().issue(seal: foreign, at: MintedPKI.now)
        }
    }
}
