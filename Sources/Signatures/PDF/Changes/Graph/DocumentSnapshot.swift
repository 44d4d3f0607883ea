import PKI

/// One revision of a file, read through its history.
struct DocumentSnapshot {
    let history: DocumentHistory
    let index: Int

    var revision: PDFRevision { history.revisions[index] }
    var trailer: PDFDictionary { revision.trailer }

    func object(_ reference: PDFReference) throws -> PDFObject {
        guard let version = history.version(of: reference, at: index) else { return .null }
        return try history.object(version)
    }

    func resolved(_ value: PDFValue?) throws -> PDFObject {
        guard let value else { return .null }
        guard case .reference(let reference) = value else { return PDFObject(value) }
        return try object(reference)
    }

    func dictionary(_ value: PDFValue?) throws -> PDFDictionary? { try resolved(value).dictionary }
    func array(_ value: PDFValue?) throws -> [PDFValue]? { try resolved(value).value.array }

    func catalogue() throws -> PDFDictionary {
        guard let found = try dictionary(trailer["Root"]) else { throw PDFError(.malformed, "no catalogue") }
        return found
    }

    /// The digest of a stream's stored data. It is read from this revision, not from where the stream first stood: its
    /// length may be an object that was changed since.
    func digest(_ reference: PDFReference) throws -> Digest { try revision.digest(of: reference) }

    func decoded(_ reference: PDFReference) throws -> [UInt8] {
        try revision.data(of: reference, isDecoded: true, limit: ChangeLimits.reencodedStream)
    }
}
