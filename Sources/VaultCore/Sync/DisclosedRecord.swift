public import CanonicalJSON
import PKI
public import TransparencyLog

/// A record as those get it who are not entitled to its private part, with the leaf that commits to it:
///
///     {"index":0,"leaf":"<the leaf's exact text>","private":"sha256:…","salt":"<64 digits>","shared":"<exact text>","v":1}
///
/// Without `leaf` it is the body of a manifest's entry (`ManifestBody`).
public struct DisclosedRecord: Hashable, Sendable {
    /// Without its private part.
    public let record: Record

    public init(_ record: Record) { self.record = record.withholdingPrivate }

    /// Reads one, and holds it against its leaf.
    /// - Throws: `PART_MALFORMED`; `LEAF_MALFORMED`; `RECEIPT_COMMITMENT_DIFFERS` where the leaf commits to something else.
    public init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard let object = json.object,
            object.keys.sorted() == ["index", "leaf", "private", "salt", "shared", "v"], json["v"]?.integer == 1
        else { throw malformed("record") }
        guard let index = json["index"]?.integer.flatMap({ UInt64(exactly: $0) }) else { throw malformed("index") }
        guard let leaf = json["leaf"]?.string, let shared = json["shared"]?.string else { throw malformed("leaf") }
        guard let salt = json["salt"]?.string.flatMap({ [UInt8](hexadecimal: $0) }).flatMap({ Salt($0) }) else {
            throw malformed("salt")
        }
        guard let hash = json["private"]?.string.flatMap({ Digest($0) }), hash.algorithm == .sha256 else {
            throw malformed("private")
        }
        record = Record(
            index: index, leaf: try LogLeaf(bytes: Array(leaf.utf8)), shared: try SharedPart(bytes: Array(shared.utf8)),
            sharedSalt: salt, privateHash: hash)
        guard record.commitment == record.leaf.commitment else { throw VaultError(.receiptCommitment) }
    }

    public var json: JSON {
        [
            "index": JSON(exactly: record.index) ?? .null,
            "leaf": .string(String(decoding: record.leaf.bytes, as: UTF8.self)),
            "private": .string(record.privateHash.description), "salt": .string(record.sharedSalt.bytes.hexadecimal),
            "shared": .string(String(decoding: record.shared.bytes, as: UTF8.self)), "v": 1,
        ]
    }

    /// Whether the log of a checkpoint holds it.
    /// - Parameter checkpoint: whose signature the caller has verified.
    /// - Throws: `RECEIPT_PROOF`.
    public func verify(_ hashes: [MerkleHash], in checkpoint: Checkpoint) throws(VaultError) {
        do {
            try TreeProof.verifyInclusion(
                index: record.index, size: checkpoint.size, leaf: .leaf(record.leaf.bytes), proof: hashes,
                root: checkpoint.root)
        } catch {
            throw VaultError(.receiptProof, ["reason": "inclusion"])
        }
    }
}
