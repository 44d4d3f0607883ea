public import CanonicalJSON
import PKI
public import TransparencyLog

/// A document that was found, with all that somebody else needs to verify it offline against the pinned vault: its record,
/// the proof that the vault's log holds it, who the vault is, and how fresh that was.
///
///     {"contents":["<Base64>"],"head":"<head.json>","headSeal":"<Base64>","identity":"<vault.json>",
///      "identitySeal":"<Base64>","proof":"c2sp.org/tlog-proof@v1\n…","record":{…}}
///
/// `contents` are the bytes of the files in the record's order, where they were asked for and few. A vault's own document
/// comes without a head.
public struct ResolutionProof: Hashable, Sendable {
    public let record: DisclosedRecord
    public let document: DocumentDescription
    public let proof: InclusionProofFile
    /// The vault's id.
    public let vault: String
    /// `vault.json` with its seal.
    public let identity: SealedDocument
    public let head: SealedDocument?
    public let contents: [[UInt8]]?

    /// - Throws: `PART_MALFORMED` for a record of something else than a document that was let in; `RECEIPT_PROOF` where the
    ///   proof does not lead from it to the checkpoint; `REFERENCE_CONTENT_DIFFERS` for bytes that are not the record's;
    ///   `VAULT_IDENTITY_MALFORMED`. Who signed is another question (`receipt`).
    public init(
        record: DisclosedRecord, proof: InclusionProofFile, identity: SealedDocument, head: SealedDocument?,
        contents: [[UInt8]]?
    ) throws(VaultError) {
        guard let document = record.record.shared.document, document.status == .accepted,
            record.record.leaf.type == .record
        else { throw VaultError(.partMalformed, ["field": "record"]) }
        guard proof.index == record.record.index, let note = try? SignedNote(parsing: proof.checkpoint),
            let checkpoint = try? Checkpoint(parsing: note.text)
        else { throw VaultError(.receiptProof, ["reason": "checkpoint"]) }
        try record.verify(proof.hashes, in: checkpoint)
        if let contents {
            let isExact =
                contents.count == document.files.count
                && zip(contents, document.files).allSatisfy { $0.count == $1.size && $1.digest == .sha256(of: $0) }
            guard isExact else { throw VaultError(.contentDiffers) }
        }
        vault = try VaultIdentity(bytes: identity.bytes).id
        self.record = record
        self.document = document
        self.proof = proof
        self.identity = identity
        self.head = head
        self.contents = contents
    }

    /// The same as a receipt, which `kho verify` reads.
    public var receipt: Receipt {
        Receipt(
            record: record.record, proof: proof, identity: identity.bytes, identitySeal: identity.seal,
            disclosesPrivate: false)
    }

    public var json: JSON {
        var object: JSON.Object = [
            "identity": .text(identity.bytes), "identitySeal": .base64(identity.seal), "proof": .text(proof.bytes),
            "record": record.json,
        ]
        if let head {
            object["head"] = .text(head.bytes)
            object["headSeal"] = .base64(head.seal)
        }
        if let contents { object["contents"] = .array(contents.map(JSON.base64)) }
        return .object(object)
    }

    /// A seal with a long chain and revocation lists.
    private static let maximumSeal = 1 << 20
    /// A deposit's contents, its signature, and one beside it.
    private static let maximumFiles = DepositRequest.maximumContents + 2

    /// - Throws: `WIRE_MALFORMED`, and what `DisclosedRecord` and the other initialiser throw.
    public init(_ json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        guard let proof = try? InclusionProofFile(parsing: try reader.document("proof")), proof.extra == nil else {
            throw WireReader.malformed("proof")
        }
        var head: SealedDocument?
        if reader.has("head") {
            head = SealedDocument(
                bytes: try reader.document("head"), seal: try reader.bytes("headSeal", limit: Self.maximumSeal))
        }
        let identity = SealedDocument(
            bytes: try reader.document("identity"), seal: try reader.bytes("identitySeal", limit: Self.maximumSeal))
        var contents: [[UInt8]]?
        if reader.has("contents") {
            contents = try reader.list("contents", limit: Self.maximumFiles) { json throws(VaultError) in
                guard let text = json.string, let bytes = Base64.decode(text),
                    bytes.count <= CodeQuery.maximumInline
                else { throw WireReader.malformed("contents") }
                return bytes
            }
        }
        try self.init(
            record: DisclosedRecord(try reader.value("record")), proof: proof, identity: identity, head: head,
            contents: contents)
    }
}
