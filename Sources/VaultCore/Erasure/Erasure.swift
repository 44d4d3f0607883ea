public import CanonicalJSON
public import PKI

/// That records were erased: what stays of them in the log (the tombstone). Published, so that receivers erase too.
///
///     {"documents":["…"],"erasure":"…","kind":"erasure","minutes":"sha256:…","reason":"owner-request","records":[3,7],
///      "spaces":["…"],"v":1}
///
/// It holds random names and indices, and no digest of anything that was erased.
public struct Erasure: Hashable, Sendable {
    static let kind = "erasure"

    /// The name of the request that it carries out, or a name of its own where a list is applied.
    public let id: DocumentID
    /// The documents that are gone, in the order of their bytes.
    public let documents: [DocumentID]
    /// Where all of an owner was meant: the spaces.
    public let spaces: [SpaceID]
    /// The records that are emptied, ascending.
    public let records: [UInt64]
    public let reason: ErasureReason
    /// The minutes, an object of the space `shared`.
    public let minutes: Digest

    public init(
        id: DocumentID, documents: [DocumentID], spaces: [SpaceID], records: [UInt64], reason: ErasureReason,
        minutes: Digest
    ) {
        self.id = id
        self.documents = documents
        self.spaces = spaces
        self.records = records
        self.reason = reason
        self.minutes = minutes
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        func names(_ field: String) throws(VaultError) -> [String] {
            guard let values = json[field]?.array, values.count <= ErasureScope.maximumCount else {
                throw malformed(field)
            }
            let texts = values.compactMap(\.string)
            guard texts.count == values.count,
                zip(texts, texts.dropFirst()).allSatisfy({ $0.utf8.lexicographicallyPrecedes($1.utf8) })
            else { throw malformed(field) }
            return texts
        }
        guard let id = json["erasure"]?.string.flatMap(DocumentID.init) else { throw malformed("erasure") }
        let documentTexts = try names("documents")
        let spaceTexts = try names("spaces")
        let documents = documentTexts.compactMap { DocumentID($0) }
        let spaces = spaceTexts.compactMap { SpaceID($0) }.filter { $0 != .shared }
        guard documents.count == documentTexts.count else { throw malformed("documents") }
        guard spaces.count == spaceTexts.count else { throw malformed("spaces") }
        guard let records = RecordIndices.indices(json["records"]) else { throw malformed("records") }
        guard let reason = json["reason"]?.string, let reason = try? ErasureReason(reason) else {
            throw malformed("reason")
        }
        guard let minutes = json["minutes"]?.string.flatMap({ Digest($0) }), minutes.algorithm == .sha256 else {
            throw malformed("minutes")
        }
        self.init(
            id: id, documents: documents, spaces: spaces, records: records, reason: reason, minutes: minutes)
    }

    public var json: JSON {
        [
            "documents": JSON(documents.map(\.text)), "erasure": .string(id.text), "kind": .string(Self.kind),
            "minutes": .string(minutes.description), "reason": .string(reason.text),
            "records": RecordIndices.json(records), "spaces": JSON(spaces.map(\.text)), "v": 1,
        ]
    }

    /// What it was about.
    public var scope: ErasureScope { spaces.isEmpty ? .documents(documents) : .owner(spaces) }
}
