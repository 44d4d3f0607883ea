import PKI
import Signatures
import TestSupport
import TransparencyLog
import VaultCore

@testable import VaultSync

/// A vault in memory, with everything that its server would publish by path. A copy of it goes its own way with the same
/// keys: a fork.
struct PublishingVault: Sendable {
    static let id = "000102030405060708090a0b0c0d0e0f"
    static let origin = "kho.example.vn/log"
    static let owner = "CCCD:038093015572"

    private(set) var seal: CAdESSeal
    /// The one before it, where there was one.
    private(set) var oldSeal: CAdESSeal
    private(set) var seals: [SealCertificate]
    private(set) var logKey: NoteSigningKey
    private(set) var logKeys: [LogKeyRange]
    /// What whoever receives pinned of them.
    var pinnedSeals: [[UInt8]] = []
    var pinnedLogKeys: [NoteVerifierKey] = []
    /// `vault.json`, where that was pinned with them.
    var pinnedIdentity: VaultIdentity?
    let chain: ManifestChain
    /// What is published, by path.
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var records: [UInt64: Record] = [:]
    private(set) var erased: Set<UInt64> = []
    private(set) var contents: [Digest: [UInt8]] = [:]
    private var tiles = TilesInMemory()
    private(set) var frontier = TreeFrontier()
    private(set) var last: Manifest?
    private(set) var manifests: [Manifest] = []
    var clock = MintedPKI.now
    /// Which entries a manifest of a scope names.
    var isInScope: @Sendable (UInt64) -> Bool = { _ in true }

    /// - Parameter sealDays: for how long its first seal's certificate lasts.
    init(chain: ManifestChain = .all, sealDays: Int64 = 3650) throws {
        let (seal, certificate) = try Self.seal(days: sealDays)
        self.seal = seal
        oldSeal = seal
        seals = [certificate]
        guard let logKey = NoteSigningKey.generate(name: Self.origin) else { throw Unfit() }
        self.logKey = logKey
        logKeys = [LogKeyRange(key: logKey.verifierKey, from: 0)]
        self.chain = chain
        pinnedSeals = [certificate.der]
        pinnedLogKeys = [logKey.verifierKey]
        try publishIdentity()
    }

    private static func seal(days: Int64) throws -> (CAdESSeal, SealCertificate) {
        let from = MintedPKI.now.adding(seconds: -3650 * MintedPKI.day)
        let until = MintedPKI.now.adding(seconds: days * MintedPKI.day)
        let key = try PrivateKey.generate(.p256)
        let der = try IssuingAuthority.selfSigned(
            .signer([.init(.commonName, "Test Vault Seal")], notBefore: from, notAfter: until), key: key
        ).certificate
        return (
            try CAdESSeal(key: key, certificate: der, now: { MintedPKI.now }),
            SealCertificate(der: der, notBefore: from, notAfter: until)
        )
    }

    /// Seals with another key from here on; the one before stays in `vault.json`, and pinned.
    mutating func renewSeal() throws {
        let (next, certificate) = try Self.seal(days: 3650)
        oldSeal = seal
        seal = next
        seals.append(certificate)
        pinnedSeals.append(certificate.der)
        try publishIdentity()
    }

    /// Signs checkpoints with another key from here on; the one before counts for the sizes up to here.
    mutating func renewLogKey() throws {
        guard let next = NoteSigningKey.generate(name: Self.origin) else { throw Unfit() }
        logKeys[logKeys.count - 1] = LogKeyRange(
            key: logKey.verifierKey, from: logKeys[logKeys.count - 1].from, until: frontier.size)
        logKey = next
        logKeys.append(LogKeyRange(key: next.verifierKey, from: frontier.size))
        pinnedLogKeys.append(next.verifierKey)
        try publishIdentity()
    }

    private mutating func publishIdentity() throws {
        try publish(
            VaultIdentity(
                id: Self.id, origin: Self.origin, seals: seals, logKeys: logKeys,
                madeAt: MintedPKI.now.adding(seconds: Int64(seals.count + logKeys.count - 2))))
    }

    struct Unfit: Error {}

    var pinned: PinnedVault {
        get throws {
            PinnedVault(
                id: Self.id, seals: pinnedSeals,
                policy: try LogPolicy(
                    parsing: pinnedLogKeys.map { "log \($0.text)\n" }.joined() + "quorum none\n"),
                identity: pinnedIdentity)
        }
    }

    mutating func publish(_ identity: VaultIdentity) throws {
        files["vault.json"] = identity.bytes
        files["vault.json.p7s"] = try seal.sign(identity.bytes)
    }

    var folder: String { "v1/manifests/\(chain.folderName)" }

    var checkpoint: [UInt8] {
        Checkpoint(origin: Self.origin, size: frontier.size, root: frontier.root).signed(by: logKey).bytes
    }

    /// Enters documents, each with one file.
    mutating func deposit(_ count: Int, name: String = "Giấy tờ", owner: String = owner, salt: UInt8 = 1) throws {
        for _ in 0..<count {
            let number = frontier.size
            let bytes = Array("content \(salt) \(number)".utf8)
            let digest = Digest.sha256(of: bytes)
            let document = DocumentID.random()
            contents[digest] = bytes
            files["v1/documents/\(document.text)/1/files/0"] = bytes
            try enter(
                SharedPart(
                    DocumentDescription(
                        document: document, code: nil, name: "\(name) \(number)", owner: try Owner(owner),
                        category: .ownFile,
                        files: [
                            DepositedFile(
                                role: .signed, name: try FileName("a.p7m"), size: bytes.count,
                                mediaType: "application/pkcs7-mime", digest: digest)
                        ], status: .accepted,
                        verdict: VerdictSummary(
                            indication: .totalPassed, subIndication: nil, signatures: 1, validationTime: MintedPKI.now,
                            report: .sha256(of: [UInt8(2)]), trustSnapshot: "sha256:00"))), salt: salt)
        }
    }

