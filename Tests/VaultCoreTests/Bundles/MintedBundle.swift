import CanonicalJSON
import PKI
import Signatures
import TestSupport
import Testing
import TransparencyLog
import VaultCore

/// A document of a citizen in a vault, and the copy bundle that the vault makes of it.
struct MintedBundle {
    static let id = "000102030405060708090a0b0c0d0e0f"
    static let origin = "kho.example.vn/log"

    /// What is different from the ordinary.
    struct Variation {
        /// Who signs; nil for a citizen whom the verifier's anchors know.
        var signer: MintedPKI.Identity?
        var claimedTime = MintedPKI.now
        /// What the report says, whatever validation found.
        var statedIndication: Indication?
        var fileName = "hợp đồng.pdf"
        var sealValidity: (from: Instant, until: Instant)?
        var claimedSealingTime = MintedPKI.now
        var sealTimestamp: Instant?
        /// What the bundle holds in place of the original.
        var bundledOriginal: [UInt8]?
    }

    static let original = Array("%PDF-1.7 Hợp đồng mua bán".utf8)

    let pki: MintedPKI
    let sealIdentity: MintedPKI.Identity
    let seal: CAdESSeal
    let logKey: NoteSigningKey
    let record: Record
    let archive: [UInt8]

    init(_ variation: Variation = .init(), pki: MintedPKI? = nil) throws {
        let pki = try pki ?? MintedPKI()
        self.pki = pki
        let validity =
            variation.sealValidity ?? (MintedPKI.now.adding(seconds: -86400), MintedPKI.now.adding(seconds: 86400))
        sealIdentity = try pki.signer(
            [.init(.commonName, "Kho Test Seal")], notBefore: validity.from, notAfter: validity.until)
        let authority = pki.timestampAuthority
        var timestamping: CAdESSeal.Timestamping?
        if let time = variation.sealTimestamp {
            timestamping = { (signature: [UInt8]) throws(PKIError) -> [UInt8] in
                try authority.token(imprint: .sha256(of: signature), at: time)
            }
        }
        seal = try CAdESSeal(
            key: sealIdentity.key, certificate: sealIdentity.certificate, chain: [pki.issuing.certificate],
            crls: try pki.lists(), timestamping: timestamping, now: { variation.claimedSealingTime })
        logKey = try #require(NoteSigningKey.generate(name: Self.origin))

        // The signature, and the vault's own validation of it.
        let citizen = try variation.signer ?? pki.signer()
        let original = MemorySource(Self.original)
        let signature = try CAdESSigner(key: citizen.key, certificate: citizen.certificate).detached(
            original, signingTime: variation.claimedTime)
        var validation = try SignatureValidator(trust: pki.trust(crls: try pki.lists())).validate(
            MemorySource(signature), contents: [OriginalContent(name: variation.fileName, source: original)],
            at: MintedPKI.now)
        if let stated = variation.statedIndication {
            validation.indication = stated
            validation.signatures[0].indication = stated
            validation.signatures[0].reasons = []
            validation.signatures[0].subIndication = nil
        }
        let signatureName = variation.fileName + ".p7s"
        let report = validation.document(file: signatureName, contents: [variation.fileName]).canonicalBytes

        // The record, and a log in which it is one of three.
        let bundled = variation.bundledOriginal ?? Self.original
        let files = [
            DepositedFile(
                role: .signature, name: try FileName(signatureName), size: signature.count,
                mediaType: "application/pkcs7-signature", digest: .sha256(of: signature)),
            DepositedFile(
                role: .content, name: try FileName(variation.fileName), size: bundled.count,
                mediaType: "application/pdf", digest: .sha256(of: bundled)),
        ]
        record = try Self.record(files, validation, report: report)
        var tiles = TilesInMemory()
        var frontier = TreeFrontier()
        for leaf in [[1], record.leaf.bytes, [3]] as [[UInt8]] {
            tiles.apply(try TileGrowth.writes(from: frontier, appending: [leaf], reader: tiles))
            frontier.append(.leaf(leaf))
        }
        let checkpoint = Checkpoint(origin: Self.origin, size: 3, root: frontier.root).signed(by: logKey).bytes
        let identity = try VaultIdentity(
            id: Self.id, origin: Self.origin,
            seals: [SealCertificate(der: sealIdentity.certificate, notBefore: validity.from, notAfter: validity.until)],
            logKeys: [LogKeyRange(key: logKey.verifierKey, from: 0)], madeAt: MintedPKI.now)
        let receipt = Receipt(
            record: record,
            proof: InclusionProofFile(
                index: 1, hashes: try TreeProof.inclusion(index: 1, size: 3, reader: tiles), checkpoint: checkpoint),
            identity: identity.bytes, identitySeal: try seal.sign(identity.bytes), disclosesPrivate: true)
        archive = try CopyBundle(
            document: #require(KeptDocument(record)), files: [MemorySource(signature), MemorySource(bundled)],
            report: report,
            evidence: validation.evidence.map(\.der) + [Array("trust snapshot".utf8)], receipt: receipt
        ).sealed(by: seal).bytes()
    }

