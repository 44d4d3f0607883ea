import CanonicalJSON

/// What is to be erased, by random names alone.
public enum ErasureScope: Hashable, Sendable {
    /// Documents, with all of their versions and events.
    case documents([DocumentID])
    /// Everything of one owner, who may have several linked numbers and so several spaces.
    case owner([SpaceID])

    /// Names in one scope, and records in one erasure: each record is named in the log for good. An owner with more is
    /// erased in portions.
    public static let maximumCount = 10_000

    /// The names, as they stand in JSON.
    public var names: [String] {
        switch self {
        case .documents(let documents): documents.map(\.text)
        case .owner(let spaces): spaces.map(\.text)
        }
    }

    /// The field's name and value.
    var member: (key: String, value: JSON) {
        switch self {
        case .documents: ("documents", JSON(names))
        case .owner: ("spaces", JSON(names))
        }
    }

    /// - Throws: `PART_MALFORMED` where there is not exactly one of the two lists, ascending and without repetition.
    init(_ json: JSON) throws(VaultError) {
        let malformed = VaultError(.partMalformed, ["field": "documents"])
        let documents = json["documents"]
        let spaces = json["spaces"]
        guard (documents == nil) != (spaces == nil), let names = (documents ?? spaces)?.array,
            (1...Self.maximumCount).contains(names.count)
        else { throw malformed }
        let texts = names.compactMap(\.string)
        guard texts.count == names.count,
            zip(texts, texts.dropFirst()).allSatisfy({ $0.utf8.lexicographicallyPrecedes($1.utf8) })
        else { throw malformed }
        if documents != nil {
            let ids = texts.compactMap { DocumentID($0) }
            guard ids.count == texts.count else { throw malformed }
            self = .documents(ids)
        } else {
            let ids = texts.compactMap { SpaceID($0) }.filter { $0 != .shared }
            guard ids.count == texts.count else { throw malformed }
            self = .owner(ids)
        }
    }

    /// The documents, each once, in the order of their bytes.
    public static func of(_ documents: some Sequence<DocumentID>) -> ErasureScope {
        .documents(Set(documents).sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) })
    }

    public static func of(_ spaces: some Sequence<SpaceID>) -> ErasureScope {
        .owner(Set(spaces).sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) })
    }
}

/// What a scope comes to in the catalogue at one time.
public struct ErasureExtent: Hashable, Sendable {
    /// The documents that are there, in the order of their bytes.
    public let documents: [DocumentID]
    /// The owners whose documents they are, or all of whose things are meant.
    public let owners: Set<Owner>
    /// The indices of all records about them, ascending, but for requests to erase.
    public let records: [UInt64]
    /// Those of the requests that are about any of them, ascending.
    public let requests: [UInt64]

    public init(documents: [DocumentID], owners: Set<Owner>, records: [UInt64], requests: [UInt64]) {
        self.documents = documents
        self.owners = owners
        self.records = records
        self.requests = requests
    }

    /// Everything that an erasure empties, ascending.
    public var all: [UInt64] { (records + requests).sorted() }
}

/// The indices of records as a list in JSON: ascending, each once.
enum RecordIndices {
    static func json(_ indices: [UInt64]) -> JSON { .array(indices.map { JSON(exactly: $0) ?? .null }) }

    /// - Returns: nil for what is no such list, and for a longer one than erasures have.
    static func indices(_ json: JSON?) -> [UInt64]? {
        guard let values = json?.array, (1...ErasureScope.maximumCount).contains(values.count) else { return nil }
        let indices = values.compactMap { $0.integer.flatMap { UInt64(exactly: $0) } }
        guard indices.count == values.count, zip(indices, indices.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return nil
        }
        return indices
    }
}
