/// One cross-reference section of a file (ISO 32000-2 clauses 7.5.4 to 7.5.8): the table or stream of one revision.
struct PDFSection: Hashable, Sendable {
    /// Where it begins: the number that `startxref` names.
    let offset: Int
    let isStream: Bool
    /// The trailer's dictionary, or the stream's.
    let trailer: PDFDictionary
    /// How many objects it says something of.
    let entries: Int
    /// How many tokens a reader takes in for it (never fewer).
    let tokens: Int

    /// A table that sends newer readers to a stream besides (ISO 32000-2 clause 7.5.8.4): two readers may see two
    /// documents.
    var isHybrid: Bool { trailer["XRefStm"] != nil }

    /// With the stream that this table sends newer readers to.
    func joined(by stream: PDFSection) -> PDFSection {
        PDFSection(
            offset: offset, isStream: isStream, trailer: trailer, entries: entries + stream.entries,
            tokens: tokens + stream.tokens)
    }
}
