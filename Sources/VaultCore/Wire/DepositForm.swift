public import CanonicalJSON
public import PKI

/// A deposit as it travels: what is said of the document, and the uploads that are its files (`POST /v1/documents`).
public struct DepositForm: Sendable {
    public struct File: Hashable, Sendable {
        public let name: FileName
        public let upload: UploadID
        /// SHA-256, where the sender states it: then the same deposit is known again also with another upload of the file.
        public let digest: Digest?

        public init(name: FileName, upload: UploadID, digest: Digest? = nil) {
            self.name = name
            self.upload = upload
            self.digest = digest
        }

        fileprivate init(wire json: JSON) throws(VaultError) {
            let reader = try WireReader(json, only: ["name", "upload", "digest"])
            name = try reader.word("name") { text throws(VaultError) in try FileName(text) }
            upload = try reader.word("upload") { UploadID($0) }
            digest = reader.has("digest") ? try reader.digest("digest") : nil
        }

        fileprivate var wire: JSON {
            var object: JSON.Object = ["name": .string(name.text), "upload": .string(upload.text)]
            object["digest"] = digest.map { .string($0.description) }
            return .object(object)
        }

        /// What makes it another file.
        fileprivate var content: JSON {
            ["name": .string(name.text), "content": .string(digest?.description ?? upload.text)]
        }
    }

    public let file: File?
    public let contents: [File]
    public let beside: File?
    /// Everything but the files, who deposits and where.
    private let request: DepositRequest

    /// - Parameters:
    ///   - request: whose own files, uploader and entrance are left out.
    ///   - beside: the one that may or may not belong to it.
    public init(_ request: DepositRequest, file: File?, contents: [File], beside: File?) {
        self.request = request
        self.file = file
        self.contents = contents
        self.beside = beside
    }

    /// The uploads, in the order in which they are named.
    public var uploads: [UploadID] { ([file].compactMap { $0 } + contents + [beside].compactMap { $0 }).map(\.upload) }

    /// The request that it is.
    /// - Throws: `UPLOAD_NOT_FOUND` for a file that is not among `uploads`; `DIGEST_MISMATCH` where it is another than was
    ///   stated.
    public func request(
        _ uploads: [UploadID: any StagedObject], uploader: String, entrance: String
    ) throws(VaultError) -> DepositRequest {
        func source(_ file: File) throws(VaultError) -> DepositSource {
            guard let staged = uploads[file.upload] else { throw VaultError(.uploadNotFound) }
            guard file.digest ?? staged.digest == staged.digest else { throw VaultError(.digestMismatch) }
            return DepositSource(name: file.name, staged: staged)
        }
        var sources: [DepositSource] = []
        for content in contents { sources.append(try source(content)) }
        var made = DepositRequest(
            owner: request.owner, category: request.category, file: try file.map(source), contents: sources,
            beside: try beside.map(source), uploader: uploader, entrance: entrance)
        made.links = request.links
        made.secrecy = request.secrecy
        made.code = request.code
        made.name = request.name
        made.replaces = request.replaces
        made.sensitivity = request.sensitivity
        made.details = request.details
        made.certification = request.certification
        made.metadata = request.metadata
        made.notes = request.notes
        made.isRehearsal = request.isRehearsal
        return made
    }

    private static let fields: Set<String> = [
        "owner", "category", "file", "contents", "beside", "links", "secrecy", "code", "name", "replaces",
        "sensitivity",
        "details", "certification", "metadata", "notes", "rehearsal",
    ]
    private static let detailFields: Set<String> = ["paperType", "notation", "issuer", "issued", "validUntil"]

    /// - Throws: `WIRE_MALFORMED`, and what the values' own readers throw.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: Self.fields)
        file = try reader.optional("file", File.init(wire:))
        contents = try reader.optionalList("contents", limit: DepositRequest.maximumContents, File.init(wire:))
        beside = try reader.optional("beside", File.init(wire:))
        var request = DepositRequest(
            owner: try reader.word("owner") { text throws(VaultError) in try Owner(text) },
            category: try reader.category(), file: nil, uploader: "", entrance: "")
        request.links = try reader.optionalList("links", limit: DepositRequest.maximumContents, LinkedContent.init)
        request.secrecy = try reader.optionalWord("secrecy") { Secrecy(rawValue: $0) }
        request.code = try reader.optional("code") { json throws(VaultError) in
            let code = try WireReader(json, only: ["scheme", "value"])
            return try DocumentCode(
                try code.text("value"), scheme: try code.optionalText("scheme") ?? DocumentCode.unspecifiedScheme)
        }
        request.name = try reader.optionalText("name")
        request.replaces = try reader.optionalWord("replaces") { text throws(VaultError) in try DocumentReference(text)
        }
        request.sensitivity = try reader.optionalNumber("sensitivity").map { (level: Int) throws(VaultError) in
            guard let sensitivity = Sensitivity(rawValue: level) else { throw WireReader.malformed("sensitivity") }
            return sensitivity
        }
        request.details =
            try reader.optional("details") { json throws(VaultError) in
                _ = try WireReader(json, only: Self.detailFields)
                return try DocumentDetails(json)
            } ?? DocumentDetails()
        request.certification = try reader.optional("certification") { json throws(VaultError) in
            try Certification(stated: json)
        }
        request.metadata =
            try reader.optional("metadata") { json throws(VaultError) in
                guard let metadata = json.object else { throw WireReader.malformed("metadata") }
                return metadata
            } ?? [:]
        request.notes = try reader.optionalText("notes") ?? ""
        request.isRehearsal = try reader.optionalFlag("rehearsal")
        self.request = request
    }

    public var wire: JSON { json(\.wire) }

    /// What makes it another deposit (`IdempotentRequest.content`): everything but which upload a file came by.
    public var content: Digest { .sha256(of: json(\.content).canonicalBytes) }

    /// The same of a deposit whose files go nowhere by a network: they are read for it.
    /// - Throws: what opening and reading them throws.
    public static func content(of request: DepositRequest) throws -> Digest {
        func file(_ source: DepositSource) throws -> File {
            File(name: source.name, upload: .random(), digest: try source.open().digest(.sha256))
        }
        return DepositForm(
            request, file: try request.file.map(file), contents: try request.contents.map(file),
            beside: try request.beside.map(file)
        ).content
    }

    private func json(_ wire: (File) -> JSON) -> JSON {
        var object: JSON.Object = [
            "category": .count(request.category.rawValue), "owner": .string(request.owner.description),
        ]
        object["file"] = file.map(wire)
        if !contents.isEmpty { object["contents"] = .array(contents.map(wire)) }
        object["beside"] = beside.map(wire)
        if !request.links.isEmpty { object["links"] = .array(request.links.map(\.json)) }
        object["secrecy"] = request.secrecy.map { .string($0.rawValue) }
        object["code"] = request.code.map { ["scheme": .string($0.scheme), "value": .string($0.value)] }
        object["name"] = request.name.map { .string($0) }
        object["replaces"] = request.replaces.map { .string($0.text) }
        object["sensitivity"] = request.sensitivity.map { .count($0.rawValue) }
        if !request.details.isEmpty { object["details"] = request.details.json }
        object["certification"] = request.certification?.terms
        if !request.metadata.isEmpty { object["metadata"] = .object(request.metadata) }
        if !request.notes.isEmpty { object["notes"] = .string(request.notes) }
        if request.isRehearsal { object["rehearsal"] = true }
        return .object(object)
    }
}