    private static func record(
        _ files: [DepositedFile], _ validation: ValidationReport, report: [UInt8]
    ) throws -> Record {
        let shared = SharedPart(
            DocumentDescription(
                document: .random(), code: nil, name: "Hợp đồng", owner: try Owner("CCCD:038093015572"),
                category: .ownFile, files: files, status: .accepted,
                verdict: VerdictSummary(
                    indication: validation.indication, subIndication: nil, signatures: 1,
                    validationTime: MintedPKI.now, report: .sha256(of: report), trustSnapshot: validation.trustSnapshot)
            ))
        let hidden = PrivatePart(
            uploader: "secret uploader", source: "test", space: .random(), notes: "secret notes", evidence: [])
        let salts = (Salt.random(), Salt.random())
        let commitment = Commitment.over(
            shared: Commitment.part(shared.bytes, salt: salts.0), private: Commitment.part(hidden.bytes, salt: salts.1))
        return Record(
            index: 1, leaf: LogLeaf(commitment: commitment, time: MintedPKI.now), shared: shared, sharedSalt: salts.0,
            private: hidden, privateSalt: salts.1)
    }

    var pinned: PinnedVault {
        get throws {
            PinnedVault(
                id: Self.id, seals: [sealIdentity.certificate],
                policy: try LogPolicy(parsing: "log \(logKey.verifierKey.text)\nquorum none\n"))
        }
    }

    /// As a stranger verifies who has pinned the vault and has the root, and nothing else.
    func verify(
        _ archive: [UInt8]? = nil, vaults: [PinnedVault]? = nil, at time: Instant = MintedPKI.now
    ) throws -> BundleReport {
        let trust = TrustStore(
            anchors: [
                TrustAnchor(der: pki.root.certificate, purpose: .signers),
                TrustAnchor(der: pki.timestampRoot.certificate, purpose: .timestamp),
            ], crls: [try pki.lists()[2]])
        return try BundleVerifier(vaults: try vaults ?? [pinned], trust: trust).verify(
            MemorySource(archive ?? self.archive), at: time)
    }

    /// The bundle's members, for tests that change them.
    func members() throws -> [(name: String, bytes: [UInt8])] {
        let reader = try ZipReader(MemorySource(archive))
        return try reader.members.map { ($0.name, try reader.bytes(of: $0, maximum: 1 << 24)) }
    }

    static func archive(_ members: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
        var writer = ZipWriter()
        for member in members { try writer.add(member.name, member.bytes) }
        return try writer.bytes()
    }

    /// The same members under a new manifest and the vault's own seal: what a dishonest vault could make.
    func resealed(_ members: [(name: String, bytes: [UInt8])], by other: CAdESSeal? = nil) throws -> [UInt8] {
        let objects = members.filter { $0.name != "mimetype" && !$0.name.hasPrefix("META-INF/") }.map {
            ASiCManifest.DataObject(name: $0.name, mediaType: "a/b", digest: .sha256(of: $0.bytes))
        }
        let manifest = ASiCManifest(signatureName: "META-INF/signature001.p7s", objects: objects).bytes
        return try Self.archive(
            members.filter { !$0.name.hasPrefix("META-INF/") } + [
                ("META-INF/ASiCManifest001.xml", manifest),
                ("META-INF/signature001.p7s", try (other ?? seal).sign(manifest)),
            ])
    }
}
