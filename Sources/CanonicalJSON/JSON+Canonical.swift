extension JSON {
    /// The one byte string that stands for this value (RFC 8785, UTF-8).
    ///
    /// An integer outside `integerRange` is a mistake of the caller and stops the process: what was written could
    /// never be read again. `JSON(exactly:)` is the way in for numbers from outside.
    public var canonicalBytes: [UInt8] {
        var writer = Writer()
        writer.write(self)
        return writer.bytes
    }

    /// `canonicalBytes` as text.
    public var text: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// Reads bytes that must be their own canonical form: what was signed or hashed and is now received.
    ///
    /// White space, another order of keys, an escape that RFC 8785 would not write, `-0`, bytes after the value: all
    /// are refused, so that one value never has two digests.
    /// - Throws: `JSONError`; `JSON_NOT_CANONICAL` with the offset of the first byte that differs.
    public init(canonical bytes: [UInt8], limits: Limits = .standard) throws(JSONError) {
        let value = try JSON(parsing: bytes, limits: limits)
        let canonical = value.canonicalBytes
        guard canonical == bytes else {
            let offset = zip(canonical, bytes).prefix { $0 == $1 }.reduce(into: 0) { count, _ in count += 1 }
            throw JSONError(.notCanonical, at: offset)
        }
        self = value
    }

    /// Reads any JSON text (RFC 8259) whose values kho can hold: whole numbers written without fraction or exponent,
    /// ASCII keys, each once. For configuration and for what other programs wrote.
    /// - Throws: `JSONError` with the offset of the byte where reading stopped.
    public init(parsing bytes: [UInt8], limits: Limits = .standard) throws(JSONError) {
        var reader = try Reader(bytes, limits: limits)
        self = try reader.readDocument()
    }
}
