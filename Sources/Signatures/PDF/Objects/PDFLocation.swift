/// Where an object stands in the file. The same location in two revisions of a file is the same object: the bytes of
/// the older one are the first bytes of the newer one.
enum PDFLocation: Hashable, Sendable {
    /// At this byte of the file.
    case offset(Int)
    /// In an object stream; the same object only where the stream itself stands at the same place.
    case stream(container: Int, index: Int)
}
