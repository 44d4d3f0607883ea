import PKI

/// A file as it was at one of its revisions (ISO 32000-2 clause 7.5.6): its first bytes, read as a whole file with
/// qpdf's recovery off. Objects are read when they are first asked for. Not Sendable: one thread at a time.
final class PDFRevision {
    /// How many bytes of the file it is.
    let end: Int
    let trailer: PDFDictionary
    /// Every object in use. Object streams and cross-reference streams are objects too.
    let locations: [PDFReference: PDFLocation]
    private let handle: PDFHandle
    private var known: [PDFReference: (object: PDFObject, isClean: Bool)] = [:]

    /// - Parameters:
    ///   - end: the revision's last byte is before it.
    ///   - sections: the revision's cross-reference sections.
    /// - Throws: `PDFError` where these bytes are no readable PDF file; `ByteSourceError`.
    init(_ source: any ByteSource, end: Int, sections: ArraySlice<PDFSection>, budget: PDFBudget) throws {
        self.end = end
        handle = try PDFHandle(source, size: end, sections: sections, budget: budget)
        trailer = try handle.trailer()
        locations = try handle.locations()
    }

    var isEncrypted: Bool { handle.isEncrypted }

    /// Where objects of a number stand, of whatever generation: some readers do not look at that.
    func places(of number: Int) -> [PDFLocation] { byNumber[number] ?? [] }

    private lazy var byNumber = Dictionary(grouping: locations, by: \.key.number).mapValues { $0.map(\.value) }

    /// What stands behind a reference; null where no object is in use under it (ISO 32000-2 clause 7.3.10).
    /// - Throws: `PDFError` where it cannot be read, or only by guessing (two equal keys, a missing `endobj` …).
    func object(_ reference: PDFReference) throws -> PDFObject {
        let (object, isClean) = try guessedObject(reference)
        guard isClean else { throw PDFError(.malformed, "object \(reference)") }
        return object
    }

    /// What stands behind a reference, and whether that could be read without guessing; for naming what is wrong.
    func guessedObject(_ reference: PDFReference) throws -> (object: PDFObject, isClean: Bool) {
        if let found = known[reference] { return found }
        guard locations[reference] != nil else { return (.null, true) }
        let found = try handle.object(reference)
        known[reference] = found
        return found
    }

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

    /// The byte of the file at which the value of a key of an object's dictionary begins; nil where there is none.
    func offset(of key: PDFName, in reference: PDFReference) throws -> Int? {
        guard case .offset = locations[reference] else { return nil }
        return try handle.offset(of: key, in: reference)
    }

    /// A stream's data as stored (after decryption), or with its general filters undone.
    /// - Throws: `PDFError` `.tooLarge` where there is more than `limit`, `.malformed` where it cannot be unpacked.
    func data(of reference: PDFReference, isDecoded: Bool, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let wasDecoded = try handle.stream(reference, isDecoded: isDecoded, limit: limit) {
            bytes.append(contentsOf: $0)
        }
        let dictionary = try object(reference).dictionary
        guard wasDecoded || !isDecoded || dictionary?["Filter"] == nil else {
            throw PDFError(.malformed, "unknown filter")
        }
        return bytes
    }

    /// The SHA-256 of a stream's data as stored (after decryption).
    func digest(of reference: PDFReference) throws -> Digest {
        var hasher = Hasher(.sha256)
        try handle.stream(reference, isDecoded: false, limit: PDFLimits.fileSize) { hasher.update(buffer: $0) }
        return hasher.finalize()
    }
}
