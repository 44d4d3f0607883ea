public import CanonicalJSON

/// What a depositor says of the paper itself, beyond its name: the fields that people search by and that sync services
/// ask for (domain.md sections 1.5 and 3). All are optional; kho checks their form only.
public struct DocumentDetails: Hashable, Sendable {
    /// The paper's type in the national catalogue, `KQ.G15.000031`, or in words.
    public var paperType: String?
    /// Number and symbol, `12/2026/GKS`.
    public var notation: String?
    /// The agency or organisation that issued it, for people.
    public var issuer: String?
    public var issued: DocumentDay?
    /// The last day on which it is valid; nil: not said, or without end.
    public var validUntil: DocumentDay?

    /// Far above what the guidance allows (200 characters for an issuer).
    static let maximumLength = 1024

    public init(
        paperType: String? = nil, notation: String? = nil, issuer: String? = nil, issued: DocumentDay? = nil,
        validUntil: DocumentDay? = nil
    ) {
        self.paperType = paperType
        self.notation = notation
        self.issuer = issuer
        self.issued = issued
        self.validUntil = validUntil
    }

    public var isEmpty: Bool { self == DocumentDetails() }

    /// - Throws: `TEXT_TOO_LONG`, `DETAIL_MALFORMED` with the field for controls or an empty text.
    func check() throws(VaultError) {
        for (field, text) in [("paperType", paperType), ("notation", notation), ("issuer", issuer)] {
            guard let text else { continue }
            guard text.utf8.count <= Self.maximumLength else {
                throw VaultError(.textTooLong, ["limit": String(Self.maximumLength)])
            }
            guard !text.isEmpty, !ByteText.hasControls(text) else {
                throw VaultError(.detailMalformed, ["field": field])
            }
        }
    }

    /// - Throws: `PART_MALFORMED`.
    init(_ json: JSON) throws(VaultError) {
        func text(_ field: String) throws(VaultError) -> String? {
            guard let value = json[field] else { return nil }
            guard let text = value.string else { throw VaultError(.partMalformed, ["field": "details"]) }
            return text
        }
        func day(_ field: String) throws(VaultError) -> DocumentDay? {
            guard let text = try text(field) else { return nil }
            guard let day = DocumentDay(text) else { throw VaultError(.partMalformed, ["field": "details"]) }
            return day
        }
        self.init(
            paperType: try text("paperType"), notation: try text("notation"), issuer: try text("issuer"),
            issued: try day("issued"), validUntil: try day("validUntil"))
    }

    public var json: JSON {
        var object: JSON.Object = [:]
        object["paperType"] = paperType.map { .string($0) }
        object["notation"] = notation.map { .string($0) }
        object["issuer"] = issuer.map { .string($0) }
        object["issued"] = issued.map { .string($0.text) }
        object["validUntil"] = validUntil.map { .string($0.text) }
        return .object(object)
    }

    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }

    public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}
