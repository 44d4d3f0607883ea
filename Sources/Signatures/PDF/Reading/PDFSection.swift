/// One cross-reference section of a file (ISO 32000-2 clauses 7.5.4 to 7.5.8): the table or stream of one revision.
struct PDFSection: Hashable, Sendable {
    /// Where it begins: the number that `startxref` names.
    let offset: Int
    let isStream: Bool
    /// Whether it is written so that no reader has to mend it: where one does, it looks for objects by itself, and may
    /// find others.
    var isPlain = true
    /// Where the word `trailer` stands, of a table.
    var trailerPlace: Int?
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
        var both = PDFSection(
            offset: offset, isStream: isStream, trailer: trailer, entries: entries + stream.entries,
            tokens: tokens + stream.tokens)
        both.isPlain = isPlain && stream.isPlain
        both.trailerPlace = trailerPlace
        return both
    }
}
