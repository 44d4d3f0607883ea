import CanonicalJSON
import Foundation
import PKI
import Signatures
import TestSupport
import TransparencyLog

@testable import VaultCore

/// Another vault in memory, with all that its server would answer to whoever looks for a document. A copy of it goes its own
/// way with the same keys: a fork.
struct SourceVault: Sendable {
    static let origin = "kho.example.vn/log"
    static let owner = "CCCD:038093015572"
    static let code = "038093015572.KQ.G15.000031.12.01"

    let id: String
    private(set) var logKey: NoteSigningKey
    private var seal: CAdESSeal
    private var sealCertificate: SealCertificate
    private(set) var identity: [UInt8] = []
    private(set) var frontier = TreeFrontier()
    private var tiles = TilesInMemory()
    private(set) var records: [Record] = []
    private(set) var contents: [[UInt8]] = []
    /// What its documents' standing is said to be, by their place.
    var ends: [Int: DocumentEvent.Kind] = [:]
    /// Paths, and what is answered there.
    var files: [String: [UInt8]] = [:]
    private var sequence: UInt64 = 0

    struct Unfit: Error {}

    init(id: String = "000102030405060708090a0b0c0d0e0f", origin: String = origin) throws {
        (seal, sealCertificate) = try Self.seal(named: "Test Vault Seal")
        guard let logKey = NoteSigningKey.generate(name: origin) else { throw Unfit() }
        self.logKey = logKey
        self.id = id
        try publish(
            VaultIdentity(
                id: id, origin: origin, seals: [sealCertificate],
                logKeys: [LogKeyRange(key: logKey.verifierKey, from: 0)], madeAt: MintedPKI.now))
    }

    private static func seal(named name: String) throws -> (CAdESSeal, SealCertificate) {
        let from = MintedPKI.now.adding(seconds: -3650 * MintedPKI.day)
        let until = MintedPKI.now.adding(seconds: 3650 * MintedPKI.day)
        let key = try PrivateKey.generate(.p256)
        let certificate = try IssuingAuthority.selfSigned(
            .signer([.init(.commonName, name)], notBefore: from, notAfter: until), key: key
        ).certificate
        return (
            try CAdESSeal(key: key, certificate: certificate, now: { MintedPKI.now }),
            SealCertificate(der: certificate, notBefore: from, notAfter: until)
        )
    }

    mutating func publish(_ identity: VaultIdentity) throws { try publish(identity, by: [seal]) }

    private mutating func publish(_ identity: VaultIdentity, by seals: [CAdESSeal]) throws {
        self.identity = identity.bytes
        files["/vault.json"] = identity.bytes
        files["/vault.json.p7s"] = try SignedData.joining(seals.map { try $0.sign(identity.bytes) })
    }

    /// Puts another log key in the place of its own.
    /// - Parameter lastGood: where the old one is said to be compromised.
    mutating func rotateLog(lastGood: UInt64? = nil) throws {
        guard let key = NoteSigningKey.generate(name: Self.origin) else { throw Unfit() }
        logKey = key
        try publish(
            VaultIdentity(bytes: identity).replacingLogKey(
                with: key.verifierKey, at: frontier.size, lastGood: lastGood, at: MintedPKI.now))
    }

    /// Puts another seal in the place of its own.
    /// - Parameter isVouchedFor: whether the one before says so.
    mutating func rotateSeal(isVouchedFor: Bool = true) throws {
        let (old, new) = (seal, try Self.seal(named: "Test Vault Seal 2"))
        let identity = try VaultIdentity(bytes: identity).replacingSeal(with: new.1, at: MintedPKI.now)
        (seal, sealCertificate) = new
        try publish(identity, by: isVouchedFor ? [old, seal] : [seal])
    }

    /// - Parameters:
    ///   - witness: of whom the policy asks a cosignature.
    ///   - withIdentity: whether `vault.json` is pinned too, as it is by today's `kho trust add-vault`.
    func pinned(witness: String? = nil, withIdentity: Bool = false) throws -> PinnedVault {
        let quorum = witness.map { "witness w \($0)\nquorum w\n" } ?? "quorum none\n"
        return PinnedVault(
            id: id, seals: [sealCertificate.der],
            policy: try LogPolicy(parsing: "log \(logKey.verifierKey.text)\n" + quorum),
            identity: withIdentity ? try VaultIdentity(bytes: identity) : nil)
    }

    func checkpoint(signedBy key: NoteSigningKey? = nil) -> [UInt8] {
        Checkpoint(origin: Self.origin, size: frontier.size, root: frontier.root).signed(by: key ?? logKey).bytes
    }

