internal import CQPDF

/// What may be taken into memory for one file, all its revisions together: qpdf keeps every entry of a cross-reference
/// section and every object that it has read, at a multiple of what they take in the file.
final class PDFBudget {
    /// Each handle keeps its budget for as long as it lives.
    let pointer: UnsafeMutablePointer<kho_pdf_budget>

    init(fileSize: Int) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(
            to: kho_pdf_budget(
                items: UInt64(PDFLimits.items + fileSize / PDFLimits.bytesForItem),
                stream_limit: PDFLimits.structureStream))
    }

    deinit { pointer.deallocate() }
}
