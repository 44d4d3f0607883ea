public import CanonicalJSON

/// The minimum metadata of a digitised document (guidance of the ministry of science, November 2025; docs/document-api.md),
/// by the guidance's own names.
///
///     {"CodeNotation":"GXN-UBND","CodeNumber":"12","DocCode":"G06.01_CV_000021_V1","IssuedDate":"2026-11-24",
///      "OrganName":"…","Subject":"…","TypeName":"Công văn"}
public struct GuidanceMetadata: Hashable, Sendable {
    /// A field, how long it may be in characters, and whether it must be there.
    struct Field: Hashable, Sendable {
        let name: String
        let length: Int
        let isRequired: Bool
    }

    static let docCode = "DocCode"
    static let typeName = "TypeName"
    static let codeNumber = "CodeNumber"
    static let codeNotation = "CodeNotation"
    static let issuedDate = "IssuedDate"
    static let organName = "OrganName"
    static let subject = "Subject"

    /// The guidance bounds the required ones; the others are held as other texts of a document are.
    static let fields: [Field] =
        [
            (docCode, 30), (typeName, 100), (codeNumber, 11), (codeNotation, 30), (issuedDate, 10), (organName, 200),
            (subject, 500),
        ].map { Field(name: $0, length: $1, isRequired: true) }
        + ["Language", "PageAmount", "Description", "InforSign", "Keyword", "Mode", "ConfidenceLevel", "Format"].map {
            Field(name: $0, length: 1024, isRequired: false)
        }

    private let values: [String: String]

    /// - Throws: `DOC_METADATA_MALFORMED` with the field: missing, empty, too long, no text, a day that there is not, or
    ///   none that the guidance names.
    public init(_ json: JSON) throws(VaultError) {
        guard let object = json.object else { throw Self.malformed("metadata") }
        var values: [String: String] = [:]
        for field in Self.fields {
            guard let value = object[field.name] else {
                if field.isRequired { throw Self.malformed(field.name) }
                continue
            }
            // A number of pages may be one.
            guard let text = value.string ?? value.integer.map({ String($0) }), !text.isEmpty,
                text.unicodeScalars.count <= field.length, !ByteText.hasControls(text)
            else { throw Self.malformed(field.name) }
            values[field.name] = text
        }
        for name in object.keys where !Self.fields.contains(where: { $0.name == name }) {
            throw Self.malformed(String(name.prefix(64)))
        }
        guard Self.isDocCode(values[Self.docCode] ?? "") else { throw Self.malformed(Self.docCode) }
        guard DocumentDay(values[Self.issuedDate] ?? "") != nil else { throw Self.malformed(Self.issuedDate) }
        self.values = values
    }

    /// What a document in the vault says of itself in these names; what it does not say is left out.
    public init(_ document: DocumentDescription) {
        var values: [String: String] = [:]
        for field in Self.fields { values[field.name] = document.metadata[field.name]?.string }
        values[Self.docCode] = document.code?.value
        values[Self.typeName] = document.details.paperType
        values[Self.issuedDate] = document.details.issued?.text
        values[Self.organName] = document.details.issuer
        values[Self.subject] = document.name
        self.values = values.filter { !$0.value.isEmpty }
    }

    public var json: JSON {
        var object: JSON.Object = [:]
        for (name, value) in values { object[name] = .string(value) }
        return .object(object)
    }

    /// Whether a text can be a DocCode in a path: letters, digits, and what stands between them.
    public static func isDocCode(_ text: String) -> Bool {
        (1...30).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            } && text.contains { $0 != "." }
    }

    /// - Throws: `CODE_MALFORMED`.
    var code: DocumentCode {
        get throws(VaultError) { try DocumentCode(values[Self.docCode] ?? "", scheme: CodeScheme.docCode.rawValue) }
    }

    /// Puts into a request what its own fields can hold; the rest stays metadata under the guidance's names.
    func fill(_ request: inout DepositRequest) throws(VaultError) {
        request.code = try code
        request.name = values[Self.subject]
        request.details.paperType = values[Self.typeName]
        request.details.issuer = values[Self.organName]
        request.details.issued = values[Self.issuedDate].flatMap { DocumentDay($0) }
        if let number = values[Self.codeNumber], let notation = values[Self.codeNotation] {
            request.details.notation = "\(number)/\(notation)"
        }
        let own = [Self.docCode, Self.typeName, Self.issuedDate, Self.organName, Self.subject]
        for (name, value) in values where !own.contains(name) { request.metadata[name] = .string(value) }
    }

    static func malformed(_ field: String) -> VaultError { VaultError(.docMetadataMalformed, ["field": field]) }
}
