public import CanonicalJSON
public import TransparencyLog

/// A page of the documents in force, each with its record and the proof that the log of one checkpoint holds it:
///
///     {"checkpoint":"…","documents":[{"proof":["<base64>",…],"record":{…}}],"next":41,"v":1}
///
/// Without `next` nothing follows. A page may be short, or empty, and be followed by others: what was looked through and
/// is not in the scope counts too.
public struct CataloguePage: Hashable, Sendable {
    public struct Document: Hashable, Sendable {
        public let record: DisclosedRecord
        /// From the leaf's sibling up.
        public let proof: [MerkleHash]

        public init(record: DisclosedRecord, proof: [MerkleHash]) {
            self.record = record
            self.proof = proof
        }
    }

    /// The signed note.
    public let checkpoint: [UInt8]
    /// In the order of the log.
    public let documents: [Document]
    /// What the next page follows; nil where this is the last.
    public let next: UInt64?

    public init(checkpoint: [UInt8], documents: [Document], next: UInt64?) {
        self.checkpoint = checkpoint
        self.documents = documents
        self.next = next
    }

    /// - Throws: `PART_MALFORMED`, and what `DisclosedRecord` throws; who signed the checkpoint is another question.
    public init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard json["v"]?.integer == 1, let note = json["checkpoint"]?.string else { throw malformed("checkpoint") }
        guard let rows = json["documents"]?.array, rows.count <= CatalogueQuery.maximumPage else {
            throw malformed("documents")
        }
        var documents: [Document] = []
        for row in rows {
            guard let record = row["record"], let hashes = row["proof"]?.array,
                hashes.count <= TreeProof.maximumInclusionLength
            else { throw malformed("documents") }
            let proof = hashes.compactMap { $0.string.flatMap { MerkleHash(base64: $0) } }
            guard proof.count == hashes.count else { throw malformed("proof") }
            documents.append(Document(record: try DisclosedRecord(record), proof: proof))
        }
        var next: UInt64?
        if let stated = json["next"] {
            guard let number = stated.integer.flatMap({ UInt64(exactly: $0) }) else { throw malformed("next") }
            next = number
        }
        self.init(checkpoint: Array(note.utf8), documents: documents, next: next)
    }

    public var json: JSON {
        var object: JSON.Object = [
            "checkpoint": .string(String(decoding: checkpoint, as: UTF8.self)),
            "documents": .array(
                documents.map { ["proof": JSON($0.proof.map(\.base64)), "record": $0.record.json] }), "v": 1,
        ]
        object["next"] = next.flatMap { JSON(exactly: $0) }
        return .object(object)
    }
}
