import CanonicalJSON

/// The fields of a statement that somebody signed: all that must be there, and nothing else.
///
/// A field that kho does not know may be a condition ("only if …"); to pass it over would be to take what was not given.
struct StatementFields {
    private let object: JSON.Object

    /// The longest statement names a thousand documents, some 35 bytes each.
    static let maximumLength = 64 << 10

    /// - Throws: `CONSENT_STATEMENT_KEY_TWICE`, `CONSENT_STATEMENT_MALFORMED` with the field, for bytes that are not their
    ///   own canonical form too; `CONSENT_STATEMENT_FIELD_UNKNOWN`.
    init(_ bytes: [UInt8], schema: String, fields: Set<String>) throws(VaultError) {
        guard bytes.count <= Self.maximumLength else { throw Self.malformed("size") }
        let json: JSON
        do {
            json = try JSON(canonical: bytes)
        } catch {
            throw error.code == .duplicateKey
                ? VaultError(.consentKeyTwice) : VaultError(.consentMalformed, ["field": "JSON"])
        }
        guard case .object(let object) = json else { throw Self.malformed("JSON") }
        guard object["schema"]?.string == schema else { throw Self.malformed("schema") }
        for key in object.keys where key != "schema" && !fields.contains(key) {
            throw VaultError(.consentFieldUnknown, ["field": key])
        }
        self.object = object
    }

    func text(_ field: String) throws(VaultError) -> String {
        guard let text = object[field]?.string else { throw Self.malformed(field) }
        return text
    }

    func value<Value>(_ field: String, _ read: (String) -> Value?) throws(VaultError) -> Value {
        guard let value = read(try text(field)) else { throw Self.malformed(field) }
        return value
    }

    subscript(field: String) -> JSON? { object[field] }

    static func malformed(_ field: String) -> VaultError { VaultError(.consentMalformed, ["field": field]) }
}
