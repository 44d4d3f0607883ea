public import CanonicalJSON
public import PKI

/// That somebody asked for an erasure: the content of a record of the log, never published.
///
///     {"kind":"erasure-request","role":"owner","signed":"sha256:…","statement":{…},"v":1}
///
/// The signed statement is an object in the owner's space, since it holds a certificate. When the erasure is carried out,
/// this record is emptied too, and the minutes say what of it stays.
public struct ErasureRequest: Hashable, Sendable {
    /// As whom somebody asks.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        case owner, officer
        case `operator`
    }

    static let kind = "erasure-request"

    public let statement: ErasureStatement
    public let role: Role
    /// The signed statement, CMS with the content inside.
    public let signed: Digest

    public init(_ statement: ErasureStatement, role: Role, signed: Digest) {
        self.statement = statement
        self.role = role
        self.signed = signed
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard let role = json["role"]?.string.flatMap(Role.init(rawValue:)) else { throw malformed("role") }
        guard let signed = json["signed"]?.string.flatMap({ Digest($0) }), signed.algorithm == .sha256 else {
            throw malformed("signed")
        }
        guard let statement = json["statement"] else { throw malformed("statement") }
        self.init(try ErasureStatement(statement), role: role, signed: signed)
    }

    public var json: JSON {
        [
            "kind": .string(Self.kind), "role": .string(role.rawValue), "signed": .string(signed.description),
            "statement": statement.json, "v": 1,
        ]
    }
}
