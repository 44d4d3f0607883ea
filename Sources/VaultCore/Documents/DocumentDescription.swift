public import CanonicalJSON

/// What a vault tells those entitled to a document: the content of a record's shared part.
public struct DocumentDescription: Hashable, Sendable {
    public let document: DocumentID
    /// 1 for the first; a later one stands for the same document.
    public let version: Int
    public let code: DocumentCode?
    /// The document's name for people.
    public let name: String
    public let owner: Owner
    public let category: Category
    /// In the order of the deposit; the signature file first.
    public let files: [DepositedFile]
    public let status: DocumentStatus
    public let verdict: VerdictSummary
    /// What the depositor said of the document beyond that; kho reads no meaning out of it.
    public let metadata: JSON.Object

    /// The one kind of record that is a document.
    static let kind = "document"

    public init(
        document: DocumentID, version: Int = 1, code: DocumentCode?, name: String, owner: Owner, category: Category,
        files: [DepositedFile], status: DocumentStatus, verdict: VerdictSummary, metadata: JSON.Object = [:]
    ) {
        self.document = document
        self.version = version
        self.code = code
        self.name = name
        self.owner = owner
        self.category = category
        self.files = files
        self.status = status
        self.verdict = verdict
        self.metadata = metadata
    }

    /// Reads the known fields of a shared part; unknown ones are ignored.
    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func missing(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard json["v"]?.integer == 1 else { throw missing("v") }
        guard json["kind"]?.string == Self.kind else { throw missing("kind") }
        guard let document = json["document"]?.string.flatMap(DocumentID.init) else { throw missing("document") }
        guard let version = json["version"]?.integer.flatMap({ Int(exactly: $0) }), version >= 1 else {
            throw missing("version")
        }
        guard let name = json["name"]?.string else { throw missing("name") }
        guard let ownerText = json["owner"]?.string, let owner = try? Owner(recorded: ownerText) else {
            throw missing("owner")
        }
        guard let category = json["category"]?.integer.flatMap({ Category(rawValue: Int($0)) }) else {
            throw missing("category")
        }
        guard let status = json["status"]?.string.flatMap(DocumentStatus.init(rawValue:)) else {
            throw missing("status")
        }
        guard let files = json["files"]?.array, !files.isEmpty else { throw missing("files") }
        guard let verdict = json["verdict"] else { throw missing("verdict") }
        var code: DocumentCode?
        if let json = json["code"] {
            guard let value = json["value"]?.string, let scheme = json["scheme"]?.string,
                let known = try? DocumentCode(value, scheme: scheme)
            else { throw missing("code") }
            code = known
        }
        var parsed: [DepositedFile] = []
        for file in files { parsed.append(try DepositedFile(file)) }
        self.init(
            document: document, version: version, code: code, name: name, owner: owner, category: category,
            files: parsed, status: status, verdict: try VerdictSummary(verdict),
            metadata: json["metadata"]?.object ?? [:])
    }

    var json: JSON {
        var object: JSON.Object = [
            "category": .integer(Int64(category.rawValue)), "document": .string(document.text),
            "files": .array(files.map(\.json)), "kind": .string(Self.kind), "metadata": .object(metadata),
            "name": .string(name), "owner": .string(owner.description), "status": .string(status.rawValue),
            "v": 1, "verdict": verdict.json, "version": .integer(Int64(version)),
        ]
        if let code { object["code"] = ["scheme": .string(code.scheme), "value": .string(code.value)] }
        return .object(object)
    }

    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }

    public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}
