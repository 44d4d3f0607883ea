/// What a reader of JSON asks for: each is nil where the value is of another kind.
extension JSON {
    public var string: String? { if case .string(let value) = self { value } else { nil } }

    public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    public var array: [JSON]? { if case .array(let values) = self { values } else { nil } }

    public var object: Object? { if case .object(let object) = self { object } else { nil } }

    public var isNull: Bool { if case .null = self { true } else { false } }

    /// The member of an object; nil where this is no object or has no such key.
    public subscript(key: String) -> JSON? { object?[key] }

    /// The element of an array; nil where this is no array or is shorter.
    public subscript(index: Int) -> JSON? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }
}