    /// Enters one document.
    mutating func deposit(
        _ code: String = code, owner: String = owner, status: DocumentStatus = .accepted, size: Int = 40,
        salt: UInt8 = 1
    ) throws {
        let number = frontier.size
        let bytes = Array("content \(salt) \(number)".utf8) + [UInt8](repeating: 46, count: size)
        guard let own = Salt([salt] + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 31)),
            let hidden = Salt([salt, 1] + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 30))
        else { throw Unfit() }
        let shared = SharedPart(
            DocumentDescription(
                document: .random(), code: try DocumentCode(code, scheme: "result"), name: "Giấy phép \(number)",
                owner: try Owner(owner), category: .result,
                files: [
                    DepositedFile(
                        role: .signed, name: try FileName("giay-phep.p7m"), size: bytes.count,
                        mediaType: "application/pkcs7-mime", digest: .sha256(of: bytes))
                ], status: status,
                verdict: VerdictSummary(
                    indication: .totalPassed, subIndication: nil, signatures: 1, validationTime: MintedPKI.now,
                    report: .sha256(of: [UInt8(2)]), trustSnapshot: "sha256:00")))
        let part = PrivatePart(uploader: "test", source: "test", space: .random(), notes: "", evidence: [])
        let leaf = LogLeaf(
            commitment: Commitment.over(
                shared: Commitment.part(shared.bytes, salt: own), private: Commitment.part(part.bytes, salt: hidden)),
            time: MintedPKI.now.adding(seconds: Int64(number)))
        records.append(
            Record(index: number, leaf: leaf, shared: shared, sharedSalt: own, private: part, privateSalt: hidden))
        contents.append(bytes)
        let writes = try TileGrowth.writes(from: frontier, appending: [leaf.bytes], reader: tiles)
        tiles.apply(writes)
        for write in writes { files["/" + write.coordinate.path] = write.bytes }
        frontier.append(.leaf(leaf.bytes))
    }

    /// Seals a head for what is there.
    mutating func issueHead(madeAt: Instant = MintedPKI.now, note: [UInt8]? = nil, sequence: UInt64? = nil) throws {
        self.sequence = sequence ?? self.sequence + 1
        let head = try ManifestHead(
            vault: id, chain: .all, checkpoint: note ?? checkpoint(),
            last: .init(sequence: self.sequence, digest: .sha256(of: Array("\(self.sequence)".utf8))), madeAt: madeAt)
        files["/v1/manifests/all/head.json"] = head.bytes
        files["/v1/manifests/all/head.json.p7s"] = try seal.sign(head.bytes)
    }

    /// What is answered to whoever asks for a document by its place.
    /// - Parameter note: the checkpoint under which it is proved, of the tree as it is.
    func answer(_ place: Int, withContents: Bool, note: [UInt8]? = nil) throws -> CodeAnswer {
        guard let document = records[place].shared.document else { throw Unfit() }
        return CodeAnswer(
            record: DisclosedRecord(records[place]), document: document, end: ends[place],
            proof: InclusionProofFile(
                index: UInt64(place),
                hashes: try TreeProof.inclusion(index: UInt64(place), size: frontier.size, reader: tiles),
                checkpoint: note ?? checkpoint()), contents: withContents ? [contents[place]] : nil)
    }

    /// The newest document with a code.
    func answer(to query: CodeQuery) -> JSON? {
        guard let place = records.lastIndex(where: { $0.shared.document.map(query.means) ?? false }) else { return nil }
        return try? answer(place, withContents: query.wantsContents).json
    }
}

extension ScriptedServer {
    /// A server of a vault, honest but for what a test changes.
    /// - Parameters:
    ///   - file: in the place of a file; nil: what the vault publishes.
    ///   - answer: in the place of the answer to who asks by a code.
    static func serving(
        _ vault: SourceVault, file: @escaping @Sendable (String) -> Reply? = { _ in nil },
        answer: @escaping @Sendable (CodeQuery) -> Reply? = { _ in nil }
    ) throws -> ScriptedServer {
        try serving({ vault }, file: file, answer: answer)
    }

    /// A server of whatever vault there is when it is asked.
    static func serving(
        _ current: @escaping @Sendable () -> SourceVault, file: @escaping @Sendable (String) -> Reply? = { _ in nil },
        answer: @escaping @Sendable (CodeQuery) -> Reply? = { _ in nil }
    ) throws -> ScriptedServer {
        try ScriptedServer { request, _ in
            let vault = current()
            guard request.method == "POST" else {
                if let reply = file(request.path) { return reply }
                if request.path == "/v1/actor" {
                    return .json(#"{"entrance":"http","role":"service","scope":"all"}"#)
                }
                return vault.files[request.path].map { Reply(body: $0) }
                    ?? .problem("RESOURCE_NOT_FOUND", status: 404)
            }
            guard request.path == "/v1/documents/by-code", let json = try? JSON(parsing: request.body),
                let query = try? CodeQuery(json)
            else { return .problem("REQUEST_MALFORMED", status: 400) }
            if let reply = answer(query) { return reply }
            return vault.answer(to: query).map { .json(String(decoding: $0.canonicalBytes, as: UTF8.self)) }
                ?? .problem("DOCUMENT_NOT_FOUND", status: 404)
        }
    }
}
