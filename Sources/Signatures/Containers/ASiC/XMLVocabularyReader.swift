/// Reads elements with attributes and text, one expected name after another; everything else of XML is an error.
struct XMLVocabularyReader {
    private let bytes: [UInt8]
    private var position = 0
    /// Whether the last start tag was an empty element's (`<a/>`).
    private(set) var wasEmpty = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func error(_ expected: String) -> ASiCManifestError { ASiCManifestError(expected: expected, offset: position) }

    /// The XML declaration, the one that kho writes.
    mutating func declaration() throws(ASiCManifestError) {
        try take(#"<?xml version="1.0" encoding="UTF-8"?>"#)
    }

    /// A start tag of this name with exactly these attributes, in this order.
    mutating func start(_ name: String, _ attributes: [String]) throws(ASiCManifestError) -> [String: String] {
        skipSpace()
        try take("<" + name)
        var values: [String: String] = [:]
        for attribute in attributes {
            guard skipSpace() else { throw error("white space") }
            try take(attribute + "=\"")
            values[attribute] = try characters(until: UInt8(ascii: "\""))
            position += 1
        }
        skipSpace()
        wasEmpty = holds("/")
        if wasEmpty { position += 1 }
        try take(">")
        return values
    }

    mutating func end(_ name: String) throws(ASiCManifestError) {
        skipSpace()
        try take("</" + name)
        skipSpace()
        try take(">")
    }

    /// Whether the next tag is this element's end.
    mutating func isAtEnd(of name: String) throws(ASiCManifestError) -> Bool {
        skipSpace()
        guard position < bytes.count else { throw error("</\(name)>") }
        return holds("</")
    }

    /// Text up to the next tag.
    mutating func text() throws(ASiCManifestError) -> String { try characters(until: UInt8(ascii: "<")) }

    mutating func finish() throws(ASiCManifestError) {
        skipSpace()
        guard position == bytes.count else { throw error("nothing more") }
    }

    private func holds(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func take(_ text: String) throws(ASiCManifestError) {
        guard holds(text) else { throw error(text) }
        position += text.utf8.count
    }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let start = position
        while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
        return position > start
    }

    /// Characters with the five predefined entities and decimal references of white space, nothing else behind `&`.
    private mutating func characters(until stop: UInt8) throws(ASiCManifestError) -> String {
        var out: [UInt8] = []
        while position < bytes.count, bytes[position] != stop {
            switch bytes[position] {
            case UInt8(ascii: "&"):
                guard let (entity, value) = Self.entities.first(where: { holds($0.0) }) else {
                    throw error("a predefined entity")
                }
                out.append(value)
                position += entity.utf8.count
            case UInt8(ascii: "<"), 0..<0x20: throw error("text")
            default:
                out.append(bytes[position])
                position += 1
            }
        }
        guard position < bytes.count else { throw error("the end of the text") }
        guard let text = String(validating: out, as: UTF8.self) else { throw error("UTF-8") }
        return text
    }

    private static let entities: [(String, UInt8)] = [
        ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")),
        ("&quot;", UInt8(ascii: "\"")), ("&apos;", UInt8(ascii: "'")), ("&#9;", 9), ("&#10;", 10), ("&#13;", 13),
    ]
}
