extension JSON: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSON: ExpressibleByBooleanLiteral {
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByDictionaryLiteral {
    /// A key that is there twice or is not ASCII is a mistake in the source and stops the process.
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(Object(literal: elements)) }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
    /// A key that is there twice or is not ASCII is a mistake in the source and stops the process.
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(literal: elements) }

    fileprivate init(literal elements: [(String, JSON)]) {
        guard let object = JSON.Object(elements.map { (key: $0.0, value: $0.1) }) else {
            preconditionFailure("the keys of a JSON literal must be ASCII, each once")
        }
        self = object
    }
}

extension JSON {
    /// A number from anywhere.
    /// - Returns: nil where it is outside `integerRange`.
    public init?(exactly value: some BinaryInteger) {
        guard let number = Int64(exactly: value), JSON.integerRange.contains(number) else { return nil }
        self = .integer(number)
    }

    /// A string, or `null` where there is none.
    public init(_ value: String?) { self = value.map(JSON.string) ?? .null }

    /// An array of strings.
    public init(_ values: [String]) { self = .array(values.map(JSON.string)) }
}
