import PKI

/// A file as it was at one of its revisions (ISO 32000-2 clause 7.5.6): its first bytes, read as a whole file with
/// qpdf's recovery off. Objects are read when they are first asked for. Not Sendable: one thread at a time.
final class PDFRevision: PDFObjectReader {
    /// How many bytes of the file it is.
    let end: Int
    let trailer: PDFDictionary
    /// Every object in use. Object streams and cross-reference streams are objects too.
    let locations: [PDFReference: PDFLocation]
    private let handle: PDFHandle
    private var known: [PDFReference: PDFHandle.ReadObject] = [:]
    private let shared: PDFSharedObjects

    /// - Parameters:
    ///   - end: the revision's last byte is before it.
    ///   - sections: the revision's cross-reference sections.
    ///   - shared: what was read in other revisions of the same file.
    /// - Throws: `PDFError` where these bytes are no readable PDF file; `ByteSourceError`.
    init(
        _ source: any ByteSource, end: Int, sections: ArraySlice<PDFSection>, budget: PDFBudget,
        shared: PDFSharedObjects
    ) throws {
        self.end = end
        self.shared = shared
        handle = try PDFHandle(source, size: end, sections: sections, budget: budget)
        trailer = try handle.trailer()
        locations = try handle.locations()
    }

    var isEncrypted: Bool { handle.isEncrypted }

    /// Where an object stands, for telling whether it is the same in another revision; nil where that cannot be told.
    func site(of reference: PDFReference) -> PDFSite? {
        switch locations[reference] {
        case nil: return nil
        case .offset(let offset): return .offset(offset)
        case .stream(let container, let index):
            // Where an object stream has no place itself, its objects are never the same as others.
            guard case .offset(let offset) = locations[PDFReference(container)] else { return nil }
            return .contained(offset: offset, index: index)
        }
    }

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
        if let found = known[reference] { return (found.object, found.isClean) }
        guard locations[reference] != nil else { return (.null, true) }
        let found = try read(reference)
        known[reference] = found
        return (found.object, found.isClean)
    }

    /// Adds the numbers of the objects that one refers to, each as often as it does.
    /// - Throws: `PDFError` where it cannot be read, or only by guessing.
    func addTargets(of reference: PDFReference, to targets: inout [Int32]) throws {
        // Most objects are asked for nothing else.
        if known[reference] == nil, try addPlainTargets(of: reference, to: &targets) { return }
        try object(reference).value.forEachTarget { targets.append(Int32(clamping: $0.number)) }
    }

    /// The same for an object that need not be read for it.
    /// - Returns: whether it is such a one.
    func addPlainTargets(of reference: PDFReference, to targets: inout [Int32]) throws -> Bool {
        try handle.addPlainTargets(of: reference, to: &targets)
    }

    private func read(_ reference: PDFReference) throws -> PDFHandle.ReadObject {
        // Each revision may be encrypted in its own way.
        guard !isEncrypted, let site = site(of: reference) else { return try handle.object(reference) }
        if let found = shared.object(reference, at: site, before: end) { return found }
        let found = try handle.object(reference)
        shared.add(found, reference, at: site, by: handle)
        return found
    }

    /// The byte of the file at which the value of a key of an object's dictionary begins; nil where there is none.
    func offset(of key: PDFName, in reference: PDFReference) throws -> Int? {
        guard case .offset = locations[reference], let site = site(of: reference) else { return nil }
        // Whoever read the object has it in memory still.
        let reader = isEncrypted ? nil : shared.reader(of: reference, at: site, before: end)
        return try (reader ?? handle).offset(of: key, in: reference)
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
