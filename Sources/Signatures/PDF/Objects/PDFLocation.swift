/// Where an object stands in the file, as a cross-reference section says it.
enum PDFLocation: Hashable, Sendable {
    /// At this byte of the file.
    case offset(Int)
    /// In an object stream.
    case stream(container: Int, index: Int)
}
