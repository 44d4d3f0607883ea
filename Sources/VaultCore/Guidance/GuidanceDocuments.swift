public import CanonicalJSON
public import PKI

/// The four operations of the guidance (`POST /api/v1/documents/import`, `GET|PUT /api/v1/documents/{DocCode}`, `GET
/// /api/v1/documents/download/{DocCode}`) over a vault as it is for whoever asks: the same rules as everywhere.
public struct GuidanceDocuments: Sendable {
    private let vault: any Vault
    private let uploader: String
    private let entrance: String

    public init(_ vault: any Vault, uploader: String, entrance: String) {
        self.vault = vault
        self.uploader = uploader
        self.entrance = entrance
    }

    /// Reads what is to be taken; a large one takes its time.
    ///
    ///     {"category":4,"contents":[…],"file":{"content":"<base64>","name":"…"},"metadata":{…},"owner":"CCCD:…"}
    ///
    /// - Throws: `DOC_METADATA_MALFORMED` with the field; what owner, category and names throw.
    public func request(_ json: JSON) throws(VaultError) -> DepositRequest {
        guard let object = json.object,
            object.keys.allSatisfy(["category", "contents", "file", "metadata", "owner"].contains)
        else { throw GuidanceMetadata.malformed("body") }
        let metadata = try GuidanceMetadata(json["metadata"] ?? .null)
        guard let owner = json["owner"]?.string else { throw GuidanceMetadata.malformed("owner") }
        guard let number = json["category"]?.integer.flatMap({ Int(exactly: $0) }) else {
            throw GuidanceMetadata.malformed("category")
        }
        guard let file = json["file"] else { throw GuidanceMetadata.malformed("file") }
        guard let others = json["contents"].map(\.array) ?? [] else { throw GuidanceMetadata.malformed("contents") }
        var contents: [DepositSource] = []
        for other in others { contents.append(try Self.source(other, "contents")) }
        var request = DepositRequest(
            owner: try Owner(owner), category: try Category(number: number), file: try Self.source(file, "file"),
            contents: contents, uploader: uploader, entrance: entrance)
        try metadata.fill(&request)
        return request
    }

    /// Takes a document, or its next version.
    /// - Parameter docCode: of the document that is replaced; nil for a new one.
    /// - Throws: what `show(_:)` and `Vault.deposit` throw.
    public func take(_ request: DepositRequest, replacing docCode: String?) async throws -> DepositOutcome {
        guard let docCode else { return try await vault.deposit(request) }
        let known = try await show(docCode, for: .replace)
        var request = request
        request.replaces = try DocumentReference(known.description.document.text)
        return try await vault.deposit(request)
    }

    /// What is said of a document: the metadata, where it stands, its files.
    public func describe(_ docCode: String) async throws -> JSON {
        let document = try await show(docCode, for: .describe)
        let standing = try await vault.standing(of: document.description.document)
        let description = document.description
        return [
            "document": .string(description.document.text), "files": .array(description.files.map(\.json)),
            "metadata": GuidanceMetadata(description).json,
            "status": .string(standing?.end?.rawValue ?? description.status.rawValue),
            "version": .integer(Int64(description.version)),
        ]
    }

    /// The file that a person opens: the first that is no signature beside it, else the first.
    /// - Throws: `DOCUMENT_HAS_NO_FILES`.
    public func download(_ docCode: String) async throws -> (file: DepositedFile, bytes: any ByteSource) {
        let document = try await show(docCode, for: .content)
        guard let place = document.description.portalFile else { throw VaultError(.noFiles) }
        let file = document.description.files[place]
        return (file, try await vault.content(of: file, in: document))
    }

    /// - Throws: `DOCUMENT_NOT_FOUND` also for what is no DocCode, and for a document that has the text otherwise: as the
    ///   beginning of a digest, or, but for its replacement, as the code of an earlier version.
    private func show(_ docCode: String, for action: AccessAction) async throws -> KeptDocument {
        guard GuidanceMetadata.isDocCode(docCode) else { throw VaultError(.notFound) }
        let reference = try DocumentReference(docCode)
        let document = try await vault.show(reference, for: action)
        if document.description.code?.value == docCode { return document }
        // Whoever gives it another code by replacing it, and had no answer, sends the same once more to the old path.
        guard action == .replace, reference.digestPrefix == nil else { throw VaultError(.notFound) }
        return document
    }

    private static func source(_ json: JSON, _ field: String) throws(VaultError) -> DepositSource {
        guard let name = json["name"]?.string, let text = json["content"]?.string,
            let bytes = Base64.decode(text), json.object?.count == 2
        else { throw GuidanceMetadata.malformed(field) }
        return DepositSource(name: try FileName(name), open: { MemorySource(bytes) })
    }
}
