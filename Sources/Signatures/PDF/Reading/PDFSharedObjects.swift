/// Objects of a file that were read in one of its revisions and are the same in others, so that they are read once: a
/// signature is large, and all later revisions have it.
///
/// An object that stands at the same place is made of the same bytes, and is the same, where the other revision reaches
/// to the end of them. Streams are not kept: where their data end may stand in another object.
final class PDFSharedObjects {
    private var known: [PDFReference: [Entry]] = [:]

    private struct Entry {
        let site: PDFSite
        let read: PDFHandle.ReadObject
        let end: Int
        let reader: PDFHandle
    }

    private func entry(_ reference: PDFReference, at site: PDFSite, before end: Int) -> Entry? {
        known[reference]?.first { $0.site == site && $0.end <= end }
    }

    /// - Parameter end: of the revision that asks.
    func object(_ reference: PDFReference, at site: PDFSite, before end: Int) -> PDFHandle.ReadObject? {
        entry(reference, at: site, before: end)?.read
    }

    /// The reader of the revision that the object was read in.
    func reader(of reference: PDFReference, at site: PDFSite, before end: Int) -> PDFHandle? {
        entry(reference, at: site, before: end)?.reader
    }

    func add(_ read: PDFHandle.ReadObject, _ reference: PDFReference, at site: PDFSite, by reader: PDFHandle) {
        guard let end = read.end, !read.object.isStream else { return }
        guard entry(reference, at: site, before: end) == nil else { return }
        known[reference, default: []].append(Entry(site: site, read: read, end: end, reader: reader))
    }
}
