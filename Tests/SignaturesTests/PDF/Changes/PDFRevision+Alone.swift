import PKI

@testable import Signatures

extension PDFRevision {
    /// A revision by itself, whether or not the sections of a later one go on from it.
    convenience init(_ source: MemorySource, end: Int) throws {
        try self.init(
            source, end: end, sections: PDFSectionReader(source).sections(before: end)[...],
            budget: PDFBudget(fileSize: source.count), shared: PDFSharedObjects())
    }
}
