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
    func digest(_ reference: PDFReference) throws -> Digest { try history.digest(reference, at: index) }

    /// The decoded data of a stream.
    /// - Throws: `PDFError` `.tooLarge` where it is, or all that were decoded are, over too much.
    func decoded(_ reference: PDFReference) throws -> [UInt8] {
        let data = try revision.data(of: reference, isDecoded: true, limit: ChangeLimits.reencodedStream)
        try history.charge(data.count)
        return data
    }

    /// The decoded data of a stream that may be a look of nothing; nil where it is longer than any.
    func decodedShortly(_ reference: PDFReference) throws -> [UInt8]? {
        do {
            return try revision.data(of: reference, isDecoded: true, limit: ChangeLimits.blankLook)
        } catch let error as PDFError where error.code == .tooLarge {
            return nil
        }
    }
}
