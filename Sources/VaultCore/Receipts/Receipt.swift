public import PKI
public import TransparencyLog

/// What a depositor holds to prove, offline, that a vault's log has exactly these bytes (design.md section 5).
///
/// A receipt is a ZIP of small files; here are its members, and what each holds. What the holder is not entitled to
/// is there as a hash.
public struct Receipt: Hashable, Sendable {
    /// The names of the members.
    public enum Member: String, Hashable, Sendable, CaseIterable {
        case shared = "shared.json"
        case sharedSalt = "shared.salt"
        case privateHash = "private.hash"
        case privatePart = "private.json"
        case privateSalt = "private.salt"
        case leaf = "leaf.json"
        case proof = "receipt.tlog-proof"
        case identity = "vault.json"
        case identitySeal = "vault.json.p7s"
    }

    /// What the holder gets of the private part.
    public enum Disclosure: Hashable, Sendable {
        case hash(Digest)
        case part(bytes: [UInt8], salt: Salt)

        var hash: Digest {
            switch self {
            case .hash(let digest): digest
            case .part(let bytes, let salt): Commitment.part(bytes, salt: salt)
            }
        }
    }

    /// Exact bytes, as received or as committed.
    public let shared: [UInt8]
    public let sharedSalt: Salt
    public let `private`: Disclosure
    public let leaf: [UInt8]
    public let proof: InclusionProofFile
    public let identity: [UInt8]
    public let identitySeal: [UInt8]

    /// A receipt for a committed record.
    /// - Parameter disclosesPrivate: whether the holder is entitled to the private part.
    public init(
        record: Record, proof: InclusionProofFile, identity: [UInt8], identitySeal: [UInt8], disclosesPrivate: Bool
    ) {
        shared = record.shared.bytes
        sharedSalt = record.sharedSalt
        if disclosesPrivate, let salt = record.privateSalt {
            self.private = .part(bytes: record.private.bytes, salt: salt)
        } else {
            self.private = .hash(record.privateHash)
        }
        leaf = record.leaf.bytes
        self.proof = proof
        self.identity = identity
        self.identitySeal = identitySeal
    }

    init(
        shared: [UInt8], sharedSalt: Salt, private: Disclosure, leaf: [UInt8], proof: InclusionProofFile,
        identity: [UInt8], identitySeal: [UInt8]
    ) {
        self.shared = shared
        self.sharedSalt = sharedSalt
        self.private = `private`
        self.leaf = leaf
        self.proof = proof
        self.identity = identity
        self.identitySeal = identitySeal
    }

    /// The files, in the order in which a ZIP holds them.
    public var members: [(name: Member, bytes: [UInt8])] {
        let hidden: [(Member, [UInt8])] =
            switch self.private {
            case .hash(let digest): [(.privateHash, Array("\(digest)\n".utf8))]
            case .part(let bytes, let salt): [(.privatePart, bytes), (.privateSalt, salt.bytes)]
            }
        return [(.shared, shared), (.sharedSalt, sharedSalt.bytes)] + hidden
            + [(.leaf, leaf), (.proof, proof.bytes), (.identity, identity), (.identitySeal, identitySeal)]
    }

    /// Reads the members of a receipt: each once, none that is unknown, none missing.
    /// - Throws: `RECEIPT_MEMBER` with the name.
    public init(members: [(name: String, bytes: [UInt8])]) throws(VaultError) {
        var held: [Member: [UInt8]] = [:]
        for (name, bytes) in members {
            guard let member = Member(rawValue: name), held.updateValue(bytes, forKey: member) == nil else {
                throw VaultError(.receiptMember, ["member": name])
            }
        }
        func bytes(_ member: Member) throws(VaultError) -> [UInt8] {
            guard let bytes = held[member] else { throw VaultError(.receiptMember, ["member": member.rawValue]) }
            return bytes
        }
        func salt(_ member: Member) throws(VaultError) -> Salt {
            guard let salt = Salt(try bytes(member)) else {
                throw VaultError(.receiptMember, ["member": member.rawValue])
            }
            return salt
        }
        shared = try bytes(.shared)
        sharedSalt = try salt(.sharedSalt)
        if held[.privatePart] != nil || held[.privateSalt] != nil {
            guard held[.privateHash] == nil else {
                throw VaultError(.receiptMember, ["member": Member.privateHash.rawValue])
            }
            self.private = .part(bytes: try bytes(.privatePart), salt: try salt(.privateSalt))
        } else {
            let text = String(decoding: try bytes(.privateHash), as: UTF8.self)
            guard text.utf8.last == UInt8(ascii: "\n"), let digest = Digest(String(text.dropLast())),
                digest.algorithm == .sha256
            else { throw VaultError(.receiptMember, ["member": Member.privateHash.rawValue]) }
            self.private = .hash(digest)
        }
        leaf = try bytes(.leaf)
        let proofBytes = try bytes(.proof)
        // Only the one spelling counts, without data that nothing authenticates.
        guard let proof = try? InclusionProofFile(parsing: proofBytes), proof.extra == nil, proof.bytes == proofBytes
        else { throw VaultError(.receiptMember, ["member": Member.proof.rawValue]) }
        self.proof = proof
        identity = try bytes(.identity)
        identitySeal = try bytes(.identitySeal)
    }
}
