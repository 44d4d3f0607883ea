import PKI
import Signatures
import TestSupport
import Testing
import TransparencyLog
import VaultCore

/// A vault in memory that issues manifests: a log with records, a seal by the CA that also issues to citizens.
struct MintedManifests {
    static let id = "000102030405060708090a0b0c0d0e0f"
    static let origin = "kho.example.vn/log"

    let pki: MintedPKI
    let sealIdentity: MintedPKI.Identity
    let seal: CAdESSeal
    let logKey: NoteSigningKey
    private(set) var records: [Record] = []
    private(set) var tiles = TilesInMemory()
    private(set) var frontier = TreeFrontier()

    init() throws {
        pki = try MintedPKI()
        sealIdentity = try pki.signer([.init(.commonName, "Kho Test Seal")])
        seal = try Self.seal(sealIdentity, chain: [pki.issuing.certificate])
        logKey = try #require(NoteSigningKey.generate(name: Self.origin))
    }

    static func seal(_ identity: MintedPKI.Identity, chain: [[UInt8]] = []) throws -> CAdESSeal {
        try CAdESSeal(key: identity.key, certificate: identity.certificate, chain: chain, now: { MintedPKI.now })
    }

    func pinned(seals: [[UInt8]]? = nil) throws -> PinnedVault {
        PinnedVault(
            id: Self.id, seals: seals ?? [sealIdentity.certificate],
            policy: try LogPolicy(parsing: "log \(logKey.verifierKey.text)\nquorum none\n"))
    }

    func verifier(chain: ManifestChain = .all) throws -> ManifestVerifier {
        ManifestVerifier(vault: try pinned(), chain: chain)
    }

    /// Appends documents to the log.
    mutating func append(_ count: Int, status: DocumentStatus = .accepted) throws {
        for _ in 0..<count {
            let number = UInt64(records.count)
            let salts = try [UInt8(1), 2].map { try #require(Salt([UInt8](repeating: $0 &+ UInt8(number), count: 32))) }
            let shared = SharedPart(try Self.description(number, status: status))
            let hidden = PrivatePart(
                uploader: "test", source: "test", space: .random(), notes: "", evidence: [])
            let commitment = Commitment.over(
                shared: Commitment.part(shared.bytes, salt: salts[0]),
                private: Commitment.part(hidden.bytes, salt: salts[1]))
            let leaf = LogLeaf(commitment: commitment, time: MintedPKI.now.adding(seconds: Int64(number)))
            records.append(
                Record(
                    index: number, leaf: leaf, shared: shared, sharedSalt: salts[0], private: hidden,
                    privateSalt: salts[1]))
            tiles.apply(try TileGrowth.writes(from: frontier, appending: [leaf.bytes], reader: tiles))
            frontier.append(.leaf(leaf.bytes))
        }
    }

    private static func description(_ number: UInt64, status: DocumentStatus) throws -> DocumentDescription {
        DocumentDescription(
            document: .random(), code: nil, name: "Giấy tờ \(number)", owner: try Owner("CCCD:038093015572"),
            category: .ownFile,
            files: [
                DepositedFile(
                    role: .signed, name: try FileName("a.p7m"), size: 1, mediaType: "application/pkcs7-mime",
                    digest: .sha256(of: [UInt8(1)]))
            ], status: status,
            verdict: VerdictSummary(
                indication: .totalPassed, subIndication: nil, signatures: 1, validationTime: MintedPKI.now,
                report: .sha256(of: [UInt8(2)]), trustSnapshot: "sha256:00"))
    }

    var checkpoint: [UInt8] {
        Checkpoint(origin: Self.origin, size: frontier.size, root: frontier.root).signed(by: logKey).bytes
    }

    /// The next manifest, over what the log has now.
    func manifest(
        after last: Manifest? = nil, chain: ManifestChain = .all, vault: String = id, checkpoint: [UInt8]? = nil,
        change: (inout [Manifest.Entry]) -> Void = { _ in }
    ) throws -> Manifest {
        let from = last?.to ?? 0
        let range = records[Int(from)...]
        var entries = range.filter { $0.shared.isPublished }.map {
            Manifest.Entry(index: $0.index, commitment: $0.leaf.commitment)
        }
        change(&entries)
        return try Manifest(
            vault: vault, chain: chain, sequence: (last?.sequence ?? 0) + 1, previous: last?.digest, from: from,
            to: UInt64(records.count), checkpoint: checkpoint ?? self.checkpoint, entries: entries,
            withheld: range.filter { !$0.shared.isPublished }.map(\.index))
    }

    func sealed(_ bytes: [UInt8], by other: CAdESSeal? = nil) throws -> SealedDocument {
        SealedDocument(bytes: bytes, seal: try (other ?? seal).sign(bytes))
    }

    func head(last: Manifest?, madeAt: Instant = MintedPKI.now, chain: ManifestChain = .all) throws -> SealedDocument {
        try sealed(
            ManifestHead(
                vault: Self.id, chain: chain, checkpoint: checkpoint,
                last: last.map { .init(sequence: $0.sequence, digest: $0.digest) }, madeAt: madeAt
            ).bytes)
    }

    func consistency(_ from: UInt64, _ to: UInt64) throws -> [MerkleHash] {
        try TreeProof.consistency(from: from, to: to, reader: tiles)
    }

    /// Who could also sign: each with the certificate's name.
    func strangers() throws -> [(name: String, seal: CAdESSeal)] {
        let citizen = try pki.signer()
        let server = try pki.signer([.init(.commonName, "kho.example.vn")]) {
            $0.extendedKeyUsage = "serverAuth,clientAuth"
        }
        // Looks like the seal in every name, under a root of its own.
        let other = try MintedPKI()
        let twin = try other.signer([.init(.commonName, "Kho Test Seal")])
        // Issued by the seal's key, as if the seal were an authority.
        let key = try PrivateKey.generate(.p256)
        let below = try IssuingAuthority(certificate: sealIdentity.certificate, key: sealIdentity.key).issue(
            .signer(
                [.init(.commonName, "Below")], notBefore: MintedPKI.now, notAfter: MintedPKI.now.adding(seconds: 9999)),
            for: key.publicKeyInfo)
        return [
            ("citizen", try Self.seal(citizen, chain: [pki.issuing.certificate])),
            ("server", try Self.seal(server, chain: [pki.issuing.certificate, pki.root.certificate])),
            ("twin", try Self.seal(twin, chain: [other.issuing.certificate])),
            ("below", try Self.seal(.init(certificate: below, key: key), chain: [sealIdentity.certificate])),
        ]
    }
}
