import CanonicalJSON
import PKI

/// One object that came over the network, read field by field. Whatever is not of its kind is refused.
struct WireReader {
    /// What a text that is no document of its own may have (bytes): names and notes have 4096.
    static let maximumText = 16 << 10

    /// All of it.
    let members: JSON.Object

    /// - Parameter fields: all that may be there, in what somebody asks for: a misspelt one would be passed over without
    ///   anybody's notice. nil: in an answer, which a later server may say more in.
    /// - Throws: `WIRE_MALFORMED` with the field.
    init(_ json: JSON, only fields: Set<String>? = nil) throws(VaultError) {
        guard let object = json.object else { throw Self.malformed("") }
        if let fields, let other = object.members.first(where: { !fields.contains($0.key) }) {
            throw Self.malformed(other.key)
        }
        members = object
    }

    static func malformed(_ field: String) -> VaultError { VaultError(.wireMalformed, ["field": field]) }

    func has(_ field: String) -> Bool { members[field] != nil }

    func value(_ field: String) throws(VaultError) -> JSON {
        guard let value = members[field] else { throw Self.malformed(field) }
        return value
    }

    func optional<Value>(
        _ field: String, _ read: (JSON) throws(VaultError) -> Value
    ) throws(VaultError) -> Value? {
        guard let value = members[field] else { return nil }
        return try read(value)
    }

    func text(_ field: String, limit: Int = maximumText) throws(VaultError) -> String {
        guard let text = try value(field).string, text.utf8.count <= limit else { throw Self.malformed(field) }
        return text
    }

    func optionalText(_ field: String) throws(VaultError) -> String? { has(field) ? try text(field) : nil }

    /// A text of a closed or checked form.
    /// - Throws: `WIRE_MALFORMED` where `read` knows none such; what `read` throws.
    func word<Value>(_ field: String, _ read: (String) throws(VaultError) -> Value?) throws(VaultError) -> Value {
        guard let value = try read(try text(field)) else { throw Self.malformed(field) }
        return value
    }

    func optionalWord<Value>(
        _ field: String, _ read: (String) throws(VaultError) -> Value?
    ) throws(VaultError) -> Value? {
        has(field) ? try word(field, read) : nil
    }

    func number<Number: FixedWidthInteger>(
        _ field: String, in range: ClosedRange<Number> = 0...Number.max
    ) throws(VaultError) -> Number {
        guard let number = try value(field).integer.flatMap({ Number(exactly: $0) }), range.contains(number) else {
            throw Self.malformed(field)
        }
        return number
    }

    func optionalNumber<Number: FixedWidthInteger>(
        _ field: String, in range: ClosedRange<Number> = 0...Number.max
    ) throws(VaultError) -> Number? {
        has(field) ? try number(field, in: range) : nil
    }

    func flag(_ field: String) throws(VaultError) -> Bool {
        guard let flag = try value(field).bool else { throw Self.malformed(field) }
        return flag
    }

    /// False where it is absent.
    func optionalFlag(_ field: String) throws(VaultError) -> Bool { has(field) ? try flag(field) : false }

    func list<Value>(
        _ field: String, limit: Int, _ read: (JSON) throws(VaultError) -> Value
    ) throws(VaultError) -> [Value] {
        guard let values = try value(field).array, values.count <= limit else { throw Self.malformed(field) }
        var list: [Value] = []
        for value in values { list.append(try read(value)) }
        return list
    }

    /// Nothing where it is absent.
    func optionalList<Value>(
        _ field: String, limit: Int, _ read: (JSON) throws(VaultError) -> Value
    ) throws(VaultError) -> [Value] {
        has(field) ? try list(field, limit: limit, read) : []
    }

    /// A list of texts of a closed or checked form.
    func words<Value>(
        _ field: String, limit: Int, _ read: (String) throws(VaultError) -> Value?
    ) throws(VaultError) -> [Value] {
        try list(field, limit: limit) { json throws(VaultError) in
            guard let text = json.string, text.utf8.count <= Self.maximumText, let value = try read(text) else {
                throw Self.malformed(field)
            }
            return value
        }
    }

    /// Base64 (RFC 4648 section 4).
    func bytes(_ field: String, limit: Int) throws(VaultError) -> [UInt8] {
        guard let bytes = Base64.decode(try text(field, limit: limit / 3 * 4 + 4)), bytes.count <= limit else {
            throw Self.malformed(field)
        }
        return bytes
    }

    /// The bytes of a text of its own, such as a record's part.
    func document(_ field: String, limit: Int = JSON.Limits.standard.byteCount) throws(VaultError) -> [UInt8] {
        Array(try text(field, limit: limit).utf8)
    }

    func time(_ field: String) throws(VaultError) -> Instant { try word(field) { Instant($0) } }

    func digest(_ field: String) throws(VaultError) -> Digest {
        try word(field) { text in Digest(text).flatMap { $0.algorithm == .sha256 ? $0 : nil } }
    }
}

extension JSON {
    /// Bytes that are UTF-8 text already: a record's part, a checkpoint.
    static func text(_ bytes: [UInt8]) -> JSON { .string(String(decoding: bytes, as: UTF8.self)) }

    static func base64(_ bytes: [UInt8]) -> JSON { .string(Base64.encode(bytes)) }

    /// An index or a count, which are far below where JSON's numbers end.
    static func count(_ value: some BinaryInteger) -> JSON { JSON(exactly: value) ?? .null }
}
