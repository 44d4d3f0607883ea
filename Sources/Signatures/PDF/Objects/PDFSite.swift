/// Where an object stands in a file, whatever its object stream is called. The same site in two revisions of a file is the
/// same object: the bytes of the older one are the first bytes of the newer one.
enum PDFSite: Hashable, Sendable {
    /// At this byte of the file.
    case offset(Int)
    /// In the object stream that stands at this byte.
    case contained(offset: Int, index: Int)
}
