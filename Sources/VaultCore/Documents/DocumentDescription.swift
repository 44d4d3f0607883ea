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
    /// In the order of the deposit; the signature file first. May be none where there are links or metadata.
    public let files: [DepositedFile]
    /// What is kept elsewhere.
    public let links: [LinkedContent]
    public let status: DocumentStatus
    /// nil where there was nothing to validate: no file at all.
    public let verdict: VerdictSummary?
    /// Why this version is there.
    public let cause: VersionCause
    /// nil in records from before it was kept.
    public let sensitivity: Sensitivity?
    public let details: DocumentDetails
    /// What was certified of the copy (category 5); nil in records from before it was kept.
    public let certification: Certification?
    /// What the depositor said of the document beyond that; kho reads no meaning out of it.
    public let metadata: JSON.Object

    /// The one kind of record that is a document.
    static let kind = "document"

    public init(
        document: DocumentID, version: Int = 1, code: DocumentCode?, name: String, owner: Owner, category: Category,
        files: [DepositedFile], links: [LinkedContent] = [], status: DocumentStatus, verdict: VerdictSummary?,
        cause: VersionCause = .deposit, sensitivity: Sensitivity? = nil, details: DocumentDetails = DocumentDetails(),
        certification: Certification? = nil, metadata: JSON.Object = [:]
    ) {
        self.document = document
        self.version = version
        self.code = code
        self.name = name
        self.owner = owner
        self.category = category
        self.files = files
        self.links = links
        self.status = status
        self.verdict = verdict
        self.cause = cause
        self.sensitivity = sensitivity
        self.details = details
        self.certification = certification
        self.metadata = metadata
    }

    /// Reads the known fields of a shared part; unknown ones are ignored.
    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func missing(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
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
        guard let files = json["files"]?.array else { throw missing("files") }
        var links: [LinkedContent] = []
        if let listed = json["links"] {
            guard let listed = listed.array else { throw missing("links") }
            for link in listed { links.append(try LinkedContent(link)) }
        }
        let metadata = json["metadata"]?.object ?? [:]
        // Files were validated, so there is a verdict; without any there is nothing that it could be about.
        guard !files.isEmpty || !links.isEmpty || !metadata.isEmpty else { throw missing("files") }
        guard files.isEmpty == (json["verdict"] == nil) else { throw missing("verdict") }
        let verdict: VerdictSummary? = if let verdict = json["verdict"] { try VerdictSummary(verdict) } else { nil }
        var cause = VersionCause.deposit
        if let stated = json["cause"] {
            guard let known = stated.string.flatMap(VersionCause.init(rawValue:)) else { throw missing("cause") }
            cause = known
        }
        var sensitivity: Sensitivity?
        if let stated = json["sensitivity"] {
            guard let known = stated.integer.flatMap({ Int(exactly: $0) }).flatMap(Sensitivity.init(rawValue:)) else {
                throw missing("sensitivity")
            }
            sensitivity = known
        }
        let details = if let details = json["details"] { try DocumentDetails(details) } else { DocumentDetails() }
        var certification: Certification?
        if let stated = json["certification"] {
            guard let known = try? Certification(recorded: stated) else { throw missing("certification") }
            certification = known
        }
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
            files: parsed, links: links, status: status, verdict: verdict, cause: cause, sensitivity: sensitivity,
            details: details, certification: certification, metadata: metadata)
    }

    var json: JSON {
        var object: JSON.Object = [
            "category": .integer(Int64(category.rawValue)), "document": .string(document.text),
            "files": .array(files.map(\.json)), "kind": .string(Self.kind), "metadata": .object(metadata),
            "name": .string(name), "owner": .string(owner.description), "status": .string(status.rawValue),
            "v": 1, "version": .integer(Int64(version)),
        ]
        object["verdict"] = verdict?.json
        if !links.isEmpty { object["links"] = .array(links.map(\.json)) }
        if cause != .deposit { object["cause"] = .string(cause.rawValue) }
        object["sensitivity"] = sensitivity.map { .integer(Int64($0.rawValue)) }
        object["certification"] = certification?.json
        if !details.isEmpty { object["details"] = details.json }
        if let code { object["code"] = ["scheme": .string(code.scheme), "value": .string(code.value)] }
        return .object(object)
    }

    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }

    public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}
