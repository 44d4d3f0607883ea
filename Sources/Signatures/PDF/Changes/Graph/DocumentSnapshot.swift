import PKI

/// One revision of a file, each object read where its history says.
struct DocumentSnapshot: PDFObjectReader {
    let history: DocumentHistory
    let index: Int

    var revision: PDFRevision { history.revisions[index] }
    var trailer: PDFDictionary { revision.trailer }

    func object(_ reference: PDFReference) throws -> PDFObject {
        guard let version = history.version(of: reference, at: index) else { return .null }
        return try history.object(version)
    }

    /// The digest of a stream's stored data. It is read from this revision, not from where the stream first stood: its
    /// length may be an object that was changed since.
    func digest(_ reference: PDFReference) throws -> Digest { try revision.digest(of: reference) }

    func decoded(_ reference: PDFReference) throws -> [UInt8] {
        try revision.data(of: reference, isDecoded: true, limit: ChangeLimits.reencodedStream)
    }
}
