/// What can tell which object stands behind a reference.
protocol PDFObjectReader {
    var trailer: PDFDictionary { get }

    /// What stands behind a reference; null where no object is in use under it (ISO 32000-2 clause 7.3.10).
    /// - Throws: `PDFError` where it cannot be read, or only by guessing (two equal keys, a missing `endobj` …).
    func object(_ reference: PDFReference) throws -> PDFObject
}

extension PDFObjectReader {
    /// A value with its reference, where it is one, followed. An object is never a reference itself.
    func resolved(_ value: PDFValue?) throws -> PDFObject {
        guard let value else { return .null }
        guard case .reference(let reference) = value else { return PDFObject(value) }
        return try object(reference)
    }

    /// The dictionary behind a value; nil where there is none.
    func dictionary(_ value: PDFValue?) throws -> PDFDictionary? { try resolved(value).dictionary }

    /// The array behind a value; nil where there is none.
    func array(_ value: PDFValue?) throws -> [PDFValue]? { try resolved(value).value.array }

    /// The document catalogue (ISO 32000-2 clause 7.7.2).
    func catalogue() throws -> PDFDictionary {
        guard let found = try dictionary(trailer["Root"]) else { throw PDFError(.malformed, "no catalogue") }
        return found
    }
}
