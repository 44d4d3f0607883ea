internal import CQPDF

/// What may be taken in for one file, all its revisions together: qpdf keeps every entry of a cross-reference section and
/// every object that it has read, at a multiple of what they take in the file.
final class PDFBudget {
    /// Each handle keeps its budget for as long as it lives.
    let pointer: OpaquePointer

    /// - Throws: `PDFError` where there is no memory.
    init(fileSize: Int) throws {
        let made = kho_pdf_budget_new(
            UInt64(PDFLimits.items + fileSize / PDFLimits.bytesForItem), UInt64(PDFLimits.structureStream),
            UInt64(PDFLimits.structureStreams + fileSize * PDFLimits.unpackedForByte))
        guard let made else { throw PDFError(.tooLarge, "no memory") }
        pointer = made
    }

    deinit { kho_pdf_budget_free(pointer) }
}
