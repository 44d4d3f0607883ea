public import CanonicalJSON
public import PKI

/// What an owner consents to: the statement `kho.consent/1`, canonical JSON (RFC 8785), which the owner signs.
///
///     {"agency":"H37.01","documents":"all","from":"2026-11-25","id":"…","owner":"CCCD:…","purpose":"1.001193",
///      "schema":"kho.consent/1","until":"2027-05-31","vault":"…"}
///
/// It is read from the signed bytes alone. There is one purpose in each, and an end: a consent is voluntary, for a purpose
/// and a time, and never assumed (Law 91/2025 on personal data).
public struct ConsentTerms: Hashable, Sendable {
    public static let schema = "kho.consent/1"
    private static let fields: Set<String> = [
        "agency", "documents", "from", "id", "owner", "purpose", "until", "vault",
    ]
    /// More than that is all of them.
    public static let maximumDocuments = 1000

    public let id: ConsentID
    /// The vault's id: a consent to one vault is none to another.
    public let vault: String
    public let owner: Owner
    /// Exactly this agency: none above it, none under it.
    public let agency: AgencyCode
    public let purpose: AccessPurpose
    /// In the order of their bytes, each once; nil: all of the owner's, also those that come later.
    public let documents: [DocumentID]?
    /// Days in Vietnam; both belong to it.
    public let from: DocumentDay
    public let until: DocumentDay

    /// - Throws: `CONSENT_PERIOD_EMPTY`; `CONSENT_STATEMENT_MALFORMED` for no document, or too many.
    public init(
        id: ConsentID = .random(), vault: String, owner: Owner, agency: AgencyCode, purpose: AccessPurpose,
        documents: [DocumentID]?, from: DocumentDay, until: DocumentDay
    ) throws(VaultError) {
        guard from <= until else { throw VaultError(.consentPeriodEmpty) }
        let sorted = documents.map { Set($0.map(\.text)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
        if let sorted {
            guard (1...Self.maximumDocuments).contains(sorted.count) else {
                throw StatementFields.malformed("documents")
            }
        }
        self.id = id
        self.vault = vault
        self.owner = owner
        self.agency = agency
        self.purpose = purpose
        self.documents = sorted.map { $0.compactMap(DocumentID.init) }
        self.from = from
        self.until = until
    }

    /// Reads the signed bytes.
    /// - Throws: as `StatementFields.init`; `CONSENT_PERIOD_EMPTY`.
    public init(bytes: [UInt8]) throws(VaultError) {
        let fields = try StatementFields(bytes, schema: Self.schema, fields: Self.fields)
        let documents: [DocumentID]?
        switch fields["documents"] {
        case .string("all")?: documents = nil
        case .array(let listed)?:
            let read = listed.compactMap { $0.string.flatMap(DocumentID.init) }
            guard read.count == listed.count else { throw StatementFields.malformed("documents") }
            documents = read
        default: throw StatementFields.malformed("documents")
        }
        try self.init(
            id: fields.value("id", ConsentID.init),
            vault: fields.value("vault") { DocumentID($0)?.text },
            owner: fields.value("owner") { try? Owner($0) },
            agency: fields.value("agency") { try? AgencyCode($0) },
            purpose: fields.value("purpose") { try? AccessPurpose($0) }, documents: documents,
            from: fields.value("from") { DocumentDay($0) }, until: fields.value("until") { DocumentDay($0) })
        // One set of terms has one spelling: sorted, each document once.
        guard json.canonicalBytes == bytes else { throw StatementFields.malformed("documents") }
    }

    public var json: JSON {
        [
            "agency": .string(agency.text), "documents": documents.map { JSON($0.map(\.text)) } ?? "all",
            "from": .string(from.text), "id": .string(id.text), "owner": .string(owner.description),
            "purpose": .string(purpose.text), "schema": .string(Self.schema), "until": .string(until.text),
            "vault": .string(vault),
        ]
    }

    public func covers(_ document: DocumentID) -> Bool { documents?.contains(document) ?? true }

    /// Whether the period holds a moment, by the day that it is in Vietnam.
    public func isInPeriod(at time: Instant) -> Bool {
        DocumentDay(inVietnam: time).map { from <= $0 && $0 <= until } ?? false
    }
}

/// What an owner signs to take a consent back: the statement `kho.consent-withdrawal/1`, canonical JSON.
public struct ConsentWithdrawalRequest: Hashable, Sendable {
    public static let schema = "kho.consent-withdrawal/1"

    public let consent: ConsentID
    public let vault: String

    public init(consent: ConsentID, vault: String) {
        self.consent = consent
        self.vault = vault
    }

    /// Reads the signed bytes.
    /// - Throws: as `StatementFields.init`.
    public init(bytes: [UInt8]) throws(VaultError) {
        let fields = try StatementFields(bytes, schema: Self.schema, fields: ["consent", "vault"])
        self.init(
            consent: try fields.value("consent", ConsentID.init),
            vault: try fields.value("vault") { DocumentID($0)?.text })
    }

    public var json: JSON {
        ["consent": .string(consent.text), "schema": .string(Self.schema), "vault": .string(vault)]
    }
}
