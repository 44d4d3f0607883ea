public import CanonicalJSON
public import PKI

/// What somebody hands to a vault.
public struct DepositRequest: Sendable {
    public let owner: Owner
    public let category: Category
    /// The file with the signatures; nil where there is only a link, or metadata.
    public let file: DepositSource?
    /// Originals that were named: each must be covered by a signature.
    public let contents: [DepositSource]
    /// The file that lies beside a signature file under its name without the extension: taken if a signature covers it.
    public let beside: DepositSource?
    /// What is kept elsewhere, in the place of a file.
    public var links: [LinkedContent] = []
    /// What the paper is marked with; no such paper is taken.
    public var secrecy: Secrecy?
    public var code: DocumentCode?
    /// nil: the name of the version before, of the first content, or of the file.
    public var name: String?
    /// The document whose next version this is; nil: a document of its own.
    public var replaces: DocumentReference?
    /// nil: what the vault has for such a document.
    public var sensitivity: Sensitivity?
    public var details = DocumentDetails()
    /// What is certified of the copy: wanted in category 5, and there alone.
    public var certification: Certification?
    public var metadata: JSON.Object = [:]
    public var notes = ""
    /// Whether the answer alone is wanted: everything is done but the entry, and nothing is kept.
    public var isRehearsal = false
    /// By which a server knows that it is the same deposit again (`IdempotentRequest`); nil: one is made for it.
    public var idempotencyKey: String?
    /// Who deposits, as the entrance knows them, and the entrance.
    public let uploader: String
    public let entrance: String

    /// Deposits with more originals are none that a person made.
    static let maximumContents = 1000
    /// Names and notes are for people to read.
    static let maximumTextLength = 4096
    /// Metadata travel in every manifest that names the document; the lists in use have some dozen short fields.
    public static let maximumMetadata = 64 << 10

    public init(
        owner: Owner, category: Category, file: DepositSource?, contents: [DepositSource] = [],
        beside: DepositSource? = nil, uploader: String, entrance: String
    ) {
        self.owner = owner
        self.category = category
        self.file = file
        self.contents = contents
        self.beside = beside
        self.uploader = uploader
        self.entrance = entrance
    }

    var hasFiles: Bool { file != nil || !contents.isEmpty }

    /// - Throws: `FILE_NAME_TWICE`, `TOO_MANY_FILES`, `TEXT_TOO_LONG`, `DETAIL_MALFORMED`, `METADATA_TOO_LARGE`.
    func check() throws(VaultError) {
        guard max(contents.count, links.count) <= Self.maximumContents else {
            throw VaultError(.tooManyFiles, ["limit": String(Self.maximumContents)])
        }
        try details.check()
        try certification?.check()
        // Two last days would be two answers to whether the copy is still good.
        if let certification, let own = details.validUntil, own != certification.validUntil {
            throw VaultError(.detailMalformed, ["field": "validUntil"])
        }
        var names: Set<FileName> = []
        for name in ([file].compactMap { $0 } + contents).map(\.name) where !names.insert(name).inserted {
            throw VaultError(.fileNameTwice, ["file": name.text])
        }
        for text in [name ?? "", notes, uploader, entrance] where text.utf8.count > Self.maximumTextLength {
            throw VaultError(.textTooLong, ["limit": String(Self.maximumTextLength)])
        }
        // Nothing else would tell people what it is.
        if name?.isEmpty ?? (file == nil && replaces == nil) {
            throw VaultError(.detailMalformed, ["field": "name"])
        }
        guard metadata.isEmpty || JSON.object(metadata).canonicalBytes.count <= Self.maximumMetadata else {
            throw VaultError(.metadataTooLarge, ["limit": String(Self.maximumMetadata)])
        }
    }
}

/// A file to be deposited: its name as given, and how to open it.
public struct DepositSource: Sendable {
    public let name: FileName
    /// Opened when the deposit's turn comes, so that thousands can wait without an open descriptor each.
    public let open: @Sendable () throws -> any ByteSource
    /// Where it lies in the vault's staging already, so that it is not copied again.
    let staged: (any StagedObject)?

    public init(name: FileName, open: @escaping @Sendable () throws -> any ByteSource) {
        self.name = name
        self.open = open
        staged = nil
    }

    /// A file that was uploaded into the staging of the vault that it is for.
    public init(name: FileName, staged: any StagedObject) {
        self.name = name
        open = { try staged.source() }
        self.staged = staged
    }
}