    /// Erases records, with the tombstone that says so.
    mutating func erase(_ indices: [UInt64], telling: Bool = true) throws {
        erased.formUnion(indices)
        for (path, _) in files where path.hasPrefix("v1/documents/") {
            let gone = indices.compactMap { records[$0]?.shared.document?.document.text }
            if gone.contains(where: { path.contains($0) }) { files[path] = nil }
        }
        guard telling else { return }
        try enter(
            SharedPart(
                Erasure(
                    id: .random(),
                    documents: indices.compactMap { records[$0]?.shared.document?.document }.sorted {
                        $0.text < $1.text
                    }, spaces: [], records: indices.sorted(), reason: ErasureReason("owner-request"),
                    minutes: .sha256(of: [UInt8(3)]))))
    }

    mutating func enter(_ shared: SharedPart, salt: UInt8 = 1) throws {
        let number = frontier.size
        let salts = [salt, salt &+ 1].map { first -> [UInt8] in
            [first] + (0..<31).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 8))) }
        }
        guard let own = Salt(salts[0]), let hidden = Salt(salts[1]) else { throw Unfit() }
        let part = PrivatePart(uploader: "test", source: "test", space: .random(), notes: "", evidence: [])
        let leaf = LogLeaf(
            commitment: Commitment.over(
                shared: Commitment.part(shared.bytes, salt: own), private: Commitment.part(part.bytes, salt: hidden)),
            time: MintedPKI.now.adding(seconds: Int64(number)))
        records[number] = Record(
            index: number, leaf: leaf, shared: shared, sharedSalt: own, private: part, privateSalt: hidden)
        let writes = try TileGrowth.writes(from: frontier, appending: [leaf.bytes], reader: tiles)
        tiles.apply(writes)
        for write in writes { files[write.coordinate.path] = write.bytes }
        frontier.append(.leaf(leaf.bytes))
    }

    /// Issues the next manifest, and a head.
    ///
    /// - Parameter change: what a vault that lies would say instead.
    mutating func issue(change: (inout [Manifest.Entry]) -> Void = { _ in }) throws {
        let from = last?.to ?? 0
        let range = from..<frontier.size
        var entries = range.filter { !erased.contains($0) && isInScope($0) }.compactMap { index in
            records[index].map { Manifest.Entry(index: index, commitment: $0.leaf.commitment) }
        }
        change(&entries)
        let names = Set(entries.map(\.index))
        let manifest = try Manifest(
            vault: Self.id, chain: chain, sequence: (last?.sequence ?? 0) + 1, previous: last?.digest, from: from,
            to: frontier.size, checkpoint: checkpoint, entries: entries,
            withheld: chain.isFull ? range.filter { !names.contains($0) } : [])
        try publish(manifest)
        try issueHead()
    }

    mutating func publish(_ manifest: Manifest) throws {
        let path = "\(folder)/\(manifest.sequence)"
        files["\(path).json"] = manifest.bytes
        files["\(path).json.p7s"] = try seal.sign(manifest.bytes)
        last = manifest
        manifests.append(manifest)
        refreshBodies()
    }

    mutating func issueHead(madeAt: Instant? = nil, naming: ManifestHead.Last? = nil) throws {
        let head = try ManifestHead(
            vault: Self.id, chain: chain, checkpoint: checkpoint,
            last: naming ?? last.map { .init(sequence: $0.sequence, digest: $0.digest) }, madeAt: madeAt ?? clock)
        files["\(folder)/head.json"] = head.bytes
        files["\(folder)/head.json.p7s"] = try seal.sign(head.bytes)
        files["checkpoint"] = checkpoint
        refreshBodies()
    }

    /// Bodies are read from the records when they are asked for.
    private mutating func refreshBodies() {
        for manifest in manifests {
            let lines = manifest.entries.compactMap { entry -> [UInt8]? in
                guard !erased.contains(entry.index) else {
                    return ManifestBody(index: entry.index, content: .erased).bytes
                }
                return records[entry.index].map { ManifestBody($0).bytes }
            }
            files["\(folder)/\(manifest.sequence).bodies.json"] = Self.bodies(lines)
        }
    }

    /// As a server gives them out.
    static func bodies(_ bodies: some Collection<[UInt8]>) -> [UInt8] {
        Array(#"{"bodies":["#.utf8) + bodies.joined(separator: [UInt8(ascii: ",")]) + Array(#"],"v":1}"#.utf8)
    }

    /// One for each entry of a manifest, as they are served.
    func bodies(of sequence: UInt64) throws -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        var scanner = BodyScanner(limit: .max)
        try scanner.take(self["\(folder)/\(sequence).bodies.json"]) { bodies.append($0) }
        return bodies
    }

    mutating func set(_ bytes: [UInt8]?, at path: String) { files[path] = bytes }

    /// The part of a path that tests change.
    subscript(path: String) -> [UInt8] { files[path] ?? [] }

    /// Forgets its log, and keeps its keys: what comes then is another log, or less of the same.
    mutating func restart() {
        files = files.filter { $0.key.hasPrefix("vault.json") }
        records = [:]
        erased = []
        tiles = TilesInMemory()
        frontier = TreeFrontier()
        last = nil
        manifests = []
    }
}
